package io.webbrick.gateway.logging.store;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A history file that is open, so that renames and deletions do not reach it any more, read as it is uncompressed. One
 * thread; one descriptor until it is closed.
 */
public final class SegmentContent implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    private final Path path;
    private final SeekableByteChannel channel;
    private final boolean gzip;
    private List<NamedPart> parts = List.of();

    private SegmentContent(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
        this.gzip = path.getFileName().toString().endsWith(".gz");
    }

    /** Opens a file; its lines have no names. */
    public static SegmentContent open(Path path) throws IOException {
        return new SegmentContent(path, Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** The name that it was opened by. */
    public Path path() {
        return path;
    }

    /** What its lines are called, in order; empty when that cannot be told. */
    public List<NamedPart> parts() {
        return parts;
    }

    void parts(List<NamedPart> known) {
        parts = List.copyOf(known);
    }

    /** Whether it is packed. */
    public boolean isGzip() {
        return gzip;
    }

    /** Bytes on the disk. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Its bytes from this offset on; closing the stream leaves the file open, the next call takes it from there.
     *
     * @throws EOFException when it ends before
     */
    public InputStream from(long offset) throws IOException {
        if (!gzip) {
            if (offset > channel.size()) {
                throw new EOFException(path + " ends before byte " + offset);
            }
            channel.position(offset);
            return new Raw(channel);
        }
        channel.position(0);
        try {
            var inflated = new GZIPInputStream(new Raw(channel), BUFFER_BYTES);
            inflated.skipNBytes(offset);
            return inflated;
        } catch (EOFException ended) {
            throw ended;
        } catch (IOException damaged) {
            throw new IOException(path + " is not a gzip file: " + damaged.getMessage(), damaged);
        }
    }

    /** Up to so many of its bytes on the disk, as it is packed, from this offset. */
    public byte[] disk(long offset, int count) throws IOException {
        channel.position(offset);
        return Channels.newInputStream(channel).readNBytes(count);
    }

    /** Its first bytes, up to {@value LedgerSegment#HEAD}. */
    byte[] head() throws IOException {
        channel.position(0);
        InputStream raw = new Raw(channel);
        try (InputStream in = gzip ? new GZIPInputStream(raw, LedgerSegment.HEAD * 8) : raw) {
            return in.readNBytes(LedgerSegment.HEAD);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Says that more may follow, so that GZIPInputStream reads the next member too. */
    private static final class Raw extends FilterInputStream {
        Raw(SeekableByteChannel channel) {
            super(Channels.newInputStream(channel));
        }

        @Override
        public int available() {
            return 1;
        }

        @Override
        public void close() {
            // the file stays open
        }
    }
}

package io.webbrick.gateway.logging.store;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A history file that is open, so that renames and deletions do not reach it any more, read as it is uncompressed: plain, in
 * gzip members with a {@linkplain MemberTable table}, or in gzip of any other form, which is inflated from its beginning. One
 * thread; one descriptor until it is closed.
 */
public final class SegmentContent implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    private final Path path;
    private final SeekableByteChannel channel;
    private final boolean gzip;
    private List<NamedPart> parts = List.of();
    private @Nullable MemberReader members;
    private boolean looked;

    private SegmentContent(Path path, SeekableByteChannel channel) {
        this.path = path;
        this.channel = channel;
        this.gzip = isPacked(path);
    }

    /** Whether a file of this name is packed. */
    public static boolean isPacked(Path path) {
        return path.getFileName().toString().endsWith(".gz");
    }

    /** Opens a file of a stream, no links followed; its lines have no names. */
    public static SegmentContent open(Path path) throws IOException {
        return new SegmentContent(path, Files.newByteChannel(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    /** Opens a file that a user named, which may be a link. */
    public static SegmentContent ofUser(Path path) throws IOException {
        return new SegmentContent(path, Files.newByteChannel(path, StandardOpenOption.READ));
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

    /** Bytes of its text; negative when it must be inflated to tell. */
    long textBytes() throws IOException {
        MemberReader known = members();
        return known != null ? known.textBytes() : gzip ? -1 : channel.size();
    }

    /** How much of its text it takes on the disk; 1 when it is plain, empty, or must be inflated to tell. */
    public double packedShare() throws IOException {
        long text = textBytes();
        return text > 0 ? (double) channel.size() / text : 1;
    }

    /** Its members; null when it is plain or has no table. */
    @Nullable
    MemberReader members() throws IOException {
        if (gzip && !looked) {
            MemberTable table = MemberTable.read(channel);
            looked = true;
            members = table == null ? null : new MemberReader(path, channel, table);
        }
        return members;
    }

    /** Whether it is packed. */
    public boolean isGzip() {
        return gzip;
    }

    /** Where its bytes can be read at several places at once, by several threads; null when it is packed, or lies elsewhere. */
    public @Nullable FileChannel plainChannel() {
        return !gzip && channel instanceof FileChannel file ? file : null;
    }

    /** Bytes on the disk. */
    public long size() throws IOException {
        return channel.size();
    }

    /**
     * Its text from this offset on; closing the stream leaves the file open, the next call takes it from there.
     *
     * @throws EOFException when it ends before
     * @throws DamagedSegmentException also from the stream: then {@link #from} goes on where it says
     */
    public InputStream from(long offset) throws IOException {
        MemberReader known = members();
        if (known != null) {
            return known.from(offset);
        }
        if (!gzip) {
            if (offset > channel.size()) {
                throw new EOFException(path + " ends before byte " + offset);
            }
            channel.position(offset);
            return new Raw(channel);
        }
        channel.position(0);
        InputStream inflated = new Inflated(path, inflate(BUFFER_BYTES));
        inflated.skipNBytes(offset);
        return inflated;
    }

    private InputStream inflate(int bufferBytes) throws IOException {
        try {
            return new GZIPInputStream(new Raw(channel), bufferBytes);
        } catch (EOFException | ZipException damaged) {
            throw new DamagedSegmentException(path, 0, -1, "it is not a gzip file, " + damaged.getMessage());
        }
    }

    /** Up to so many of its bytes on the disk, as it is packed, from this offset. */
    public byte[] disk(long offset, int count) throws IOException {
        if (!(channel instanceof FileChannel file)) {
            channel.position(offset);
            return Channels.newInputStream(channel).readNBytes(count);
        }
        var bytes = ByteBuffer.allocate(count);
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = file.read(bytes, offset + bytes.position());
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Its first bytes, up to {@value LedgerSegment#HEAD}. */
    byte[] head() throws IOException {
        channel.position(0);
        try (InputStream in = gzip ? inflate(LedgerSegment.HEAD * 8) : new Raw(channel)) {
            return in.readNBytes(LedgerSegment.HEAD);
        }
    }

    @Override
    public void close() throws IOException {
        if (members != null) {
            members.close();
        }
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

    /** Tells damage from a disk that cannot be read now. */
    private static final class Inflated extends FilterInputStream {
        private final Path path;
        private long offset;

        Inflated(Path path, InputStream in) {
            super(in);
            this.path = path;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            try {
                int count = in.read(target, start, length);
                offset += Math.max(0, count);
                return count;
            } catch (EOFException | ZipException damaged) {
                throw new DamagedSegmentException(path, offset, -1, String.valueOf(damaged.getMessage()));
            }
        }

        @Override
        public long skip(long count) throws IOException {
            var passed = new byte[(int) Math.min(count, BUFFER_BYTES)];
            return passed.length == 0 ? 0 : Math.max(0, read(passed, 0, passed.length));
        }
    }
}

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.DamagedSegmentException;
import io.webbrick.gateway.logging.store.SegmentContent;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One file of a stream, open, whatever its name means by now. One thread; one descriptor until it is closed. */
public final class ReadableFile implements AutoCloseable {
    private static final int BUFFER_BYTES = 65_536;

    private final Path path;
    private final @Nullable SegmentContent content;
    private final NewestFile.@Nullable Opened newest;
    private final long begin;

    private ReadableFile(Path path, @Nullable SegmentContent content, NewestFile.@Nullable Opened newest, long begin) {
        this.path = path;
        this.content = content;
        this.newest = newest;
        this.begin = begin;
    }

    /**
     * Opens a file of history by the name that it has at this moment.
     *
     * @throws NoSuchFileException when it has been renamed or deleted
     */
    public static ReadableFile history(Path path) throws IOException {
        return isInArchive(path) ? inArchive(path) : history(SegmentContent.open(path), 0);
    }

    /**
     * Opens a newest file, up to its last committed byte where somebody writes it.
     *
     * @throws NoSuchFileException when there is none at this moment
     */
    public static ReadableFile newest(Path path) throws IOException {
        return isInArchive(path) ? inArchive(path) : newest(path, NewestFile.opened(path), 0);
    }

    static ReadableFile history(SegmentContent content, long begin) {
        return new ReadableFile(content.path(), content, null, begin);
    }

    static ReadableFile newest(Path path, NewestFile.Opened opened, long begin) {
        return new ReadableFile(path, null, opened, begin);
    }

    /** Whether a file lies in a zip archive. */
    private static boolean isInArchive(Path path) {
        return path.getFileSystem().provider().getScheme().equals("jar");
    }

    /** A file in an archive, which nobody renames: it is opened when it is read, from its beginning only. */
    private static ReadableFile inArchive(Path path) {
        return new ReadableFile(path, null, null, 0);
    }

    /** The name that it was opened by. */
    public Path path() {
        return path;
    }

    /** Where the text begins that its reader has not had from other files: 0, but in a file that was merged meanwhile. */
    public long begin() {
        return begin;
    }

    /** Whether it may still grow. */
    public boolean isNewest() {
        return newest != null;
    }

    /** Whether bytes of it can be read at any place, without reading all before them. */
    public boolean isSeekable() {
        return content != null || newest != null;
    }

    /** Whether it is gzipped. */
    public boolean isPacked() {
        return content != null && content.isGzip();
    }

    /** Which life of the newest file it is, as whoever writes it counts them; 0 when nobody does, or it is not the newest. */
    public long life() {
        Mark end = end();
        return end == null ? 0 : end.generation();
    }

    /** How many bytes of a newest file are committed; -1 when that is not known: then whole lines count. */
    public long committedBytes() {
        Mark end = end();
        return end == null ? -1 : end.offset();
    }

    private @Nullable Mark end() {
        return newest == null ? null : newest.end();
    }

    /** Bytes of a history file on the disk, as it is packed. */
    public long diskBytes() throws IOException {
        return content().size();
    }

    /** Up to so many of its bytes on the disk, as it is packed, from this offset; of a newest file before its text is read. */
    public byte[] disk(long offset, int count) throws IOException {
        if (newest == null) {
            return content().disk(offset, count);
        }
        SeekableByteChannel channel = newest.channel();
        if (channel == null) {
            return new byte[0];
        }
        channel.position(offset);
        byte[] bytes = Channels.newInputStream(channel).readNBytes(count);
        channel.position(0);
        return bytes;
    }

    /** Where a plain history file can be read at several places at once; null where it cannot. */
    @Nullable
    FileChannel plainChannel() {
        return content == null ? null : content.plainChannel();
    }

    private SegmentContent content() {
        if (content == null) {
            throw new IllegalStateException(path + " is a newest file or in an archive; its bytes cannot be told");
        }
        return content;
    }

    /**
     * Its text from this byte on, unpacked. A newest file gives it once; closing the stream leaves a history file open.
     *
     * @throws EOFException when it ends before
     */
    public InputStream text(long from) throws IOException {
        if (content != null) {
            return content.from(from);
        }
        InputStream in = newest == null ? fromArchive() : newest.in();
        in.skipNBytes(from);
        return newest == null ? in : new Kept(in);
    }

    /**
     * Where its text goes on behind this failure of reading it, with the next line that is whole; negative when nothing more of it
     * can be read.
     */
    public static long behind(IOException failure) {
        return failure instanceof DamagedSegmentException damaged ? damaged.resume() : -1;
    }

    private InputStream fromArchive() throws IOException {
        InputStream in = Files.newInputStream(path);
        try {
            return SegmentContent.isPacked(path) ? new GZIPInputStream(in, BUFFER_BYTES) : in;
        } catch (IOException damaged) {
            in.close();
            throw damaged;
        }
    }

    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
        }
        if (newest != null) {
            newest.in().close();
        }
    }

    private static final class Kept extends FilterInputStream {
        Kept(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // the file stays open
        }
    }
}

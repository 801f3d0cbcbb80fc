package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A stream's newest file as readers see it: up to the last committed byte at the moment of opening. One thread.
 */
final class NewestFile extends FilterInputStream {
    private static final int TRIES = 10;

    private long left;

    private NewestFile(InputStream in, long left) {
        super(in);
        this.left = left;
    }

    /**
     * A file that is open.
     *
     * @param end how far it is committed; null when whole lines count
     * @param channel where its bytes can be read at any place, with the same descriptor; null when it is missing
     */
    record Opened(
            InputStream in, @Nullable Mark end, @Nullable SeekableByteChannel channel) {}

    /** What is open before it is known to be the right file. */
    private record Raw(InputStream in, @Nullable SeekableByteChannel channel) {}

    /** Opens a newest file, or any other plain one, which is read to its end. */
    static InputStream open(Path file) throws IOException {
        return opened(file).in();
    }

    /** The same, with how far it is committed. */
    static Opened opened(Path file) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Mark before = CommittedEnd.of(file);
            Raw raw = open(file, before);
            Mark after = CommittedEnd.of(file);
            if (after == null) {
                return new Opened(raw.in(), null, raw.channel());
            }
            Mark end = atMost(raw, after);
            if (attempt == TRIES || (isSame(before, after) && isSame(CommittedEnd.of(file), after))) {
                var committed = new NewestFile(raw.in(), end.offset());
                InputStream unwritten = Unwritten.from(file, after);
                InputStream in = unwritten == null ? committed : new SequenceInputStream(committed, unwritten);
                return new Opened(in, end, raw.channel());
            }
            raw.in().close();
        }
    }

    /** A file that has just been begun is empty while the mark is that of the one before it. */
    private static Mark atMost(Raw raw, Mark end) throws IOException {
        SeekableByteChannel channel = raw.channel();
        long size = channel == null ? end.offset() : channel.size();
        return size < end.offset() ? new Mark(end.generation(), size) : end;
    }

    /** A process may have died while the file had no name. */
    private static Raw open(Path file, @Nullable Mark end) throws IOException {
        try {
            SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ);
            return new Raw(Channels.newInputStream(channel), channel);
        } catch (NoSuchFileException missing) {
            if (end != null && Unwritten.from(file, end) != null) {
                return new Raw(InputStream.nullInputStream(), null);
            }
            throw missing;
        }
    }

    /** Whether no rotation came in between, so that the open file is the one that the mark means. */
    private static boolean isSame(@Nullable Mark before, Mark after) {
        return before != null && before.generation() == after.generation();
    }

    @Override
    public int read() throws IOException {
        int next = left > 0 ? super.read() : -1;
        left -= next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left <= 0) {
            return length == 0 ? 0 : -1;
        }
        int count = super.read(target, offset, (int) Math.min(length, left));
        left -= Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(super.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}

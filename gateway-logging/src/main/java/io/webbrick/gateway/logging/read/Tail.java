package io.webbrick.gateway.logging.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The newest records of a stream, and then whatever follows, across rotations: a file is known by its first bytes, so
 * that a renamed one is read to its end before the new one begins. A record is its line and the lines after it that
 * begin with a tab. One thread.
 */
public final class Tail {
    private static final int HEAD_BYTES = 256;
    private static final int CHUNK_BYTES = 65_536;

    private final Path newest;
    private final Predicate<String> wanted;
    private byte[] head = new byte[0];
    private long offset;
    private final StringBuilder half = new StringBuilder();

    private Tail(Path newest, Predicate<String> wanted) {
        this.newest = newest;
        this.wanted = wanted;
    }

    /** Looks at the stream whose newest file is {@code newest}; {@code wanted} chooses among whole records. */
    public static Tail of(Path newest, Predicate<String> wanted) {
        return new Tail(newest, wanted);
    }

    /**
     * The last {@code count} wanted records, oldest first, each without its last line feed. {@link #poll()} goes on
     * behind them.
     */
    public List<String> last(int count) throws IOException {
        var kept = new ArrayDeque<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            var record = new StringBuilder();
            boolean open = false;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (open && line.startsWith("\t")) {
                    record.append('\n').append(line);
                    continue;
                }
                if (open) {
                    keep(kept, record.toString(), count);
                }
                record.setLength(0);
                record.append(line);
                open = true;
            }
            if (open) {
                keep(kept, record.toString(), count);
            }
        }
        skipToEnd();
        return List.copyOf(kept);
    }

    private void keep(ArrayDeque<String> kept, String record, int count) {
        if (count > 0 && wanted.test(record)) {
            kept.addLast(record);
            if (kept.size() > count) {
                kept.removeFirst();
            }
        }
    }

    /** Records that came since {@link #last} or the last call; empty when there are none. */
    public List<String> poll() throws IOException {
        var records = new ArrayList<String>();
        if (head.length > 0 && !isSame(newest)) {
            finishRenamed(records);
        }
        readFrom(newest, records);
        return records.stream().filter(wanted).toList();
    }

    private void skipToEnd() throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(newest)) {
            offset = endOfLastLine(file);
            remember(file);
        } catch (NoSuchFileException notYet) {
            offset = 0;
            head = new byte[0];
        }
    }

    /** Reads what the file that was followed got before it was renamed, and what rotated past unseen after it. */
    private void finishRenamed(List<String> records) throws IOException {
        List<Path> files = Segments.oldestFirst(newest);
        int found = -1;
        for (int index = files.size() - 1; index >= 0 && found < 0; index--) {
            if (isSame(files.get(index))) {
                found = index;
            }
        }
        if (found >= 0) {
            readFrom(files.get(found), records);
        }
        for (int index = found + 1; found >= 0 && index < files.size() - 1; index++) {
            offset = 0;
            readFrom(files.get(index), records);
        }
        offset = 0;
        head = new byte[0];
    }

    private boolean isSame(Path file) throws IOException {
        try {
            return Arrays.equals(head, head(file, head.length));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private static byte[] head(Path file, int count) throws IOException {
        if (file.getFileName().toString().endsWith(".gz")) {
            try (LineReader lines = LineReader.of(List.of(file))) {
                String first = lines.next();
                byte[] bytes = first == null ? new byte[0] : (first + "\n").getBytes(StandardCharsets.UTF_8);
                return Arrays.copyOf(bytes, Math.min(count, bytes.length));
            }
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            return read(channel, 0, count);
        }
    }

    private void readFrom(Path file, List<String> records) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() < offset) {
                offset = 0;
            }
            while (offset < channel.size()) {
                byte[] bytes = read(channel, offset, CHUNK_BYTES);
                int end = lastLineFeed(bytes) + 1;
                if (end == 0) {
                    break;
                }
                split(new String(bytes, 0, end, StandardCharsets.UTF_8), records);
                offset += end;
            }
            flushHalf(records);
            remember(channel);
        } catch (NoSuchFileException betweenTwoFiles) {
            return;
        }
    }

    private void split(String text, List<String> records) {
        int from = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', from)) {
            String line = text.substring(from, feed);
            from = feed + 1;
            if (line.startsWith("\t") && half.length() > 0) {
                half.append('\n').append(line);
            } else {
                flushHalf(records);
                half.append(line);
            }
        }
    }

    private void flushHalf(List<String> records) {
        if (half.length() > 0) {
            records.add(half.toString());
            half.setLength(0);
        }
    }

    private void remember(SeekableByteChannel file) throws IOException {
        byte[] first = read(file, 0, HEAD_BYTES);
        int feed = 0;
        while (feed < first.length && first[feed] != '\n') {
            feed++;
        }
        head = offset == 0 ? new byte[0] : Arrays.copyOf(first, Math.min(first.length, feed + 1));
    }

    private static long endOfLastLine(SeekableByteChannel file) throws IOException {
        long end = file.size();
        while (end > 0) {
            long from = Math.max(0, end - CHUNK_BYTES);
            int feed = lastLineFeed(read(file, from, (int) (end - from)));
            if (feed >= 0) {
                return from + feed + 1;
            }
            end = from;
        }
        return 0;
    }

    private static int lastLineFeed(byte[] bytes) {
        int at = bytes.length - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private static byte[] read(SeekableByteChannel file, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        file.position(position);
        int more = 1;
        while (bytes.hasRemaining() && more > 0) {
            more = file.read(bytes);
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.DamagedSegmentException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of a stream whose lines have no names, and then whatever follows, across rotations and compression: a file is
 * known by its first line, so that it is found again under the name that it has by now, read to its end, and the files after it in
 * order. A record is its line and the lines after it that begin with a tab. When a call fails, the next one gives what
 * it should have given. What retention deletes between two calls is gone, what is damaged is passed over, counted and named. One
 * thread.
 */
final class ContentTail {
    private static final int CHUNK_BYTES = 65_536;

    /** Steps of one call; more than there are files, so that only a directory in turmoil reaches it. */
    private static final int MAX_STEPS = 1_000;

    private final Path newest;
    private final Predicate<String> wanted;
    private final Damages damages = new Damages();
    private final StringBuilder record = new StringBuilder();

    /** The first line of the file that was read last, without its end where it is long; empty before the first file. */
    private byte[] head = new byte[0];

    /** Bytes of whole lines that were read from that file, as they are uncompressed. */
    private long offset;

    /** Up to here everything was given; while the writer has committed no more, a call reads no file. */
    private @Nullable Mark readTo;

    ContentTail(Path newest, Predicate<String> wanted) {
        this.newest = newest;
        this.wanted = wanted;
    }

    /**
     * The last {@code count} wanted records, oldest first, each without its last line feed. {@link #poll()} goes on
     * behind them.
     */
    List<String> last(int count) throws IOException {
        head = new byte[0];
        offset = 0;
        readTo = null;
        var kept = new ArrayDeque<String>();
        follow(next -> {
            kept.addLast(next);
            if (kept.size() > count) {
                kept.removeFirst();
            }
        });
        return List.copyOf(kept);
    }

    /** How many damaged places in packed files were passed over so far. */
    long damages() {
        return damages.count();
    }

    /** The first ten of them: which file, what is wrong, what was passed over. */
    List<String> firstDamages() {
        return damages.first();
    }

    /** Records that came since {@link #last} or the last call; empty when there are none. */
    List<String> poll() throws IOException {
        var records = new ArrayList<String>();
        follow(records::add);
        return records;
    }

    private void follow(Consumer<String> each) throws IOException {
        Mark end = CommittedEnd.of(newest);
        if (end != null && end.equals(readTo)) {
            return;
        }
        readTo = null;
        byte[] headBefore = head;
        long offsetBefore = offset;
        try {
            int steps = 0;
            while (steps < MAX_STEPS && step(each)) {
                steps++;
            }
            readTo = steps < MAX_STEPS ? end : null;
        } catch (IOException failed) {
            head = headBefore;
            offset = offsetBefore;
            record.setLength(0);
            throw failed;
        }
    }

    /** Reads on in the file at hand and then in the one after it; false when there is nothing more for now. */
    private boolean step(Consumer<String> each) throws IOException {
        List<Path> files = Segments.oldestFirst(newest);
        int at = find(files);
        if (at < 0 && head.length > 0) {
            files = Segments.oldestFirst(newest);
            at = find(files);
        }
        if (at < 0 && head.length > 0) {
            head = new byte[0];
            offset = 0;
            return nextOf(files, files.size() - 2, each);
        }
        if (at >= 0 && !rest(files.get(at), each)) {
            return true;
        }
        return nextOf(files, at, each);
    }

    /** Where the file at hand lies among {@code files}, -1 when it is none of them. */
    private int find(List<Path> files) throws IOException {
        int at = head.length == 0 ? -1 : files.size() - 1;
        while (at >= 0 && !isSame(files.get(at))) {
            at--;
        }
        return at;
    }

    private boolean isSame(Path file) throws IOException {
        try (TailFile open = TailFile.open(file, newest)) {
            return Arrays.equals(head, open.head());
        } catch (NoSuchFileException | DamagedSegmentException renamedOrNone) {
            return false;
        }
    }

    /** Reads what has come into the file at hand; false when another file has its name by now. */
    private boolean rest(Path file, Consumer<String> each) throws IOException {
        try (TailFile open = TailFile.open(file, newest)) {
            if (!Arrays.equals(head, open.head())) {
                return false;
            }
            lines(open, each);
            return true;
        } catch (NoSuchFileException renamed) {
            return false;
        } catch (EOFException | DamagedSegmentException cutBackAndSoonWrittenAgain) {
            return true;
        }
    }

    /** Reads the first file behind the one at {@code at} that holds a line; false when there is none. */
    private boolean nextOf(List<Path> files, int at, Consumer<String> each) throws IOException {
        for (int index = at + 1; index < files.size(); index++) {
            try (TailFile open = TailFile.open(files.get(index), newest)) {
                byte[] first = open.head();
                if (first.length == 0) {
                    continue;
                }
                if (at >= 0 && head.length > 0 && !isUnmoved(files, at)) {
                    return true;
                }
                head = first;
                offset = 0;
                lines(open, each);
                return true;
            } catch (NoSuchFileException renamed) {
                return true;
            } catch (DamagedSegmentException noneOfOurs) {
                damages.add(noneOfOurs);
            }
        }
        return false;
    }

    /** Whether the names still mean the files that they meant when they were listed. */
    private boolean isUnmoved(List<Path> files, int at) throws IOException {
        return isSame(files.get(at)) && Segments.oldestFirst(newest).equals(files);
    }

    /** Reads the whole lines from the offset to the end; what stands behind the last line feed is read again later. */
    private void lines(TailFile file, Consumer<String> each) throws IOException {
        while (true) {
            try {
                lines(file.from(offset), each);
                return;
            } catch (DamagedSegmentException damaged) {
                damages.add(damaged);
                give(each);
                if (damaged.resume() < 0) {
                    return;
                }
                offset = damaged.resume();
            }
        }
    }

    private void lines(InputStream in, Consumer<String> each) throws IOException {
        var line = new ByteArrayOutputStream();
        var buffer = new byte[CHUNK_BYTES];
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            int from = 0;
            for (int at = 0; at < count; at++) {
                if (buffer[at] == '\n') {
                    line.write(buffer, from, at - from);
                    from = at + 1;
                    offset += line.size() + 1L;
                    take(line.toString(StandardCharsets.UTF_8), each);
                    line.reset();
                }
            }
            line.write(buffer, from, count - from);
        }
        give(each);
    }

    private void take(String line, Consumer<String> each) {
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        if (text.startsWith("\t") && record.length() > 0) {
            record.append('\n').append(text);
        } else {
            give(each);
            record.append(text);
        }
    }

    private void give(Consumer<String> each) {
        if (record.length() > 0) {
            String whole = record.toString();
            record.setLength(0);
            if (wanted.test(whole)) {
                each.accept(whole);
            }
        }
    }
}

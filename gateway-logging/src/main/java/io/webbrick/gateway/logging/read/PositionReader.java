package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one stream, oldest first, up to the last committed one, and tells the {@link Position} of each. Can be
 * opened at a position that was taken earlier, after any number of rotations, compressions, merges and restarts, and says
 * what of the lines behind it was deleted meanwhile. What is damaged in a packed file is passed over, counted and named. To follow a stream, open it again behind the last position: nothing is
 * held in between. Memory: one buffer and the longest line. One thread.
 */
public final class PositionReader implements AutoCloseable {
    private final StreamWalk walk;
    private final LineBuffer buffer = new LineBuffer();

    /** The line that was read last, or that was asked for; null before the first, and when it has no name. */
    private @Nullable Position last;

    private @Nullable Gap gap;
    private long lineNumber;

    /** What was read in place of a line that is damaged, and comes next; null when nothing was. */
    private @Nullable Held held;

    private record Held(String line, Gap gap, @Nullable Position position) {}

    private PositionReader(StreamWalk walk) {
        this.walk = walk;
    }

    /**
     * Lines that were there and are deleted, or cannot be read any more.
     *
     * @param from the line before them, or the one that was asked for and is itself deleted; null when it had no name
     * @param to the line after them; null when there is none yet, or it has no name
     */
    public record Gap(@Nullable Position from, @Nullable Position to) {}

    /** Reads everything of the stream whose newest file this is. */
    public static PositionReader oldestFirst(Path newest) throws IOException {
        return new PositionReader(StreamWalk.oldestFirst(newest));
    }

    /** Whether there are no other files than these, when only the newest were asked for. */
    boolean isWhole() {
        return walk.isWhole();
    }

    /** Reads the newest file and so many of the history files before it that they are together {@code files}. */
    static PositionReader newest(Path newest, int files) throws IOException {
        return new PositionReader(StreamWalk.newest(newest, files));
    }

    /**
     * Begins with the line of this position, or with the first one behind it that is left: then {@link #gap} says so.
     *
     * @throws IllegalArgumentException when the position is one of another stream
     * @throws IOException also when it cannot be told where the line is, because a process died while it renamed files
     */
    public static PositionReader at(Path newest, Position position) throws IOException {
        var reader = new PositionReader(StreamWalk.oldestFirst(newest));
        reader.seek(position);
        return reader;
    }

    /** Begins with the first line behind this position that is left; the rest as {@link #at}. */
    public static PositionReader behind(Path newest, Position position) throws IOException {
        PositionReader reader = at(newest, position);
        if (reader.walk.isMissing()) {
            return reader;
        }
        String line = reader.next();
        Gap damaged = reader.gap;
        if (line != null && damaged != null) {
            reader.held = new Held(line, damaged, reader.last);
        }
        reader.last = position;
        return reader;
    }

    private void seek(Position position) throws IOException {
        try {
            walk.seek(position, buffer);
            last = position;
        } catch (IOException | RuntimeException failed) {
            walk.close();
            throw failed;
        }
    }

    /**
     * The next line without its end (CR LF counts as one end); null after the last. Broken UTF-8 becomes U+FFFD.
     *
     * @throws IOException when a file cannot be read; the next call goes on with the file behind it
     */
    public @Nullable String next() throws IOException {
        Held first = held;
        if (first != null) {
            held = null;
            gap = first.gap();
            last = first.position();
            return first.line();
        }
        gap = null;
        while (walk.isOpen() || walk.openNext(buffer)) {
            if (readLine() || (buffer.isHalfLine() && !walk.isNewest())) {
                Position here = walk.position(buffer.start());
                gap = walk.takeMissing() ? new Gap(last, here) : null;
                last = here;
                lineNumber = buffer.start() == 0 ? 1 : lineNumber == 0 ? 0 : lineNumber + 1;
                return buffer.text();
            }
            lineNumber = 0;
            walk.finish();
        }
        gap = walk.isMissing() ? new Gap(last, null) : null;
        return null;
    }

    private boolean readLine() throws IOException {
        while (true) {
            try {
                return buffer.readLine(walk.in());
            } catch (DamagedSegmentException damaged) {
                walk.passOver(damaged, buffer);
                lineNumber = 0;
            } catch (IOException failed) {
                walk.finish();
                throw failed;
            }
        }
    }

    /**
     * What the line that {@link #next} returned last is called; null when it has no name: there is no ledger, or its file
     * cannot be told from others, or it is in no file yet.
     */
    public @Nullable Position position() {
        return last;
    }

    /** The file of that line, by the name that it was opened by. */
    Path file() {
        return walk.file();
    }

    /** The number of that line in its file, from 1; 0 when the file was not read from its beginning, so that nobody counted. */
    long lineNumber() {
        return lineNumber;
    }

    /** The names of the files that are damaged, as far as they were read. */
    Set<String> damagedFiles() {
        return walk.damages().files();
    }

    /** How many damaged places were passed over so far. */
    public long damages() {
        return walk.damages().count();
    }

    /** The first ten of them: which file, what is wrong, what was passed over. */
    public List<String> firstDamages() {
        return walk.damages().first();
    }

    /**
     * What is deleted or damaged just before that line, or behind the last one when {@link #next} returned null; null when
     * nothing is.
     */
    public @Nullable Gap gap() {
        return gap;
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }
}

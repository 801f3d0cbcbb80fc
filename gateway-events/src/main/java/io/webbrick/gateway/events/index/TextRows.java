package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows out of EventLog's text. Lines that are no event are counted and passed over. One thread; memory: one buffer and
 * the longest line.
 */
final class TextRows {
    private static final int SMALLEST_BUFFER = 1 << 13;
    private static final int BUFFER = 1 << 17;
    private static final int LONGEST_LINE = 4 * 1_048_576;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = ONES << 7;
    private static final long FEEDS = ONES * '\n';

    private final RowSink sink;
    private final EventRows slow;
    private final LineScanner fast = new LineScanner();
    private final LocalTimes times;
    private final byte[][] wanted;
    private byte[] buffer = new byte[SMALLEST_BUFFER];
    private ByteBuffer words = words();
    private int filled;
    private long consumed;
    private long events;
    private long unreadable;
    private long localLines;
    private long lastMillis = Long.MIN_VALUE;

    /** Reads the rows of these sources, of all when there are none; local times mean what {@code times} says. */
    TextRows(RowSink sink, LocalTimes times, Collection<String> sources) {
        this.sink = sink;
        this.slow = new EventRows(sink);
        this.times = times;
        this.wanted = sources.stream()
                .map(source -> source.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    /** Another text comes next. */
    void begin() {
        filled = 0;
        consumed = 0;
    }

    /**
     * Reads on, whole lines first; {@code last} says that no more comes, so that what stands behind the last line feed is a
     * line as well.
     */
    void read(InputStream in, boolean last) throws IOException {
        while (true) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                break;
            }
            int from = filled;
            filled += count;
            boolean wasFull = filled == buffer.length;
            lines(from);
            if (wasFull && buffer.length < BUFFER) {
                grow();
            }
        }
        if (last && filled > 0) {
            line(0, filled);
            consumed += filled;
            filled = 0;
        }
    }

    private void lines(int from) {
        int start = 0;
        for (int feed = feed(from); feed < filled; feed = feed(feed + 1)) {
            line(start, feed);
            start = feed + 1;
        }
        consumed += start;
        filled -= start;
        System.arraycopy(buffer, start, buffer, 0, filled);
        if (filled == buffer.length) {
            if (filled >= LONGEST_LINE) {
                consumed += filled;
                filled = 0;
                unreadable++;
            } else {
                grow();
            }
        }
    }

    private void grow() {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
        words = words();
    }

    private ByteBuffer words() {
        return ByteBuffer.wrap(buffer).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the next line feed is; {@link #filled} when there is none. Eight bytes at a time. */
    private int feed(int from) {
        int at = from;
        for (int last = filled - Long.BYTES; at <= last; at += Long.BYTES) {
            long eight = words.getLong(at) ^ FEEDS;
            long zeros = (eight - ONES) & ~eight & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        while (at < filled && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void line(int from, int to) {
        if (fast.scan(buffer, from, to, wanted)) {
            events++;
            lastMillis = fast.millis();
            Shape shape = fast.shape();
            if (shape != null) {
                sink.row(lastMillis, shape, fast.values());
            }
            return;
        }
        String text = new String(buffer, from, to - from, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return;
        }
        tellTimes();
        try {
            localLines += isLocal(text) ? 1 : 0;
            slow.take(EventLine.parse(text, times));
            events++;
        } catch (LineException damaged) {
            unreadable++;
        }
    }

    /** Local times go by the time of the line before. */
    private void tellTimes() {
        if (lastMillis != Long.MIN_VALUE) {
            times.passed(Instant.ofEpochMilli(lastMillis));
            lastMillis = Long.MIN_VALUE;
        }
    }

    /** Whether a line's time depends on the zone; where that is not certain it is said to. */
    private static boolean isLocal(String text) {
        int blank = text.indexOf(' ', 11);
        String stamp = text.substring(0, blank < 0 ? text.length() : blank);
        return !stamp.endsWith("Z") && stamp.lastIndexOf('+') < 19 && stamp.lastIndexOf('-') < 19;
    }

    /** Up to where in the text whole lines were read. */
    long consumed() {
        return consumed;
    }

    long events() {
        return events;
    }

    long unreadable() {
        return unreadable;
    }

    /** When the last line was journaled; null before the first. */
    @Nullable
    Instant lastTime() {
        tellTimes();
        return times.last();
    }

    /** How many lines have a time that depends on the zone. */
    long localLines() {
        return localLines;
    }
}

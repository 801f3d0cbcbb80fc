package io.webbrick.gateway.logging.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Splits a stream of bytes into lines and counts where they begin. Memory: one buffer and the longest line. One thread. */
final class LineBuffer {
    private static final int BUFFER_BYTES = 65_536;
    private static final int MAX_LINE_BYTES = 4 * 1_048_576;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private byte[] line = new byte[1_024];
    private int lineLength;
    private int at;
    private int limit;

    /** Offset of {@code at} in the file, and of the line that was read last. */
    private long offset;

    private long start;

    /** A stream comes next, whose first byte is this one of its file. */
    void begin(long firstOffset) {
        at = 0;
        limit = 0;
        offset = firstOffset;
        start = firstOffset;
        lineLength = 0;
    }

    /** Reads up to the next line feed; false at the end of the stream, with what came before it as a half line. */
    boolean readLine(InputStream in) throws IOException {
        lineLength = 0;
        start = offset;
        while (true) {
            if (at == limit && !fill(in)) {
                return false;
            }
            int end = at;
            while (end < limit && buffer[end] != '\n') {
                end++;
            }
            keep(end - at);
            offset += end - at;
            at = end;
            if (at < limit) {
                at++;
                offset++;
                return true;
            }
        }
    }

    private boolean fill(InputStream in) throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        limit = Math.max(0, count);
        return count > 0;
    }

    private void keep(int count) {
        int kept = Math.min(count, MAX_LINE_BYTES - lineLength);
        if (lineLength + kept > line.length) {
            line = Arrays.copyOf(line, Math.max(lineLength + kept, line.length * 2));
        }
        System.arraycopy(buffer, at, line, lineLength, kept);
        lineLength += kept;
    }

    /** Where the line that was read last begins in its file. */
    long start() {
        return start;
    }

    /** Whether bytes came without a line feed behind them. */
    boolean isHalfLine() {
        return lineLength > 0;
    }

    /** That line without its end; CR LF counts as one end. */
    String text() {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        return new String(line, 0, length, StandardCharsets.UTF_8);
    }
}

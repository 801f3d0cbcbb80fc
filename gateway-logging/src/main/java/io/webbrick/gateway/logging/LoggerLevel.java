package io.webbrick.gateway.logging;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From which level on the records of a logger are kept, and who says so.
 *
 * @param name its full name; empty for the root logger
 * @param level the lowest level that any stream takes of it; null when no stream takes anything
 * @param origin {@code file:line} or {@code set at run time}, of a logger or of a stream
 * @param until when that ends by itself; null when it stays
 * @param set what was set at run time for exactly this logger; null when nothing was
 * @param seen whether anything has asked for this logger since the start
 * @param like while nothing has asked for it: loggers that something has asked for and that differ by case, one letter or two swapped ones
 * @param streams the titles of the streams that take its records of that level
 */
public record LoggerLevel(
        String name,
        @Nullable String level,
        String origin,
        @Nullable Instant until,
        @Nullable String set,
        boolean seen,
        List<String> like,
        List<String> streams) {
    public LoggerLevel {
        like = List.copyOf(like);
        streams = List.copyOf(streams);
    }
}

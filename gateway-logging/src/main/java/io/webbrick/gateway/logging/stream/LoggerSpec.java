package io.webbrick.gateway.logging.stream;

import java.util.List;

/**
 * One logger as configured.
 *
 * @param qualname the logger's full name; empty for the root
 * @param level its own level number; 0 takes the nearest ancestor's (Python's NOTSET)
 * @param streams names of the streams it writes to, each once
 * @param propagate whether its records also go to its ancestors' streams
 * @param origin where this was configured, {@code file:line}
 */
public record LoggerSpec(String qualname, int level, List<String> streams, boolean propagate, String origin) {
    public LoggerSpec {
        streams = List.copyOf(streams);
    }
}

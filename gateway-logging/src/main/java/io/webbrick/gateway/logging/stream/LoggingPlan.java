package io.webbrick.gateway.logging.stream;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * A whole configuration, checked and resolved: what the streams are built from. Immutable; a reload swaps it whole.
 *
 * @param directory the log directory, absolute
 * @param zone where midnight is and what local times mean
 * @param streams in file order; the five roles are always among them, each once
 * @param loggers in file order; the root logger (qualname "") is always among them
 */
public record LoggingPlan(Path directory, ZoneId zone, List<StreamSpec> streams, List<LoggerSpec> loggers) {
    public LoggingPlan {
        streams = List.copyOf(streams);
        loggers = List.copyOf(loggers);
    }
}

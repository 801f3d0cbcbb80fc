package io.webbrick.gateway.logging.stream;

import java.util.LinkedHashSet;
import java.util.List;

/**
 * One logger as configured.
 *
 * @param qualname the logger's full name; empty for the root
 * @param level its own level number; 0 takes the nearest ancestor's (Python's NOTSET)
 * @param streams names of the streams it writes to, each once
 * @param propagate whether its records also go to its ancestors' streams
 * @param origin where this was configured, {@code file:line}
 * @param only names of loggers; its own records pass when each of them is its name or stands above it
 * @param levelOrigin where its level comes from
 */
public record LoggerSpec(
        String qualname,
        int level,
        List<String> streams,
        boolean propagate,
        String origin,
        List<String> only,
        LevelOrigin levelOrigin) {
    public LoggerSpec {
        streams = List.copyOf(streams);
        only = List.copyOf(only);
    }

    /** One that lets all its records pass. */
    public LoggerSpec(String qualname, int level, List<String> streams, boolean propagate, String origin) {
        this(qualname, level, streams, propagate, origin, List.of(), LevelOrigin.file(origin));
    }

    /** A logger of which only its level is known, and that at run time. */
    static LoggerSpec of(LevelChange change) {
        return new LoggerSpec(
                change.logger(), change.level(), List.of(), true, LevelChange.PLACE, List.of(), change.origin());
    }

    /** The same with another level. */
    LoggerSpec with(LevelChange change) {
        return new LoggerSpec(qualname, change.level(), streams, propagate, origin, only, change.origin());
    }

    /**
     * The same writing to one more stream, which takes records of {@code lowest} and above.
     *
     * @param deciding the level that decides for this logger until now
     */
    LoggerSpec with(String stream, int lowest, int deciding) {
        var more = new LinkedHashSet<>(streams);
        more.add(stream);
        boolean lowers = deciding > lowest;
        return new LoggerSpec(
                qualname,
                lowers ? lowest : level,
                List.copyOf(more),
                propagate,
                origin,
                only,
                lowers ? LevelOrigin.file(LoggingPlan.BY_PROGRAM) : levelOrigin);
    }

    /** Whether each of these names is the logger's, or that of a logger above it; Python calls the root "root" here. */
    static boolean isBelowAll(String logger, List<String> names) {
        String known = logger.isEmpty() ? "root" : logger;
        return names.stream().allMatch(name -> name.isEmpty() || known.equals(name) || known.startsWith(name + "."));
    }
}

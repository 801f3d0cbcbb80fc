package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which streams take which records, by Python's rules: the effective level is that of the nearest configured ancestor;
 * a record goes to the streams of its logger and, while loggers propagate, of its ancestors; each stream has a level
 * of its own. A stream that collects gets one copy of whatever any other takes, and everything at or above its own
 * level that its logger lets pass. Streams that another engine writes count in all of this and are no part of the
 * answer. Routes are made at the first use of a name; any thread.
 */
final class RouteTable {
    private final Map<String, LogStream> streams;
    private final Map<String, LoggerSpec> loggers = new HashMap<>();
    private final Map<List<List<LogStream>>, Route> routes = new HashMap<>();
    private final IntSupplier ids;

    RouteTable(LoggingPlan plan, Map<String, LogStream> streams, IntSupplier ids) {
        this.streams = streams;
        this.ids = ids;
        for (LoggerSpec logger : plan.loggers()) {
            loggers.put(logger.qualname(), logger);
        }
    }

    /** The route of a logger. */
    synchronized Route route(String logger) {
        var answer = new ArrayList<List<LogStream>>();
        for (Level level : Level.values()) {
            answer.add(takers(logger, level.number()));
        }
        return routes.computeIfAbsent(answer, this::compile);
    }

    private Route compile(List<List<LogStream>> answer) {
        LogStream[][] byLevel =
                answer.stream().map(list -> list.toArray(LogStream[]::new)).toArray(LogStream[][]::new);
        return new Route(ids.getAsInt(), byLevel);
    }

    /** All routes made so far. */
    synchronized List<Route> routes() {
        return List.copyOf(routes.values());
    }

    /** The streams that take a record of this level from this logger, in the plan's order. */
    synchronized List<LogStream> takers(String logger, int level) {
        LoggerSpec own = loggers.get(logger);
        boolean barred = own != null && !LoggerSpec.isBelowAll(logger, own.only());
        LoggerSpec deciding = deciding(logger);
        if (barred || (deciding != null && level < deciding.level())) {
            return List.of();
        }
        Set<String> attached = attached(logger);
        var takers = new ArrayList<LogStream>();
        for (LogStream stream : streams.values()) {
            if (!stream.spec().collectsAll()
                    && attached.contains(stream.spec().name())
                    && stream.spec().admits(logger)
                    && level >= stream.spec().levelFor(deciding)) {
                takers.add(stream);
            }
        }
        boolean taken = !takers.isEmpty();
        for (LogStream stream : streams.values()) {
            if (stream.spec().collectsAll()
                    && stream.spec().admits(logger)
                    && (taken || level >= stream.spec().levelFor(deciding))) {
                takers.add(stream);
            }
        }
        takers.removeIf(stream -> !stream.spec().isHere());
        return takers;
    }

    /** The logger whose level counts for this one; null when none from here up to the root has one. */
    @Nullable
    LoggerSpec deciding(String logger) {
        for (String name = logger; name != null; name = parent(name)) {
            LoggerSpec spec = loggers.get(name);
            if (spec != null && spec.level() != 0) {
                return spec;
            }
        }
        return null;
    }

    private Set<String> attached(String logger) {
        var names = new LinkedHashSet<String>();
        for (String name = logger; name != null; name = parent(name)) {
            LoggerSpec spec = loggers.get(name);
            if (spec != null) {
                names.addAll(spec.streams());
                if (!spec.propagate()) {
                    break;
                }
            }
        }
        return names;
    }

    /** The next name up; the root's is empty, above it there is none. */
    static @Nullable String parent(String name) {
        if (name.isEmpty()) {
            return null;
        }
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    @Override
    public String toString() {
        return "routes of " + Arrays.toString(streams.keySet().toArray());
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a plan sends records, without any stream at work: the same table that a running gateway compiles. Any thread. */
public final class Routing {
    private final LoggingPlan plan;
    private final RouteTable table;

    private Routing(LoggingPlan plan, RouteTable table) {
        this.plan = plan;
        this.table = table;
    }

    /** The routing of this plan. */
    public static Routing of(LoggingPlan plan) {
        Map<String, LogStream> streams = new LinkedHashMap<>();
        plan.streams().forEach(spec -> streams.put(spec.name(), new LogStream(0, spec, new NoSink())));
        return new Routing(plan, new RouteTable(plan, streams, () -> 0));
    }

    /** The names of the streams that such a record reaches, in the plan's order; empty name: the root logger. */
    public List<String> reached(String logger, int level) {
        return table.takers(logger, level).stream()
                .map(stream -> stream.spec().name())
                .toList();
    }

    /** The titles of those streams. */
    public List<String> titles(String logger, int level) {
        return table.takers(logger, level).stream()
                .map(stream -> stream.spec().title())
                .toList();
    }

    /** The logger whose level decides for this one; empty when none has a level, so that everything passes. */
    public Optional<LoggerSpec> levelOf(String logger) {
        return Optional.ofNullable(table.deciding(logger));
    }

    /** The lowest level number of this logger that any stream takes; {@link Route#NOBODY} when none takes any. */
    public int threshold(String logger) {
        for (Level level : Level.values()) {
            if (!table.takers(logger, level.number()).isEmpty()) {
                return level.number();
            }
        }
        return Route.NOBODY;
    }

    /** The lowest level number that enters this stream from that logger. */
    public int entry(StreamSpec stream, String logger) {
        return stream.levelFor(table.deciding(logger));
    }

    /** Where that comes from: the level of a logger, or else that of a stream. */
    public LevelOrigin thresholdOrigin(String logger) {
        int threshold = threshold(logger);
        LoggerSpec deciding = table.deciding(logger);
        if (threshold == Route.NOBODY) {
            return LevelOrigin.file("no stream takes it");
        }
        if (deciding != null && firstNotBelow(deciding.level()) == threshold) {
            return deciding.levelOrigin();
        }
        return table.takers(logger, threshold).stream()
                .map(LogStream::spec)
                .min(Comparator.comparingInt(StreamSpec::level))
                .map(spec -> LevelOrigin.file("stream " + spec.title() + ", " + spec.levelOrigin()))
                .orElseThrow();
    }

    private static int firstNotBelow(int number) {
        for (Level level : Level.values()) {
            if (level.number() >= number) {
                return level.number();
            }
        }
        return Route.NOBODY;
    }

    /** The configured loggers whose streams its records go to, the nearest first. */
    public List<LoggerSpec> chain(String logger) {
        var chain = new ArrayList<LoggerSpec>();
        @Nullable String name = logger;
        while (name != null) {
            Optional<LoggerSpec> spec = configured(name);
            spec.ifPresent(chain::add);
            name = spec.isPresent() && !spec.get().propagate() ? null : RouteTable.parent(name);
        }
        return chain;
    }

    /** What the plan says about exactly this logger. */
    public Optional<LoggerSpec> configured(String logger) {
        return plan.loggers().stream()
                .filter(spec -> spec.qualname().equals(logger))
                .findFirst();
    }
}

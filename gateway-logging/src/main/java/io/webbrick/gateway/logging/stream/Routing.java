package io.webbrick.gateway.logging.stream;

import java.util.ArrayList;
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

    /** The logger whose level decides for this one; empty when none has a level, so that everything passes. */
    public Optional<LoggerSpec> levelOf(String logger) {
        for (String name = logger; name != null; name = RouteTable.parent(name)) {
            Optional<LoggerSpec> spec = configured(name).filter(found -> found.level() != 0);
            if (spec.isPresent()) {
                return spec;
            }
        }
        return Optional.empty();
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

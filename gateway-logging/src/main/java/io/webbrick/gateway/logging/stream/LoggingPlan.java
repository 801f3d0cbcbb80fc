package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.BudgetSpec;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A whole configuration, checked and resolved: what the streams are built from. Immutable; a reload swaps it whole.
 *
 * @param directory the log directory, absolute
 * @param zone where midnight is and what local times mean
 * @param ring its size and patience
 * @param budget what all files may take together
 * @param snapshot what is kept where a reboot leaves it alone; null when nothing is
 * @param streams in file order; the five roles are always among them, each once
 * @param loggers in file order; the root logger (qualname "") is always among them
 * @param shippers those that deliver streams to other machines
 */
public record LoggingPlan(
        Path directory,
        ZoneId zone,
        RingSpec ring,
        BudgetSpec budget,
        @Nullable SnapshotSpec snapshot,
        List<StreamSpec> streams,
        List<LoggerSpec> loggers,
        List<ShipperSpec> shippers) {
    static final String BY_PROGRAM = "a sink that a program has added";

    public LoggingPlan {
        streams = List.copyOf(streams);
        loggers = List.copyOf(loggers);
        shippers = List.copyOf(shippers);
    }

    /** A plan without snapshots and shippers. */
    public LoggingPlan(
            Path directory,
            ZoneId zone,
            RingSpec ring,
            BudgetSpec budget,
            List<StreamSpec> streams,
            List<LoggerSpec> loggers) {
        this(directory, zone, ring, budget, null, streams, loggers, List.of());
    }

    /** A plan without a budget. */
    public LoggingPlan(Path directory, ZoneId zone, RingSpec ring, List<StreamSpec> streams, List<LoggerSpec> loggers) {
        this(directory, zone, ring, BudgetSpec.NONE, streams, loggers);
    }

    /** A plan with the usual ring. */
    public LoggingPlan(Path directory, ZoneId zone, List<StreamSpec> streams, List<LoggerSpec> loggers) {
        this(directory, zone, RingSpec.USUAL, streams, loggers);
    }

    /** The same with levels that were set at run time. */
    public LoggingPlan with(Collection<LevelChange> changes) {
        var changed = new LinkedHashMap<String, LoggerSpec>();
        loggers.forEach(logger -> changed.put(logger.qualname(), logger));
        for (LevelChange change : changes) {
            LoggerSpec before = changed.get(change.logger());
            changed.put(change.logger(), before == null ? LoggerSpec.of(change) : before.with(change));
        }
        return new LoggingPlan(
                directory, zone, ring, budget, snapshot, streams, List.copyOf(changed.values()), shippers);
    }

    /**
     * The same with a stream that a program has added to a logger. A stream of the same file takes its place; the logger lets pass
     * what the stream takes.
     */
    public LoggingPlan with(StreamSpec added, String logger) {
        StreamSpec known = streams.stream()
                .filter(each -> each.name().equals(added.name()) || isSameFile(each.target(), added.target()))
                .findFirst()
                .orElse(null);
        var all = new ArrayList<>(streams);
        if (known == null) {
            all.add(added);
        }
        String stream = known == null ? added.name() : known.name();
        var changed = new LinkedHashMap<String, LoggerSpec>();
        loggers.forEach(each -> changed.put(each.qualname(), each));
        LoggerSpec before = changed.getOrDefault(logger, new LoggerSpec(logger, 0, List.of(), true, BY_PROGRAM));
        changed.put(logger, before.with(stream, added.level(), deciding(logger, changed)));
        return new LoggingPlan(directory, zone, ring, budget, snapshot, all, List.copyOf(changed.values()), shippers);
    }

    /** The level of the nearest logger that has one; 0 when none has. */
    private static int deciding(String logger, Map<String, LoggerSpec> loggers) {
        for (String name = logger; name != null; name = RouteTable.parent(name)) {
            LoggerSpec each = loggers.get(name);
            if (each != null && each.level() != 0) {
                return each.level();
            }
        }
        return 0;
    }

    private static boolean isSameFile(Target one, Target other) {
        return one instanceof Target.File file
                && other instanceof Target.File same
                && file.path().equals(same.path());
    }

    /**
     * The same where some streams do not hear of some loggers.
     *
     * @param silent the loggers by stream
     */
    public LoggingPlan silent(Map<String, List<String>> silent) {
        List<StreamSpec> all = streams.stream()
                .map(each -> each.silentFor(silent.getOrDefault(each.name(), List.of())))
                .toList();
        return new LoggingPlan(directory, zone, ring, budget, snapshot, all, loggers, shippers);
    }

    /** Records of this level and above on standard error, and no file. */
    public static LoggingPlan onStandardError(Level level, ZoneId zone) {
        var format = LineFormat.compile("%(asctime)s %(levelname)s %(name)s %(message)s", "iso", zone);
        var stream = new StreamSpec(
                "console", null, new Target.Console(true), level.number(), format, false, Durability.PROCESS);
        var root = new LoggerSpec("", level.number(), List.of(stream.name()), true, "built-in");
        return new LoggingPlan(Path.of(""), zone, List.of(stream), List.of(root));
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Plans for tests: the five streams in a directory, as the shipped configuration has them, in UTC. */
final class Plans {
    static final ZoneId UTC = ZoneId.of("UTC");
    static final LineFormat FULL = LineFormat.compile("%(asctime)s %(levelname)s %(name)s %(message)s", "iso", UTC);
    static final LineFormat EVENT = LineFormat.compile("%(asctime)s %(message)s", "iso", UTC);

    private Plans() {}

    static LoggingPlan five(Path directory) {
        return new LoggingPlan(
                directory,
                UTC,
                List.of(
                        file(directory, Role.ACCESS, "access.log", 0, LineFormat.compile("%(message)s", "", UTC)),
                        file(directory, Role.EVENT_LOG, "EventLog.log", 20, EVENT),
                        file(directory, Role.ERROR, "error.log", 40, FULL),
                        collector(directory, 20)),
                List.of(
                        logger("", 0, "Error", "Debug"),
                        new LoggerSpec("EventLog", 0, List.of("EventLog"), false, "test:1"),
                        new LoggerSpec("EventLog.time.second", 50, List.of(), true, "test:2"),
                        new LoggerSpec("turbogears.access", 0, List.of("Access"), false, "test:3")));
    }

    /** The plan with the files of these streams in another directory. */
    static LoggingPlan moved(LoggingPlan plan, Path directory, String... names) {
        List<StreamSpec> streams = plan.streams().stream()
                .map(spec -> List.of(names).contains(spec.name()) ? moved(spec, directory) : spec)
                .toList();
        return new LoggingPlan(plan.directory(), plan.zone(), plan.ring(), streams, plan.loggers());
    }

    private static StreamSpec moved(StreamSpec spec, Path directory) {
        var old = (Target.File) spec.target();
        Path path = directory.resolve(old.path().getFileName().toString());
        var target = new Target.File(path, old.rotation(), old.retention(), old.syncWithin());
        return new StreamSpec(
                spec.name(), spec.role(), target, spec.level(), spec.format(), spec.collectsAll(), spec.durability());
    }

    /** The plan with another ring. */
    static LoggingPlan withRing(LoggingPlan plan, int bytes, Duration maxWait) {
        var ring = new RingSpec(bytes, maxWait);
        return new LoggingPlan(plan.directory(), plan.zone(), ring, plan.streams(), plan.loggers());
    }

    static StreamSpec collector(Path directory, int level) {
        return new StreamSpec(
                "Debug",
                Role.DEBUG,
                new Target.File(directory.resolve("debug.log"), Rotation.NEVER, Retention.FOREVER),
                level,
                FULL,
                true,
                Durability.PROCESS);
    }

    static StreamSpec file(Path directory, Role role, String name, int level, LineFormat format) {
        return file(directory, role, name, level, format, Rotation.NEVER, Retention.FOREVER);
    }

    static StreamSpec file(
            Path directory,
            Role role,
            String name,
            int level,
            LineFormat format,
            Rotation rotation,
            Retention retention) {
        var target = new Target.File(directory.resolve(name), rotation, retention);
        var durability = role == Role.EVENT_LOG ? Durability.FILE : Durability.PROCESS;
        return new StreamSpec(role.title(), role, target, level, format, false, durability);
    }

    static LoggerSpec logger(String name, int level, String... streams) {
        return new LoggerSpec(name, level, List.of(streams), true, "test:0");
    }
}

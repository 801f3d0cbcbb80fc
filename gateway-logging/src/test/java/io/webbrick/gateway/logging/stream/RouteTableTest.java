package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.format.Wants;
import io.webbrick.gateway.logging.record.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RouteTableTest {
    private static final int[] LEVELS = {0, 5, 10, 20, 30, 40, 50};

    private final AtomicInteger ids = new AtomicInteger();

    private RouteTable table(List<StreamSpec> specs, List<LoggerSpec> loggers) {
        var plan = new LoggingPlan(Path.of("logs"), Plans.UTC, specs, loggers);
        var streams = new LinkedHashMap<String, LogStream>();
        for (StreamSpec spec : specs) {
            streams.put(spec.name(), TestStreams.stream(spec, new NoSink()));
        }
        return new RouteTable(plan, streams, ids::getAndIncrement);
    }

    private static StreamSpec spec(String name, int level, boolean collects, Durability durability) {
        return new StreamSpec(name, null, new Target.Nothing(), level, Plans.FULL, collects, durability);
    }

    private static StreamSpec spec(String name, int level) {
        return spec(name, level, false, Durability.PROCESS);
    }

    private static List<String> takers(Route route, Level level) {
        return Arrays.stream(route.streams(level.number()))
                .map(stream -> stream.spec().name())
                .toList();
    }

    /**
     * Python's rules, literally and slowly: a logger's parent is the nearest configured name above it; the first level
     * that is set on the way up decides whether a record is made; then the handlers of each logger on the way up get it
     * until one does not propagate; a handler drops what is below its own level.
     */
    private record Python(List<StreamSpec> streams, List<LoggerSpec> loggers) {
        LoggerSpec logger(String name) {
            return loggers.stream()
                    .filter(spec -> spec.qualname().equals(name))
                    .findFirst()
                    .orElse(new LoggerSpec(name, 0, List.of(), true, "made at first use"));
        }

        @Nullable
        LoggerSpec parent(LoggerSpec child) {
            LoggerSpec nearest = null;
            for (LoggerSpec candidate : loggers) {
                String name = candidate.qualname();
                boolean above = !child.qualname().isEmpty()
                        && (name.isEmpty() || child.qualname().startsWith(name + "."));
                if (above
                        && (nearest == null
                                || name.length() > nearest.qualname().length())) {
                    nearest = candidate;
                }
            }
            return nearest;
        }

        boolean isEnabledFor(LoggerSpec logger, int level) {
            LoggerSpec at = logger;
            while (at != null) {
                if (at.level() != 0) {
                    return level >= at.level();
                }
                at = parent(at);
            }
            return true;
        }

        Set<String> callHandlers(LoggerSpec logger, int level) {
            var called = new LinkedHashSet<String>();
            LoggerSpec at = logger;
            while (at != null) {
                for (StreamSpec stream : streams) {
                    if (at.streams().contains(stream.name()) && !stream.collectsAll() && level >= stream.level()) {
                        called.add(stream.name());
                    }
                }
                at = at.propagate() ? parent(at) : null;
            }
            return called;
        }

        List<String> takers(String name, int level) {
            LoggerSpec logger = logger(name);
            if (!isEnabledFor(logger, level)) {
                return List.of();
            }
            Set<String> called = callHandlers(logger, level);
            var takers = new ArrayList<String>();
            for (StreamSpec stream : streams) {
                if (called.contains(stream.name())) {
                    takers.add(stream.name());
                }
            }
            for (StreamSpec stream : streams) {
                if (stream.collectsAll() && (!called.isEmpty() || level >= stream.level())) {
                    takers.add(stream.name());
                }
            }
            return takers;
        }
    }

    private static String name(Random random) {
        var parts = new ArrayList<String>();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            parts.add(List.of("a", "b", "ab", "", "c").get(random.nextInt(random.nextInt(10) == 0 ? 5 : 3)));
        }
        return String.join(".", parts);
    }

    @Test
    void everyTreeFollowsPythonsRules() {
        long seed = 20261121;
        var random = new Random(seed);
        for (int round = 0; round < 10_000; round++) {
            var specs = new ArrayList<StreamSpec>();
            for (int count = random.nextInt(5); count >= 0; count--) {
                specs.add(spec("s" + count, LEVELS[random.nextInt(7)], random.nextInt(4) == 0, Durability.PROCESS));
            }
            Map<String, LoggerSpec> loggers = new LinkedHashMap<>();
            loggers.put("", logger("", random, specs));
            for (int count = random.nextInt(6); count > 0; count--) {
                String name = name(random);
                loggers.put(name, logger(name, random, specs));
            }
            var python = new Python(specs, List.copyOf(loggers.values()));
            RouteTable table = table(specs, python.loggers());
            var names = new ArrayList<>(loggers.keySet());
            names.add(name(random));
            names.add(name(random) + ".x");
            for (String name : names) {
                check(table.route(name), python, name, "seed " + seed + ", round " + round);
            }
        }
    }

    private static LoggerSpec logger(String name, Random random, List<StreamSpec> specs) {
        List<String> attached = specs.stream()
                .map(StreamSpec::name)
                .filter(stream -> random.nextInt(3) == 0)
                .toList();
        int level = random.nextBoolean() ? 0 : LEVELS[random.nextInt(7)];
        return new LoggerSpec(name, level, attached, random.nextInt(4) > 0, "test:0");
    }

    private static void check(Route route, Python python, String name, String when) {
        int lowest = Route.NOBODY;
        for (Level level : Level.values()) {
            List<String> expected = python.takers(name, level.number());
            assertEquals(expected, takers(route, level), () -> when + ", " + name + " at " + level);
            lowest = expected.isEmpty() ? lowest : Math.min(lowest, level.number());
        }
        assertEquals(lowest, route.threshold(), () -> when + ", " + name);
    }

    @Test
    void loggersWithEqualAnswersShareARouteAndOthersDoNot() {
        RouteTable table = table(
                List.of(spec("all", 0)),
                List.of(
                        new LoggerSpec("", 0, List.of("all"), true, "test:1"),
                        new LoggerSpec("quiet", 40, List.of(), true, "test:2")));
        assertSame(table.route("x"), table.route("y.z"));
        assertNotSame(table.route("x"), table.route("quiet"));
        assertTrue(table.route("x").id() != table.route("quiet").id());
        assertEquals(2, table.routes().size());
    }

    @Test
    void onlyLevelsThatADurableStreamTakesWaitForTheFile() {
        RouteTable table = table(
                List.of(spec("file", 30, false, Durability.FILE), spec("ring", 0)),
                List.of(new LoggerSpec("", 0, List.of("file", "ring"), true, "test:1")));
        Route route = table.route("x");
        assertFalse(route.awaitsFile(20));
        assertTrue(route.awaitsFile(30));
        assertTrue(route.awaitsFile(35), "a level between two counts as the lower one");
    }

    @Test
    void theThreadsNameIsWantedOnlyWhereAFormatShowsIt() {
        var shows = new StreamSpec(
                "shows",
                null,
                new Target.Nothing(),
                40,
                LineFormat.compile("%(threadName)s", "", Plans.UTC),
                false,
                Durability.PROCESS);
        RouteTable table = table(
                List.of(spec("plain", 0), shows),
                List.of(
                        new LoggerSpec("", 0, List.of("plain"), true, "test:1"),
                        new LoggerSpec("named", 0, List.of("shows"), true, "test:2")));
        assertEquals(Set.of(), table.route("x").wants());
        assertEquals(Set.of(Wants.THREAD_NAME), table.route("named.child").wants());
    }

    @Test
    void aLoggerThatNobodyListensToHasNoThreshold() {
        RouteTable table = table(List.of(spec("all", 0)), List.of(new LoggerSpec("", 0, List.of(), true, "test:1")));
        assertEquals(Route.NOBODY, table.route("x").threshold());
    }
}

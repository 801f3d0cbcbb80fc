package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Rings in other places than the log directory, and with more files than they have places for. */
final class RingPlaceTest {
    private static final int FILES = 45;
    private static final int PLACES = 40;

    @TempDir
    Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no systemd that gives a runtime directory")
    void aRingInTheRuntimeDirectoryIsFoundThroughItsPointerByAProcessWithoutOne() throws Exception {
        Path runtime = Files.createDirectories(directory.resolve("run").resolve("webbrick"));
        Path notes = directory.resolve("notes");
        var victim = new Victim(directory.resolve("log"), notes);
        Process process = start(victim.directory(), notes, runtime);
        try {
            victim.awaitFirstNote(process, 1);
            Awaitility.await().until(() -> Files.size(notes.resolve("run-1-0")) > 1_000);
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "the process is gone");
        List<Path> rings = ringsIn(runtime.resolve("ring"));
        assertEquals(1, rings.size(), rings::toString);
        assertEquals(List.of(), ringsIn(victim.directory().resolve(".state")));
        Path pointer = victim.directory().resolve(".state").resolve("ring");
        assertTrue(Files.readString(pointer).contains("ring " + rings.get(0) + "\n"), () -> "the pointer of " + rings);
        victim.check("after a kill with the ring in the runtime directory");
        assertTrue(victim.records() > 0, "something was acknowledged");
        assertEquals(List.of(), ringsIn(runtime.resolve("ring")));
    }

    private Process start(Path logs, Path notes, Path runtime) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KillTarget.class.getName(),
                logs.toString(),
                notes.toString(),
                "1",
                "1000000000");
        builder.environment().put("RUNTIME_DIRECTORY", runtime.toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(notes.resolve("out-1").toFile())
                .start();
    }

    private static List<Path> ringsIn(Path place) throws IOException {
        try (var files = Files.list(place)) {
            return files.filter(file -> file.getFileName().toString().startsWith("ring-"))
                    .toList();
        }
    }

    @Test
    void moreFilesThanTheRingHasPlacesForAreAllWrittenAndSaid() throws IOException {
        var clock = InstantSource.system();
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        Engine engine = Engine.startDurable(plan(0, FILES), 1_048_576, new Counters(), clock, selfLog, notice -> {});
        logToAll(engine, 0, FILES, "first");
        assertTrue(engine.flush(5_000));
        for (int number = 0; number < FILES; number++) {
            Path file = file(number);
            assertEquals(List.of("first of " + number), Files.readAllLines(file));
            boolean told = selfLog.problems().stream()
                    .anyMatch(problem -> problem.text().startsWith("too many files for the ring")
                            && problem.text().endsWith(file.toString()));
            assertEquals(number >= PLACES, told, () -> selfLog.problems().toString());
        }
        engine.close();
        assertFalse(Files.exists(directory.resolve(".state").resolve("ring")), "it ended whole");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a mapped file cannot be deleted there")
    void aRingThatIsTakenAwayIsToldOnceAndNothingElseChanges() throws Exception {
        var clock = InstantSource.system();
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        Engine engine = Engine.startDurable(plan(0, 1), 1_048_576, new Counters(), clock, selfLog, notice -> {});
        logToAll(engine, 0, 1, "before");
        assertTrue(engine.flush(5_000));
        assertTrue(engine.describeRing().endsWith("crash-durable"), engine.describeRing());
        Path state = file(0).resolveSibling(".state");
        try (Stream<Path> all = Files.walk(state)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        String taken = "the ring's file or .state in " + directory;
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            logToAll(engine, 0, 1, "after");
            return selfLog.problems().stream()
                    .anyMatch(problem -> problem.text().startsWith(taken));
        });
        assertTrue(engine.describeRing().contains("taken away"), engine.describeRing());
        long told = System.nanoTime();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> {
            logToAll(engine, 0, 1, "after");
            return System.nanoTime() - told > 2_000_000_000L;
        });
        engine.close();
        assertEquals(
                List.of(1L),
                selfLog.problems().stream()
                        .filter(problem -> problem.text().startsWith(taken))
                        .map(SelfLog.Problem::count)
                        .toList());
        assertEquals("before of 0", Files.readAllLines(file(0)).get(0));
    }

    @Test
    void placesOfFilesThatAReloadTookAwayAreGivenToOthers() throws IOException {
        var clock = InstantSource.system();
        var selfLog = new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        Engine engine = Engine.startDurable(plan(0, 30), 1_048_576, new Counters(), clock, selfLog, notice -> {});
        for (int first = 30; first < 150; first += 1) {
            engine.swap(plan(first - 29, 30));
        }
        logToAll(engine, 120, 30, "last");
        engine.close();
        for (int number = 120; number < 150; number++) {
            assertEquals(List.of("last of " + number), Files.readAllLines(file(number)));
        }
        assertEquals(List.of(), selfLog.problems());
    }

    private Path file(int number) {
        return directory.resolve("stream" + number + ".log");
    }

    private LoggingPlan plan(int first, int count) {
        var streams = new ArrayList<StreamSpec>();
        var loggers = new ArrayList<LoggerSpec>();
        var format = LineFormat.compile("%(message)s", "", Plans.UTC);
        IntStream.range(first, first + count).forEach(number -> {
            var target = new Target.File(file(number), Rotation.NEVER, Retention.FOREVER);
            streams.add(new StreamSpec("Stream" + number, Role.DEBUG, target, 0, format, false, Durability.PROCESS));
            loggers.add(new LoggerSpec("logger" + number, 0, List.of("Stream" + number), false, "test:1"));
        });
        return new LoggingPlan(directory, Plans.UTC, streams, loggers);
    }

    private static void logToAll(Engine engine, int first, int count, String what) {
        for (int number = first; number < first + count; number++) {
            var encoder = new RecordEncoder();
            encoder.begin(0, 20, LoggerName.of("logger" + number), "");
            encoder.message("{} of {}", 2, what, number);
            encoder.attributes(null, null);
            assertTrue(engine.append(engine.route("logger" + number), 20, 0, encoder));
        }
    }
}

package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines have names while a process writes them, in it and in others, and keep them when it ends or is killed. */
final class NamedLinesTest {
    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private Engine start() throws IOException {
        var target =
                new Target.File(directory.resolve("debug.log"), Rotation.bySize(2_000), new Retention(0, null, true));
        var stream = new StreamSpec("Debug", Role.DEBUG, target, 0, Plans.EVENT, false, Durability.PROCESS);
        var plan = new LoggingPlan(directory, Plans.UTC, List.of(stream), List.of(Plans.logger("", 0, "Debug")));
        return Engine.startDurable(plan, 262_144, new Counters(), clock, selfLog, notice -> {});
    }

    private void log(Engine engine, int from, int to) {
        Route route = engine.route("Heating");
        for (int number = from; number < to; number++) {
            var encoder = new RecordEncoder();
            encoder.begin(clock.millis(), 20, LoggerName.of("Heating"), "main");
            encoder.message("x".repeat(40) + " " + number, 0, null, null);
            encoder.attributes(null, null);
            while (!engine.append(route, 20, clock.millis(), encoder)) {
                Thread.onSpinWait();
            }
        }
        assertTrue(engine.flush(5_000));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    /** The last word of each line; every line must have a name of its own. */
    private static List<String> words(PositionReader reader, List<Position> positions) throws IOException {
        var words = new ArrayList<String>();
        try (reader) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                words.add(line.substring(line.lastIndexOf(' ') + 1));
                Position position = reader.position();
                assertNotNull(position, line);
                positions.add(position);
                assertNull(reader.gap());
            }
        }
        assertEquals(positions.size(), new HashSet<>(positions).size());
        return words;
    }

    @Test
    void everyLineOfARunningGatewayHasANameThatOutlivesRestarts() throws IOException {
        Path newest = directory.resolve("debug.log");
        var before = new ArrayList<Position>();
        try (Engine engine = start()) {
            log(engine, 0, 200);
            assertEquals(numbers(0, 200), words(PositionReader.oldestFirst(newest), before));
        }
        try (Engine engine = start()) {
            log(engine, 200, 300);
            assertEquals(numbers(51, 300), words(PositionReader.behind(newest, before.get(50)), new ArrayList<>()));
        }
        var after = new ArrayList<Position>();
        assertEquals(numbers(0, 300), words(PositionReader.oldestFirst(newest), after), "and when nobody runs");
        assertEquals(before, after.subList(0, 200));
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void anotherProcessSeesTheNamesOfWhatIsCommitted() throws IOException {
        var other = new DeadProcess(directory, selfLog);
        Path newest = directory.resolve("debug.log");
        other.write("one");
        other.commit(other.append("one"));
        other.write("uncommitted");
        var positions = new ArrayList<Position>();
        assertEquals(List.of("one"), words(PositionReader.oldestFirst(newest), positions));
        assertEquals("debug", positions.get(0).stream());
        other.die();
    }

    @Test
    void aKillTakesNoNameOfACommittedLineAndGivesNoneTwice() throws IOException {
        var dead = new DeadProcess(directory, selfLog);
        Path newest = directory.resolve("debug.log");
        dead.write("one");
        dead.commit(dead.append("one"));
        dead.append("two");
        dead.write("two", "half");
        dead.die();
        var before = new ArrayList<Position>();
        assertEquals(List.of("one"), words(PositionReader.oldestFirst(newest), before));
        Engine.startDurable(Plans.five(directory), 65_536, new Counters(), clock, selfLog, notice -> {})
                .close();
        var after = new ArrayList<Position>();
        assertEquals(List.of("one", "two"), words(PositionReader.oldestFirst(newest), after));
        assertEquals(before.get(0), after.get(0));
        assertEquals(List.of("two"), words(PositionReader.behind(newest, before.get(0)), new ArrayList<>()));
    }
}

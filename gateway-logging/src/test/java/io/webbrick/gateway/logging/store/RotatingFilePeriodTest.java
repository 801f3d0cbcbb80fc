package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which records a file holds and what it is called, over restarts, quiet times and clocks that are set. */
final class RotatingFilePeriodTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private RotatingFile open(Rotation rotation, long now) throws IOException {
        var file = new RotatingFile(
                directory.resolve("a.log"),
                rotation,
                Retention.FOREVER,
                LONDON,
                compressor,
                selfLog,
                RotatingFilePeriodTest::firstRecord);
        file.open(now);
        return file;
    }

    private static OptionalLong firstRecord(Path path) {
        try {
            return OptionalLong.of(
                    Instant.parse(Files.readAllLines(path).get(0)).toEpochMilli());
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static void write(RotatingFile file, long now) throws IOException {
        byte[] line = (Instant.ofEpochMilli(now) + "\n").getBytes(StandardCharsets.UTF_8);
        if (file.isFull(0, line.length, now)) {
            file.rotate(now);
        }
        file.firstRecord(now);
        file.write(line, 0, line.length);
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(directory)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachDayHasOneFileOfItsOwnRecordsHoweverOftenTheProcessStarts() throws IOException {
        long seed = 11;
        var random = new Random(seed);
        var expected = new TreeMap<String, StringBuilder>();
        long now = at("2026-03-20T22:00:00Z");
        RotatingFile file = open(Rotation.midnight(), now);
        for (int records = 0; records < 400; records++) {
            now += 1 + (long) (random.nextDouble() * (records % 50 == 0 ? 200 : 6) * 3_600_000L);
            if (random.nextInt(3) == 0) {
                file.close();
                file = open(Rotation.midnight(), now);
            }
            write(file, now);
            String day = Instant.ofEpochMilli(now).atZone(LONDON).toLocalDate().toString();
            expected.computeIfAbsent(day, key -> new StringBuilder())
                    .append(Instant.ofEpochMilli(now))
                    .append('\n');
        }
        file.rotate(now);
        var found = new TreeMap<String, String>();
        for (Path segment : History.oldestFirst(file.path())) {
            found.put(segment.getFileName().toString().substring("a.log.".length()), Files.readString(segment));
        }
        var wanted = new TreeMap<String, String>();
        expected.forEach((day, lines) -> wanted.put(day, lines.toString()));
        assertEquals(wanted, found, "seed " + seed);
    }

    @Test
    void sizeAndMidnightTogetherEachEndAFile() throws IOException {
        long now = at("2026-11-21T12:00:00Z");
        RotatingFile file = open(new Rotation(50, Rotation.When.MIDNIGHT, 1), now);
        for (int record = 0; record < 5; record++) {
            write(file, now + record * 3_600_000L);
        }
        write(file, at("2026-11-22T12:00:00Z"));
        assertEquals(List.of("a.log", "a.log.2026-11-21", "a.log.2026-11-21.1", "a.log.2026-11-21.2"), names());
        assertEquals("2026-11-22T12:00:00Z\n", Files.readString(file.path()));
        assertEquals("2026-11-21T16:00:00Z\n", Files.readString(directory.resolve("a.log.2026-11-21.2")));
    }

    @Test
    void aReloadWithAnotherZoneMovesMidnight() throws IOException {
        long now = at("2026-06-20T22:30:00Z");
        RotatingFile file = open(Rotation.midnight(), now);
        write(file, now);
        file.rules(Rotation.midnight(), Retention.FOREVER, ZoneId.of("UTC"));
        write(file, at("2026-06-20T23:30:00Z"));
        assertEquals(List.of("a.log"), names(), "midnight of London has passed, that of UTC has not");
        write(file, at("2026-06-21T00:10:00Z"));
        assertEquals(List.of("a.log", "a.log.2026-06-20"), names());
    }

    @Test
    void aStartBeginsANewFileWhereThatIsAskedFor() throws IOException {
        long now = at("2026-11-21T12:00:00Z");
        var anew = new Rotation(0, Rotation.When.MIDNIGHT, 1, null, false, true);
        RotatingFile first = open(anew, now);
        write(first, now);
        first.close();
        write(open(anew, now + 1_000), now + 1_000);
        assertEquals(List.of("a.log", "a.log.2026-11-21"), names());
        assertEquals("2026-11-21T12:00:01Z\n", Files.readString(directory.resolve("a.log")));
    }

    @Test
    void aStartThatCannotBeginANewFileGoesOnInTheOldOne() throws IOException {
        long now = at("2026-11-21T12:00:00Z");
        var anew = new Rotation(1_000, null, 1, null, false, true);
        RotatingFile first = open(anew, now);
        write(first, now);
        first.close();
        files.failOn(Operation.MOVE, "a.log", Fault.inUse());
        RotatingFile second = open(anew, now + 1_000);
        write(second, now + 1_000);
        assertEquals("2026-11-21T12:00:00Z\n2026-11-21T12:00:01Z\n", Files.readString(directory.resolve("a.log")));
        assertTrue(selfLog.problems().get(0).text().startsWith("cannot begin a new /log/a.log at start"));
    }

    @Test
    void aRecordThatIsALittleLateGoesIntoTheCurrentFile() throws IOException {
        long now = at("2026-11-21T00:30:00Z");
        RotatingFile file = open(Rotation.midnight(), now);
        write(file, now);
        assertFalse(file.isFull(0, 20, now - Duration.ofHours(2).toMillis()));
    }

    @Test
    void aClockSetBackByYearsBeginsOneNewFile() throws IOException {
        long wrong = at("2036-05-05T10:00:00Z");
        RotatingFile file = open(Rotation.midnight(), wrong);
        write(file, wrong);
        long right = at("2026-11-21T12:00:00Z");
        write(file, right);
        write(file, right + 1_000);
        assertEquals(List.of("a.log", "a.log.2036-05-05"), names());
    }

    @Test
    void aClockThatIsNotSetYetEndsNoDay() throws IOException {
        long unset = at("1970-01-01T00:00:10Z");
        RotatingFile file = open(Rotation.midnight(), unset);
        write(file, unset);
        write(file, unset + Duration.ofDays(3).toMillis());
        assertEquals(List.of("a.log"), names());
        write(file, at("2026-11-21T12:00:00Z"));
        assertEquals(List.of("a.log", "a.log.1970-01-01"), names());
    }
}

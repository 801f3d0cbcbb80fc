package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.read.StreamFiles;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set, stands still, and a house that moves: every record is kept once, in few files. */
final class HostileClockTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final Retention WEEK = new Retention(0, Duration.ofDays(7), false);

    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("1970-01-01T00:00:05Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // each test starts its own
    private Engine engine;

    private int written;

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private void start(ZoneId zone) throws IOException {
        StreamSpec events =
                Plans.file(directory, Role.EVENT_LOG, "EventLog.log", 20, Plans.EVENT, Rotation.midnight(), WEEK);
        var plan = new LoggingPlan(directory, zone, List.of(events), List.of(Plans.logger("", 0, "EventLog")));
        engine = Engine.startDurable(plan, 262_144, counters, clock, selfLog, notice -> {});
    }

    /** Logs some records at this moment; every record so far must be there, once and in order. */
    private void at(String instant) throws IOException {
        clock.set(Instant.parse(instant));
        for (int record = 0; record < 20; record++) {
            var encoder = new RecordEncoder();
            encoder.begin(clock.millis(), 20, LoggerName.of("EventLog.x"), "main");
            encoder.message("record " + written++, 0, null, null);
            encoder.attributes(null, null);
            assertTrue(engine.append(engine.route("EventLog.x"), 20, clock.millis(), encoder));
        }
        assertTrue(engine.flush(20_000));
        assertEquals(IntStream.range(0, written).boxed().toList(), numbers(), "at " + instant);
    }

    private List<Integer> numbers() throws IOException {
        var all = new ArrayList<Integer>();
        try (StreamFiles files = StreamFiles.of(directory.resolve("EventLog.log"))) {
            for (ReadableFile file = files.next(); file != null; file = files.next()) {
                LineReader lines = LineReader.ofOpen(file);
                for (String line = lines.next(); line != null; line = lines.next()) {
                    all.add(Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
                }
            }
        }
        return all;
    }

    private List<String> history() throws IOException {
        return Segments.oldestFirst(directory.resolve("EventLog.log")).stream()
                .map(path -> path.getFileName().toString().replace("EventLog.log", ""))
                .toList();
    }

    @Test
    void aClockThatIsSetForthAndBackLosesNothingAndMakesFewFiles() throws IOException {
        start(LONDON);
        at("1970-01-01T00:00:05Z");
        at("1970-01-03T00:00:05Z");
        assertEquals(List.of(""), history(), "a clock that is not set ends no day");
        at("2026-11-18T22:00:00Z");
        at("2026-11-18T20:00:00Z");
        int before = history().size();
        assertTrue(before <= 2, "two hours back begin no file: " + history());
        at("2026-11-19T21:00:00Z");
        assertEquals(before + 1, history().size(), "25 hours at once, as after a stop over midnight: " + history());
        at("2026-11-19T19:00:00Z");
        at("2026-11-19T23:59:59Z");
        assertEquals(before + 1, history().size(), history().toString());
        at("2026-11-20T00:00:00Z");
        assertEquals(before + 2, history().size(), history().toString());
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void bothDaylightChangesHaveOneMidnightEach() throws IOException {
        start(LONDON);
        at("2026-03-28T23:30:00Z");
        for (int hour = 0; hour < 24; hour++) {
            at(Instant.parse("2026-03-29T00:15:00Z")
                    .plus(Duration.ofHours(hour))
                    .toString());
        }
        assertEquals(List.of(".2026-03-28", ".2026-03-29", ""), history(), "a day of 23 hours");
        engine.close();
        at(LONDON, "2026-10-24T22:30:00Z");
        for (int hour = 0; hour < 26; hour++) {
            at(Instant.parse("2026-10-24T23:15:00Z")
                    .plus(Duration.ofHours(hour))
                    .toString());
        }
        assertEquals(
                List.of(".2026-03-28", ".2026-03-29", ".2026-03-30", ".2026-10-24", ".2026-10-25", ""),
                history(),
                "a day of 25 hours");
    }

    private void at(ZoneId zone, String instant) throws IOException {
        clock.set(Instant.parse(instant));
        start(zone);
        at(instant);
    }

    @Test
    void aHouseThatMovesBetweenTwoRunsKeepsEveryRecord() throws IOException {
        start(LONDON);
        at("2026-11-18T10:00:00Z");
        at("2026-11-19T10:00:00Z");
        engine.close();
        at(AUCKLAND, "2026-11-19T12:00:00Z");
        at("2026-11-20T12:00:00Z");
        engine.close();
        at(LONDON, "2026-11-20T13:00:00Z");
        at("2026-11-21T13:00:00Z");
        assertTrue(history().size() <= 6, history().toString());
        assertEquals(List.of(), selfLog.problems());
    }
}

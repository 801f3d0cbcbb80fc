package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else changes the newest file, its directory or the disk under a stream at work, on a real file system: no record is
 * missing that nobody deleted, foreign files stay what they are, it works again within a second, and it is said once.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "open files cannot be moved or deleted there")
final class HostileFilesTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    Path temporary;

    private Rotation rotation = Rotation.NEVER;
    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final Counters counters = new Counters();
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // made before each test
    private Path log;

    @SuppressWarnings("NullAway.Init") // made before each test
    private Engine engine;

    @BeforeEach
    void start() throws IOException {
        startIn(temporary.resolve("log"));
        write(0, 10);
    }

    private void startIn(Path directory) throws IOException {
        StreamSpec events =
                Plans.file(directory, Role.EVENT_LOG, "EventLog.log", 20, Plans.EVENT, rotation, Retention.FOREVER);
        var plan = new LoggingPlan(directory, Plans.UTC, List.of(events), List.of(Plans.logger("", 0, "EventLog")));
        engine = Engine.start(plan, Ring.inMemory(1_048_576), counters, clock, selfLog, notice -> {});
        log = directory.resolve("EventLog.log");
    }

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    private void write(int from, int to) {
        for (int record = from; record < to; record++) {
            var encoder = new RecordEncoder();
            encoder.begin(clock.millis(), 20, LoggerName.of("EventLog.x"), "main");
            encoder.message("record " + record, 0, null, null);
            encoder.attributes(null, null);
            assertTrue(engine.append(engine.route("EventLog.x"), 20, clock.millis(), encoder));
        }
        assertTrue(engine.flush(10_000));
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > 15_000_000);
    }

    private static List<Integer> numbers(Path... files) throws IOException {
        var all = new ArrayList<Integer>();
        try (LineReader lines = LineReader.of(List.of(files))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        return all;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private long said(String words) {
        return selfLog.problems().stream()
                .filter(problem -> problem.text().contains(words))
                .mapToLong(SelfLog.Problem::count)
                .sum();
    }

    private void awaitNumbers(int from, int to) {
        await().atMost(SOON).untilAsserted(() -> assertEquals(range(from, to), numbers(log)));
    }

    @Test
    void aFileThatIsMovedIsBegunAnew() throws IOException {
        Path moved = Files.move(log, temporary.resolve("moved"));
        write(10, 30);
        assertEquals(range(0, 30), numbers(moved, log));
        assertEquals(range(10, 30), numbers(log));
        assertEquals(1, said("moved, deleted, replaced or cut"));
    }

    @Test
    void aFileThatIsDeletedIsBegunAnew() throws IOException {
        Files.delete(log);
        write(10, 30);
        assertEquals(range(10, 30), numbers(log));
        assertEquals(1, said("moved, deleted, replaced or cut"));
    }

    @Test
    void aFileThatIsReplacedByALargerOneIsBegunAnewAndTheOtherIsKept() throws IOException {
        Path other = Files.write(
                temporary.resolve("other"), "somebody else's line\n".repeat(500).getBytes(StandardCharsets.UTF_8));
        Files.move(other, log, StandardCopyOption.REPLACE_EXISTING);
        write(10, 30);
        assertEquals(1, said("moved, deleted, replaced or cut"));
        String text = Files.readString(log);
        assertTrue(text.startsWith("somebody else's line\n".repeat(500)), "nothing is written over it");
        assertEquals(20, text.lines().filter(line -> line.contains("record ")).count());
    }

    @Test
    void aFileThatIsCutHasNoHoleAndItsNewLinesAreRead() throws IOException {
        try (var cut = Files.newByteChannel(log, StandardOpenOption.WRITE)) {
            cut.truncate(0);
        }
        write(10, 30);
        assertEquals(range(10, 30), numbers(log));
        assertEquals(0, Files.readString(log).chars().filter(c -> c == 0).count());
        assertEquals(1, said("moved, deleted, replaced or cut"));
    }

    @Test
    void aDirectoryThatIsDeletedIsMadeAgain() throws IOException {
        Files.delete(log);
        try (Stream<Path> all = Files.walk(temporary.resolve("log"))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
        write(10, 30);
        assertEquals(range(10, 30), numbers(log));
    }

    @Test
    void aDirectoryThatIsMovedAwayIsMadeAgainAndTheMovedOneStays() throws IOException {
        Path moved = Files.move(temporary.resolve("log"), temporary.resolve("elsewhere"));
        write(10, 30);
        assertEquals(range(10, 30), numbers(log));
        assertEquals(range(0, 10), numbers(moved.resolve("EventLog.log")));
    }

    @Test
    void aLinkInItsPlaceIsNotFollowedAndNothingIsLostUntilItIsGone() throws IOException {
        Path victim = Files.writeString(temporary.resolve("victim"), "foreign");
        Path moved = Files.move(log, temporary.resolve("moved"));
        Files.createSymbolicLink(log, victim);
        write(10, 30);
        assertEquals("foreign", Files.readString(victim));
        assertTrue(said("not a regular file") > 0);
        Files.delete(log);
        awaitNumbers(10, 30);
        assertEquals(range(0, 10), numbers(moved));
        assertEquals(0, counters.lost());
    }

    @Test
    void aLinkThatIsThereBeforeTheStartIsRefusedAndNotFollowed() throws IOException {
        Path victim = Files.writeString(temporary.resolve("victim"), "foreign");
        Path directory = Files.createDirectory(temporary.resolve("prepared"));
        Path link = Files.createSymbolicLink(directory.resolve("EventLog.log"), victim);
        IOException refused = assertThrows(IOException.class, () -> startIn(directory));
        assertEquals(link + " is not a regular file; move it away", refused.getMessage());
        assertEquals("foreign", Files.readString(victim));
    }

    @Test
    void aLinkAmongTheHistoryIsNeitherReadNorWrittenThrough() throws IOException {
        engine.close();
        Path victim = Files.writeString(temporary.resolve("victim"), "2026-11-21 00:00:00,000 foreign 4711\n");
        Path link = Files.createSymbolicLink(temporary.resolve("log").resolve("EventLog.log.1"), victim);
        rotation = Rotation.bySize(300);
        startIn(temporary.resolve("log"));
        write(10, 60);
        assertEquals("2026-11-21 00:00:00,000 foreign 4711\n", Files.readString(victim));
        assertTrue(Files.isSymbolicLink(link), "it stays where it was");
        assertEquals(range(0, 60), numbers(Segments.oldestFirst(log).toArray(Path[]::new)));
    }

    @Test
    void aDirectoryInItsPlaceIsWaitedFor() throws IOException {
        Files.move(log, temporary.resolve("moved"));
        Files.createDirectory(log);
        write(10, 30);
        Files.delete(log);
        awaitNumbers(10, 30);
        assertEquals(0, counters.lost());
    }

    @Test
    void aPipeInItsPlaceIsNotWrittenAndHoldsNobodyUp() throws Exception {
        Files.move(log, temporary.resolve("moved"));
        assumeTrue(Shell.run("mkfifo '" + log + "'"), "no mkfifo here: pipes are not tested");
        write(10, 30);
        Files.delete(log);
        awaitNumbers(10, 30);
        assertEquals(0, counters.lost());
    }
}

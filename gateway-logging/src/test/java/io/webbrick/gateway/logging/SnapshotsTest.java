package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.Tail;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotsTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final long PER_DAY = 200_000;

    @TempDir
    Path place;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private @Nullable GatewayLogging logging;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path card;

    @BeforeEach
    void nameTheCard() {
        card = place.resolve("card");
    }

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    private LoggingOptions options(String keys) throws IOException {
        Path own = Files.writeString(place.resolve("prod.cfg"), "[logging]\n" + keys);
        return new LoggingOptions(List.of(SHIPPED, own), place.resolve("logs"), ZoneOffset.UTC, place, true, clock);
    }

    private LoggingOptions options() throws IOException {
        return options("snapshot='" + PER_DAY + "/day'\nsnapshotRoot='"
                + card.toString().replace('\\', '/') + "'\n");
    }

    private GatewayLogging start() throws Exception {
        logging = GatewayLogging.start(options());
        return logging;
    }

    private static void event(GatewayLogging to, String text) {
        to.journal("EventLog.test").append(Level.INFO, 1_763_700_000_000L, text);
    }

    private void loseTheLogs() throws IOException {
        Files.walkFileTree(place.resolve("logs"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What {@code tail STREAM --boot N} reads. */
    private List<String> left(String file, int back) throws IOException {
        Path life = GatewayLogging.snapshot(place.resolve("logs"), options(), back);
        return Tail.of(life.resolve(file), record -> true).last(1_000_000);
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(card)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(card)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void writesNothingUnlessAsked() throws Exception {
        logging = GatewayLogging.start(options(""));
        event(logging, "a,b");
        clock.advance(Duration.ofHours(2));
        logging.snapshots().look();
        logging.close();
        assertFalse(Files.exists(card));
        assertThrows(IOException.class, () -> GatewayLogging.snapshot(place.resolve("logs"), options(""), -1));
    }

    @Test
    void showsTheRecordsOfTheBootBeforeWhenTheLogsAreGone() throws Exception {
        GatewayLogging before = start();
        event(before, "first,a");
        GatewayLogging.handle("Heating").log(Level.ERROR.number(), "boiler is gone");
        before.close();
        loseTheLogs();
        GatewayLogging now = start();
        event(now, "second,b");
        now.flush(5_000);
        assertEquals(1, left("EventLog.log", -1).size());
        assertTrue(left("EventLog.log", -1).get(0).endsWith(" first,a"), left("EventLog.log", -1)::toString);
        assertTrue(left("error.log", -1).get(0).endsWith("boiler is gone"), left("error.log", -1)::toString);
    }

    @Test
    void aRestartIsNoBoot() throws Exception {
        event(start(), "first,a");
        GatewayLogging.current().close();
        event(start(), "second,b");
        GatewayLogging.current().close();
        loseTheLogs();
        start();
        List<String> left = left("EventLog.log", -1);
        assertEquals(2, left.size(), left::toString);
        assertTrue(left.get(0).endsWith("first,a") && left.get(1).endsWith("second,b"), left::toString);
    }

    @Test
    void putsEachRecordThereOnceAndOnlyOnceAnHour() throws Exception {
        GatewayLogging now = start();
        for (int minute = 0; minute < 180; minute++) {
            event(now, "event," + minute);
            clock.advance(Duration.ofMinutes(1));
            now.snapshots().look();
        }
        now.close();
        assertEquals(3, files().size());
        loseTheLogs();
        start();
        List<String> left = left("EventLog.log", -1);
        assertEquals(180, left.size());
        for (int minute = 0; minute < 180; minute++) {
            assertTrue(left.get(minute).endsWith("event," + minute), left.get(minute));
        }
    }

    @Test
    void neverWritesMoreThanTheAllowanceOfADayOverRestartsAndBoots() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        GatewayLogging now = start();
        Map<Path, Long> written = new HashMap<>();
        Map<String, Long> days = new HashMap<>();
        for (int step = 0; step < 300; step++) {
            for (int lines = random.nextInt(150); lines > 0; lines--) {
                event(now, "noise," + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
            }
            if (random.nextInt(10) == 0) {
                GatewayLogging.handle("Heating").log(Level.CRITICAL.number(), "fatal " + random.nextLong());
            }
            clock.advance(Duration.ofMinutes(random.nextInt(30)));
            now.snapshots().look();
            if (random.nextInt(40) == 0) {
                now.close();
                if (random.nextBoolean()) {
                    loseTheLogs();
                }
                now = start();
            }
            String day = clock.instant().toString().substring(0, 10);
            files().stream().filter(file -> !written.containsKey(file)).forEach(file -> {
                long blocks = (file.toFile().length() + 4_095) / 4_096 * 4_096;
                written.put(file, blocks);
                days.merge(day, blocks, Long::sum);
            });
        }
        assertTrue(days.size() >= 2, "seed " + seed + ": " + days);
        days.forEach((day, bytes) -> assertTrue(bytes <= PER_DAY, () -> "seed " + seed + ": " + days));
        assertTrue(days.values().stream().anyMatch(bytes -> bytes > PER_DAY / 2), "seed " + seed + ": " + days);
    }

    @Test
    void keepsTheNewestWhenNotAllFits() throws Exception {
        GatewayLogging now = start();
        var random = new Random(7);
        for (int number = 0; number < 20_000; number++) {
            event(now, "noise," + Long.toHexString(random.nextLong()) + "," + number);
        }
        now.close();
        loseTheLogs();
        start();
        List<String> left = left("EventLog.log", -1);
        assertTrue(left.size() > 1_000 && left.size() < 20_000, () -> left.size() + " are left");
        for (int index = 0; index < left.size(); index++) {
            assertTrue(left.get(index).endsWith("," + (20_000 - left.size() + index)), left.get(index));
        }
    }

    @Test
    void aFatalErrorIsThereAtOnceAndAStormOfThemIsOne() throws Exception {
        GatewayLogging now = start();
        GatewayLogging.handle("Heating").log(Level.CRITICAL.number(), "on fire");
        Awaitility.await().until(() -> files().size() == 1);
        for (int more = 0; more < 100; more++) {
            GatewayLogging.handle("Heating").log(Level.CRITICAL.number(), "still on fire");
            now.snapshots().look();
        }
        assertEquals(1, files().size());
        clock.advance(Duration.ofMinutes(1));
        now.snapshots().look();
        assertEquals(2, files().size());
    }

    @Test
    void aCardThatCannotBeWrittenIsToldAndNothingElseSuffers() throws Exception {
        Files.writeString(card, "no directory");
        GatewayLogging now = start();
        event(now, "first,a");
        clock.advance(Duration.ofHours(1));
        now.snapshots().look();
        event(now, "second,b");
        assertTrue(now.flush(5_000));
        List<String> problems = now.status().problems();
        assertTrue(problems.stream().anyMatch(problem -> problem.contains("snapshot")), problems::toString);
        assertEquals(0, now.status().lost());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes are POSIX's")
    void othersMayNotReadThem() throws Exception {
        event(start(), "first,a");
        GatewayLogging.current().close();
        Path file = files().get(0);
        assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(card)));
    }
}

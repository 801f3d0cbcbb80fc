package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webbrick.gateway.events.line.EventLine;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Months of a house on the appliance's configuration, in a tmpfs of its own beside a foreign file that grows and shrinks:
 * a short form with a small budget in each build, and with {@code -Dsoak.minutes=30} the real one, 100 MB of 128;
 * {@code -Dsoak.budget} sets another budget, {@code -Dsoak.maxBytes} smaller files of EventLog, {@code -Dsoak.rate} the
 * events in each second, {@code -Dsoak.loops=false} leaves out exceptions in loops, which fill Error's share of the budget
 * for as long as a test takes: its ages go by a clock that is never in a hurry.
 */
final class ApplianceSoakTest {
    private static final long BUDGET = 100_000_000;
    private static final long SMALL_BUDGET = 1_000_000;
    private static final long SMALL_DISK = 1_500_000;

    /** What the budget keeps for the ledger between two countings. */
    private static final long NEVER_USED = 300_000;

    /** Of events, when half an hour is months: the goal. */
    private static final double LEAST_DAYS = 200;

    private static final boolean LOOPS = !System.getProperty("soak.loops", "").equals("false");

    private static final int SHORT_SECONDS = 12;

    /** So many fill the small budget, however busy the machine is. */
    private static final int SHORT_EVENTS = 30_000;

    private static final int LEAST_GAP_MILLIS = 50;
    private static final int STAMP = "2026-01-01T00:00:00.000+00:00 ".length();

    @TempDir
    Path place;

    @Test
    void theBudgetHoldsAtEveryInstantAndTheOldestEventOutlivesTheDebugLog(TestReporter reporter) throws Exception {
        Optional<String> obstacle = RamDisk.obstacle(place);
        assumeTrue(obstacle.isEmpty(), () -> obstacle.orElse(""));
        int minutes = Integer.getInteger("soak.minutes", 0);
        long budget = minutes > 0 ? Long.getLong("soak.budget", BUDGET) : SMALL_BUDGET;
        long disk = minutes > 0 ? budget / 25 * 32 : SMALL_DISK;
        int seconds = minutes > 0 ? minutes * 60 : SHORT_SECONDS;
        String more = "[logging]\nbudget=" + budget + "\n" + (minutes > 0 ? "" : "ring='128KiB'\n")
                + "[[handlers]]\n[[[EventLog]]]\nmaxBytes=" + Long.getLong("soak.maxBytes", 1_000_000) + "\n";
        try (RamDisk ram = RamDisk.mount(place, "ram", disk)) {
            Path logs = ram.path().resolve("logs");
            SharedDisk.Seen seen;
            Properties told;
            try (var shared =
                    new SharedDisk(ram.path(), disk / 3, (int) Math.max(4_096, disk / 512 / 4_096 * 4_096), (long)
                            (seconds * ApplianceLoad.TROUBLED * 1e9))) {
                told = load(logs, more, seconds);
                seen = shared.seen();
            }
            String figures = figures(told, seen, logs);
            reporter.publishEntry("soak", figures);
            Files.writeString(Path.of(System.getProperty("system.directory"), "soak.txt"), figures);

            assertTrue(seen.mostOwn() <= budget, figures);
            assertTrue(seen.mostOwn() >= (budget - NEVER_USED) / 10 * 9, () -> "the budget was never full: " + figures);
            assertTrue(seen.samples() > seconds * 1_000L / LEAST_GAP_MILLIS, figures);
            assertEquals("0", told.getProperty("lost"), figures);
            assertEquals("0", told.getProperty("notStored"), figures);
            assertEquals("0", told.getProperty("disorders"), figures);
            if (minutes > 0 && budget == BUDGET) {
                assertTrue(daysKept(logs) >= LEAST_DAYS, figures);
            }
            assertTheNewestEventsAreThere(logs, number(told, "published"));
        }
    }

    private Properties load(Path logs, String more, int seconds) throws IOException {
        Path home = Distribution.home();
        Path extra = Files.writeString(place.resolve("prod.cfg"), more);
        Path report = place.resolve("report.properties");
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-XX:+UseSerialGC", "-XX:+PerfDisableSharedMem"));
        words.addAll(List.of(UnitEnvironment.of("appliance")
                .getOrDefault("GATEWAY_JAVA_OPTIONS", "")
                .split(" +")));
        words.addAll(List.of(
                "-cp",
                home.resolve("lib").resolve("gateway-app.jar")
                        + File.pathSeparator
                        + Path.of(System.getProperty("project.root"), "tests", "system", "target", "test-classes"),
                ApplianceLoad.class.getName(),
                home.toString(),
                logs.toString(),
                extra.toString(),
                Integer.toString(seconds),
                Integer.getInteger("soak.rate", seconds == SHORT_SECONDS ? 30_000 : 8_000)
                        .toString(),
                Integer.toString(seconds == SHORT_SECONDS ? SHORT_EVENTS : 0),
                report.toString(),
                Boolean.toString(LOOPS)));
        Finished load = Finished.run(words, place, environment -> {}, "", 2L * seconds + 120);
        assertEquals(0, load.status(), load::err);
        var told = new Properties();
        try (Reader in = Files.newBufferedReader(report, StandardCharsets.UTF_8)) {
            told.load(in);
        }
        return told;
    }

    /** The events that are left must be the newest ones, without a hole, each once. */
    private static void assertTheNewestEventsAreThere(Path logs, long published) throws IOException {
        List<StoredEvents.Part> parts = StoredEvents.parts(logs, ApplianceLoad.SEED, published);
        String all = parts.stream().map(StoredEvents.Part::toString).collect(Collectors.joining("\n"));
        long next = parts.get(0).first();
        assertTrue(next > 0, () -> "nothing had to go, or a file holds something else: " + all);
        for (StoredEvents.Part part : parts) {
            assertEquals(next, part.first(), () -> "before " + part + " in\n" + all);
            next += part.lines();
        }
        assertEquals(published, next, all);
        compareAll(parts);
    }

    /** Line by line. */
    private static void compareAll(List<StoredEvents.Part> parts) {
        var expected = new LoadEvents(ApplianceLoad.SEED);
        for (long gone = parts.get(0).first(); gone > 0; gone--) {
            expected.pauseMillis();
            expected.next();
        }
        for (StoredEvents.Part part : parts) {
            StoredLines.read(part.file(), line -> {
                expected.pauseMillis();
                assertEquals(EventLine.print(expected.next()), line.substring(STAMP), part::toString);
            });
        }
    }

    private static long lines(Path logs, String newest) throws IOException {
        var count = new AtomicLong();
        for (Path file : StoredLines.files(logs, newest)) {
            StoredLines.read(file, line -> count.incrementAndGet());
        }
        return count.get();
    }

    private static String figures(Properties told, SharedDisk.Seen seen, Path logs) throws IOException {
        var text = new StringBuilder();
        text.append(seen).append('\n');
        text.append(told).append('\n');
        for (String stream : List.of("EventLog.log", "access.log", "error.log", "debug.log")) {
            List<Path> files = StoredLines.files(logs, stream);
            long bytes = 0;
            long packed = 0;
            var linesPacked = new AtomicLong();
            for (Path file : files) {
                long allocated = (Files.size(file) + 4_095) / 4_096 * 4_096;
                bytes += allocated;
                if (file.getFileName().toString().endsWith(".gz")) {
                    packed += allocated;
                    StoredLines.read(file, line -> linesPacked.incrementAndGet());
                }
            }
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %d files, %d bytes allocated, %d of them packed with %d lines, %.2f bytes each%n",
                    stream,
                    files.size(),
                    bytes,
                    packed,
                    linesPacked.get(),
                    (double) packed / Math.max(1, linesPacked.get())));
        }
        text.append(String.format(
                Locale.ROOT,
                "%d of %d events are left: %.1f days at %.2f a second%n",
                lines(logs, "EventLog.log"),
                number(told, "published"),
                daysKept(logs),
                LoadEvents.PER_SECOND));
        return text.toString();
    }

    private static double daysKept(Path logs) throws IOException {
        return lines(logs, "EventLog.log") / LoadEvents.PER_SECOND / 86_400;
    }

    private static long number(Properties told, String key) {
        return Long.parseLong(told.getProperty(key));
    }
}

package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed while it changes its log directory, zone and rotation twenty times a second: the next one starts, and
 * every record whose call returned is in the files once. {@code -Dreload.kills=100} kills more often, {@code -Dkills.seed}
 * chooses other moments, {@code -Dreload.kills.report} names a file for the figures.
 */
final class ReloadKillTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final int KILLS = Integer.getInteger("reload.kills", 4);
    private static final long SEED = Long.getLong("kills.seed", 20_261_121L);
    private static final Pattern RECORD = Pattern.compile("run ([0-9]+) thread ([AB]) number ([0-9]+)\\.$");
    private static final String LOSS = "lost [0-9]+ records|/log/lost";

    @TempDir
    Path place;

    @BeforeEach
    void writeTheBase() throws IOException {
        Path first = ReloadTarget.directories(place).get(0);
        String shipped = Files.readString(SHIPPED, StandardCharsets.UTF_8);
        Files.writeString(
                place.resolve("log.cfg"),
                shipped.replace("backupCount=5", "backupCount=100000")
                        .replace(
                                "#logRoot='/var/log/webbrick'",
                                "logRoot='" + first.toString().replace('\\', '/') + "'"),
                StandardCharsets.UTF_8);
        Files.writeString(place.resolve("prod.cfg"), "", StandardCharsets.UTF_8);
    }

    @Test
    void aKillWhileReloadingLosesAndDoublesNothing() throws Exception {
        var random = new Random(SEED);
        for (int run = 1; run <= KILLS; run++) {
            Process process = start(run);
            try {
                awaitRecords(process, run);
                process.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
                assertTrue(process.isAlive(), said(run));
            } finally {
                process.destroyForcibly();
                assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it was killed");
            }
        }
        moveAwayFromTheRing();
        ReloadTarget.start(place).close();
        check();
    }

    /** The last start begins in a directory that only leads to the one with the ring, where there is such a one. */
    private void moveAwayFromTheRing() throws IOException {
        for (Path directory : ReloadTarget.directories(place)) {
            if (Files.exists(directory.resolve(".state").resolve("moved"))) {
                String root = "logRoot='" + directory.toString().replace('\\', '/') + "'\n";
                Files.writeString(place.resolve("prod.cfg"), root, StandardCharsets.UTF_8);
            }
        }
    }

    private Process start(int run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReloadTarget.class.getName(),
                        place.toString(),
                        Integer.toString(run))
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("out-" + run).toFile())
                .start();
    }

    private void awaitRecords(Process process, int run) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(place.resolve("note-" + run + "-B")) && System.nanoTime() < deadline) {
            assertFalse(process.waitFor(5, TimeUnit.MILLISECONDS), () -> "the next start works: " + said(run));
        }
    }

    private String said(int run) {
        try {
            return Files.readString(place.resolve("out-" + run), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private void check() throws IOException {
        String when = KILLS + " kills, seed " + SEED + ": ";
        Map<String, Integer> debug = counts("debug.log", when);
        Map<String, Integer> events = counts("EventLog.log", when);
        long records = 0;
        for (int run = 1; run <= KILLS; run++) {
            for (String name : List.of("A", "B")) {
                int noted = noted(run, name);
                records += noted;
                for (int number = 0; number < noted; number++) {
                    String record = run + " " + name + " " + number;
                    assertEquals(1, debug.getOrDefault(record, 0), () -> when + record + " in Debug");
                    if (name.equals("B")) {
                        assertEquals(1, events.getOrDefault(record, 0), () -> when + record + " in EventLog");
                    }
                }
            }
        }
        assertEquals(List.of(), twice(debug), when);
        assertEquals(List.of(), twice(events), when);
        assertTrue(records > KILLS * 10L, "so many records: " + records);
        report(records);
    }

    private int noted(int run, String name) throws IOException {
        String text = Files.readString(place.resolve("note-" + run + "-" + name), StandardCharsets.US_ASCII);
        return (int) text.substring(0, text.lastIndexOf('\n') + 1).lines().count();
    }

    private static List<String> twice(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How often each record stands in all files of a stream; a line that tells of a loss fails. */
    private Map<String, Integer> counts(String newest, String when) throws IOException {
        var counts = new TreeMap<String, Integer>();
        var loss = Pattern.compile(LOSS);
        for (Path file : files(newest)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                Matcher record = RECORD.matcher(line);
                if (record.find()) {
                    counts.merge(record.group(1) + " " + record.group(2) + " " + record.group(3), 1, Integer::sum);
                }
                assertFalse(loss.matcher(line).find(), () -> when + line);
            }
        }
        return counts;
    }

    private List<Path> files(String newest) throws IOException {
        var files = new ArrayList<Path>();
        for (Path directory : ReloadTarget.directories(place)) {
            if (Files.isDirectory(directory)) {
                try (Stream<Path> all = Files.list(directory)) {
                    all.filter(file -> file.getFileName().toString().startsWith(newest))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }

    private void report(long records) throws IOException {
        String file = System.getProperty("reload.kills.report");
        if (file != null) {
            Files.writeString(
                    Path.of(file),
                    KILLS + " kills while reloading: " + records + " acknowledged records, 0 lost, 0 doubled\n",
                    StandardCharsets.UTF_8);
        }
    }
}

package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.History;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process is killed at random moments, while it writes, rotates, starts and recovers: every record whose call returned
 * is in its files once, whole and in order. {@code -Dkills=100} kills more often, {@code -Dkills.seed} chooses other
 * moments, {@code -Dkills.ring} puts the log directory, and with it the ring, elsewhere.
 */
final class KillTest {
    private static final Pattern RECORD = Pattern.compile(
            "(?:INFO EventLog\\.number |ERROR Heating )?run (\\d+) thread (\\d+) number (\\d+) (x*)\\.");

    /** The writer may be too slow for four threads that never rest; what was refused was not acknowledged. */
    private static final Pattern LOSS = Pattern.compile(".*(ERROR WebBrickLibs\\.LogWriter |/log/lost,log/).*lost.*");

    private static final int TIME = 30;
    private static final int RUNS_BETWEEN_CHECKS = 5;

    @TempDir
    Path temporary;

    private int records;
    private long slowestMillis;

    @Test
    void aKilledProcessLosesDoublesAndTearsNothing() throws Exception {
        int kills = Integer.getInteger("kills", 5);
        long seed = Long.getLong("kills.seed", 20_261_121L);
        var random = new Random(seed);
        Path home = Path.of(System.getProperty("kills.directory", temporary.toString()));
        Path directory = Files.createDirectories(
                home.resolve("logs-" + ProcessHandle.current().pid()));
        for (int kill = 1; kill <= kills; kill++) {
            Path notes = Files.createDirectories(temporary.resolve("notes"));
            Process process = start(directory, notes, kill);
            boolean early = random.nextInt(4) == 0;
            if (!early) {
                awaitFirstNote(process, notes, kill);
            }
            process.waitFor(random.nextInt(early ? 400 : 1_500), TimeUnit.MILLISECONDS);
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it was killed");
            if (kill % RUNS_BETWEEN_CHECKS == 0 || kill == kills) {
                check(directory, notes, "seed " + seed + ", kill " + kill);
                delete(directory);
                delete(notes);
            }
        }
        assertTrue(records > 0, "something was written");
        Files.writeString(
                Path.of(System.getProperty("java.io.tmpdir")).resolve("webbrick-kills.txt"),
                kills + " kills, " + records + " acknowledged records, 0 lost, 0 doubled, 0 torn, slowest start "
                        + slowestMillis + " ms\n",
                StandardCharsets.UTF_8);
    }

    private static Process start(Path directory, Path notes, int run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTarget.class.getName(),
                        directory.toString(),
                        notes.toString(),
                        Integer.toString(run),
                        "1000000000")
                .redirectErrorStream(true)
                .redirectOutput(notes.resolve("out-" + run).toFile())
                .start();
    }

    private static void awaitFirstNote(Process process, Path notes, int run) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Path note = notes.resolve("run-" + run + "-0");
        while (!Files.exists(note) && System.nanoTime() < deadline) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            assertTrue(!ended, () -> read(notes.resolve("out-" + run)));
        }
    }

    private void check(Path directory, Path notes, String when) throws Exception {
        long before = System.nanoTime();
        Engine engine = KillTarget.start(directory);
        slowestMillis = Math.max(slowestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        engine.close();
        Map<String, Integer> acknowledged = acknowledged(notes);
        verify(directory, "debug.log", acknowledged, 1, 0, when);
        verify(directory, "EventLog.log", acknowledged, 10, 9, when);
        records += acknowledged.values().stream().mapToInt(last -> last + 1).sum();
        assertEquals(List.of(), problems(notes), when);
    }

    /** Follows each thread's numbers through the files; of ten, {@code skipped} is not in this stream. */
    private static void verify(
            Path directory, String name, Map<String, Integer> acknowledged, int tens, int skipped, String when)
            throws IOException {
        Map<String, Integer> next = new TreeMap<>();
        for (String line : lines(directory.resolve(name))) {
            if (LOSS.matcher(line).matches()) {
                continue;
            }
            Matcher record = RECORD.matcher(line.substring(Math.min(TIME, line.length())));
            assertTrue(record.matches(), () -> when + ": torn or foreign line in " + name + ": " + line);
            int number = Integer.parseInt(record.group(3));
            assertEquals(number * 7 % 160, record.group(4).length(), () -> when + ": torn line " + line);
            String writer = record.group(1) + "-" + record.group(2);
            int expected = next.getOrDefault(writer, 0);
            assertEquals(expected, number, () -> when + ": order of " + writer + " in " + name);
            next.put(writer, tens > 1 && (number + 1) % tens == skipped ? number + 2 : number + 1);
        }
        acknowledged.forEach((writer, last) -> {
            int wanted = tens > 1 && last % tens == skipped ? last - 1 : last;
            int seen = next.getOrDefault(writer, 0);
            assertTrue(
                    seen > wanted,
                    () -> when + ": " + name + " ends with " + seen + " of " + writer + ", " + last
                            + " was acknowledged");
        });
    }

    private static Map<String, Integer> acknowledged(Path notes) throws IOException {
        Map<String, Integer> last = new TreeMap<>();
        try (var files = Files.newDirectoryStream(notes, "run-*")) {
            for (Path file : files) {
                String text = Files.readString(file, StandardCharsets.US_ASCII);
                List<String> whole =
                        text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
                if (!whole.isEmpty()) {
                    last.put(
                            file.getFileName().toString().substring("run-".length()),
                            Integer.parseInt(whole.get(whole.size() - 1)));
                }
            }
        }
        return last;
    }

    private static List<String> lines(Path newest) throws IOException {
        var files = new ArrayList<>(History.oldestFirst(newest));
        files.add(newest);
        var text = new StringBuilder();
        for (Path file : files) {
            try (InputStream in = file.toString().endsWith(".gz")
                    ? new GZIPInputStream(Files.newInputStream(file))
                    : Files.newInputStream(file)) {
                text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertTrue(text.isEmpty() || text.charAt(text.length() - 1) == '\n', newest + " ends with a whole line");
        return text.toString().lines().toList();
    }

    /** What the processes said of their logging. */
    private static List<String> problems(Path notes) throws IOException {
        var said = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(notes, "out-*")) {
            for (Path file : files) {
                read(file)
                        .lines()
                        .filter(line -> line.startsWith("webbrick logging: "))
                        .forEach(said::add);
            }
        }
        return said;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var below = Files.walk(directory)) {
            for (Path path : below.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }
}

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A log directory whose processes are killed, and the proof that its files hold what they acknowledged. */
final class Victim {
    private static final Pattern RECORD = Pattern.compile(
            "(?:INFO EventLog\\.number |ERROR Heating )?run (\\d+) thread (\\d+) number (\\d+) (x*)\\.");

    /** The writer may be too slow for four threads that never rest; what was refused was not acknowledged. */
    private static final Pattern LOSS = Pattern.compile(".*(ERROR WebBrickLibs\\.LogWriter |/log/lost,log/).*lost.*");

    private static final int TIME = 30;

    /** What is said where files are renamed faster than the disk takes them; it costs no record. */
    private static final String SLOW_DISK = " wait for the disk, the system brings the others there";

    private final Path directory;
    private final Path notes;
    private int records;
    private long slowestMillis;

    Victim(Path directory, Path notes) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.notes = Files.createDirectories(notes);
    }

    Path directory() {
        return directory;
    }

    /** Starts a process that writes so many records a thread, under {@code wrapper} when that is not empty. */
    Process start(int run, long recordsEach, List<String> wrapper) throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                KillTarget.class.getName(),
                directory.toString(),
                notes.toString(),
                Integer.toString(run),
                Long.toString(recordsEach)));
        var builder = new ProcessBuilder(command);
        String ring = System.getProperty("kills.ring");
        if (ring != null) {
            builder.environment().put("RUNTIME_DIRECTORY", ring);
        }
        return builder.redirectErrorStream(true)
                .redirectOutput(notes.resolve("out-" + run).toFile())
                .start();
    }

    /** Waits until it has acknowledged its first record. */
    void awaitFirstNote(Process process, int run) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Path note = notes.resolve("run-" + run + "-0");
        while (!Files.exists(note) && System.nanoTime() < deadline) {
            boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
            assertTrue(!ended, () -> read(notes.resolve("out-" + run)));
        }
    }

    /** Recovers what the processes left, compares it with what they acknowledged, and begins anew. */
    void check(String when) throws Exception {
        long before = System.nanoTime();
        Engine engine = KillTarget.start(directory);
        slowestMillis = Math.max(slowestMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before));
        engine.close();
        Map<String, Integer> acknowledged = acknowledged();
        verify("debug.log", acknowledged, 1, 0, when);
        verify("EventLog.log", acknowledged, 10, 9, when);
        records += acknowledged.values().stream().mapToInt(last -> last + 1).sum();
        assertEquals(List.of(), problems(), when);
        delete(directory);
        delete(notes);
    }

    int records() {
        return records;
    }

    long slowestMillis() {
        return slowestMillis;
    }

    /** Follows each thread's numbers through the files; of ten, {@code skipped} is not in this stream. */
    private void verify(String name, Map<String, Integer> acknowledged, int tens, int skipped, String when)
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

    private Map<String, Integer> acknowledged() throws IOException {
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
    private List<String> problems() throws IOException {
        var said = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(notes, "out-*")) {
            for (Path file : files) {
                read(file)
                        .lines()
                        .filter(line -> line.startsWith("webbrick logging: ") && !line.endsWith(SLOW_DISK))
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
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(directory)) {
                    Files.delete(path);
                }
            }
        }
    }
}

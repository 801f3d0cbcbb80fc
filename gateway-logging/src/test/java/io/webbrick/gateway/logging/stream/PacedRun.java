package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.read.Segments;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * One {@link PacedTarget} whose log directory is on a disk that fails, its ring in a directory that does not, and what its
 * files must hold at the end: every number once and in order, or counted by a loss line of the file itself.
 */
final class PacedRun implements AutoCloseable {
    private static final Pattern LOSS = Pattern.compile(" lost (\\d+) records, ");
    private static final Pattern RESULT =
            Pattern.compile("longest (\\d+) heap (-?\\d+) flushed (\\w+) accepted (\\d+) stored (\\d+) lost (\\d+)");

    /** 50 ms by contract, the rest for a machine that does other things too. */
    private static final long LONGEST_CALL_MICROS = 300_000;

    private final Path logs;
    private final Path out;
    private final int records;
    private final Process process;

    private PacedRun(Path logs, Path out, int records, Process process) {
        this.logs = logs;
        this.out = out;
        this.records = records;
        this.process = process;
    }

    /** Starts it, one record a millisecond, rotating before so many bytes, and waits until it logs. */
    static PacedRun start(Path logs, Path runtime, Path out, int records, long rotateBytes) throws IOException {
        return start(List.of(), logs, runtime, out, records, rotateBytes, ZoneOffset.UTC);
    }

    /**
     * The same behind a tracer, in a time zone.
     *
     * @param rotateBytes 0 to rotate at midnight
     */
    static PacedRun start(
            List<String> tracer, Path logs, Path runtime, Path out, int records, long rotateBytes, ZoneId zone)
            throws IOException {
        Files.createDirectories(logs);
        var words = new ArrayList<String>(tracer);
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                packed(System.getProperty("java.class.path"), out.resolveSibling("jars")),
                PacedTarget.class.getName(),
                logs.toString(),
                Integer.toString(records),
                Long.toString(rotateBytes),
                zone.getId()));
        var builder = new ProcessBuilder(words);
        builder.environment().put("RUNTIME_DIRECTORY", runtime.toString());
        Process process =
                builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
        var run = new PacedRun(logs, out, records, process);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> run.said().contains(PacedTarget.READY));
        assertTrue(run.said().contains(runtime + "/ring"), () -> "the ring is not in " + runtime + ": " + run.said());
        return run;
    }

    /** The class path with jars for directories: as in the product, a class needs no descriptor of its own. */
    private static String packed(String classPath, Path place) throws IOException {
        Files.createDirectories(place);
        var entries = new ArrayList<String>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            entries.add(Files.isDirectory(path) ? jar(path, place.resolve(entries.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String jar(Path classes, Path jar) throws IOException {
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
        return jar.toString();
    }

    long pid() {
        return process.pid();
    }

    Path log(String name) {
        return logs.resolve(name);
    }

    /** All it printed so far. */
    String said() {
        try {
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            return failed.toString();
        }
    }

    /** Waits for a newest file to become longer, or another one: it works again. */
    void awaitLines(String name, Duration atMost) throws IOException {
        String before = state(name);
        Awaitility.await().atMost(atMost).until(() -> !state(name).equals(before));
    }

    private String state(String name) throws IOException {
        try {
            Map<String, Object> file = Files.readAttributes(log(name), "unix:ino,size");
            return file.get("ino") + " " + file.get("size");
        } catch (NoSuchFileException betweenTwo) {
            return "none";
        }
    }

    /**
     * Waits for its end and compares what it counted with what the files hold.
     *
     * @param heapGrowth bytes that the heap may have grown by
     */
    void assertConserved(long heapGrowth) throws Exception {
        assertConserved(heapGrowth, LONGEST_CALL_MICROS);
    }

    void assertConserved(long heapGrowth, long longestMicros) throws Exception {
        assertTrue(process.waitFor(records / 1_000 + 60L, TimeUnit.SECONDS), "the process ended");
        Matcher result = RESULT.matcher(said());
        assertTrue(result.find(), said());
        System.out.println(result.group());
        assertTrue(Long.parseLong(result.group(1)) < longestMicros, said());
        assertTrue(Long.parseLong(result.group(2)) < heapGrowth, said());
        assertEquals("true", result.group(3), said());
        assertEquals(records, Long.parseLong(result.group(4)), said());
        assertEquals(records, Long.parseLong(result.group(5)) + Long.parseLong(result.group(6)), said());
        assertConserved("debug.log", records, 1);
        assertConserved("error.log", records / PacedTarget.ERROR_EVERY, PacedTarget.ERROR_EVERY);
    }

    private void assertConserved(String name, int expected, int step) throws IOException {
        var numbers = new ArrayList<Integer>();
        long lost = 0;
        for (Path file : oldestFirst(name)) {
            for (String line : Files.readAllLines(file)) {
                Matcher loss = LOSS.matcher(line);
                if (loss.find()) {
                    lost += Long.parseLong(loss.group(1));
                } else {
                    List<String> words = Arrays.asList(line.split(" "));
                    int number = Integer.parseInt(words.get(words.indexOf("number") + 1));
                    assertTrue(
                            numbers.isEmpty() || number > numbers.get(numbers.size() - 1),
                            () -> "out of order: " + line);
                    assertEquals(0, number % step);
                    numbers.add(number);
                }
            }
        }
        assertEquals(
                expected,
                numbers.size() + lost,
                name + ": stored " + numbers.size() + ", lost " + lost + ", " + oldestFirst(name));
    }

    private List<Path> oldestFirst(String name) throws IOException {
        return Segments.oldestFirst(log(name));
    }

    /** Files of history that are named for a day, oldest first. */
    List<Path> dated(String name) throws IOException {
        var files = new ArrayList<Path>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(logs, name + ".2*-*")) {
            found.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    /** How many files of history a stream has. */
    int history(String name) throws IOException {
        return oldestFirst(name).size() - 1;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}

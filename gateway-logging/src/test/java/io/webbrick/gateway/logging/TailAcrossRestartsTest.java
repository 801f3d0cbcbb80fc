package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.read.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** EventLog is followed while its files are rotated and packed, and its process is killed and started again. */
final class TailAcrossRestartsTest {
    private static final int ALL = 6_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path config;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path newest;

    /** What one tail gave that lives as long as the test, and what many gave, each behind the cursor of the one before. */
    private final List<String> followed = new ArrayList<>();

    private final List<String> continued = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tail tail;

    private String cursor = "";

    @BeforeEach
    void configure() throws IOException {
        config = Files.writeString(
                directory.resolve("own.cfg"),
                "[logging]\nringWait='60000ms'\n[[handlers]]\n[[[EventLog]]]\nmaxBytes='100kB'\nbackupCount=900\ncompress='gzip'\n");
        newest = Files.createDirectory(directory.resolve("logs")).resolve("EventLog.log");
        tail = Tail.of(newest, record -> true);
    }

    private Process start(String run, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TailTarget.class.getName(),
                        config.toString(),
                        directory.resolve("logs").toString(),
                        run,
                        Integer.toString(count))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out-" + run).toFile())
                .start();
    }

    private void look() throws IOException {
        followed.addAll(tail.poll());
        if (cursor.isEmpty()) {
            Tail first = Tail.of(newest, record -> true);
            continued.addAll(first.last(1_000_000));
            cursor = first.cursor().isNamed() ? first.cursor().toString() : "";
            if (cursor.isEmpty()) {
                continued.clear();
            }
        } else {
            Tail next = Tail.behind(newest, StreamCursor.parse(cursor).orElseThrow(), record -> true);
            continued.addAll(next.poll());
            assertEquals(0, next.deletions());
            cursor = next.cursor().toString();
        }
    }

    private void lookUntil(Process process, int records) throws Exception {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (followed.size() < records && process.isAlive()) {
            look();
            assertTrue(System.nanoTime() < end, () -> followed.size() + " records were seen");
        }
    }

    private List<String> files() throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        followed.addAll(tail.last(0));
        for (String run : List.of("killed-1", "killed-2")) {
            Process process = start(run, Integer.MAX_VALUE);
            try {
                lookUntil(process, followed.size() + 3_000);
                assertTrue(process.isAlive(), () -> said(run));
            } finally {
                process.destroyForcibly();
            }
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            look();
        }
        Process last = start("ended", ALL);
        lookUntil(last, Integer.MAX_VALUE);
        assertEquals(0, last.waitFor(), () -> said("ended"));
        look();
        List<String> all = files();
        assertTrue(all.size() >= 6_000 + ALL, all.size() + " lines");
        assertEquals(all, followed);
        assertEquals(all, continued);
        assertEquals(0, tail.deletions());
        assertTrue(
                Segments.oldestFirst(newest).stream().anyMatch(Segments::isPacked),
                "files were packed while it was followed");
        for (String run : List.of("killed-1", "killed-2", "ended")) {
            List<String> numbers =
                    all.stream().filter(line -> line.contains("t," + run + ",")).toList();
            for (int number = 0; number < numbers.size(); number++) {
                assertTrue(numbers.get(number).contains("{\"n\":" + number + ","), numbers.get(number));
            }
        }
    }

    private String said(String run) {
        try {
            return Files.readString(directory.resolve("out-" + run));
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }
}

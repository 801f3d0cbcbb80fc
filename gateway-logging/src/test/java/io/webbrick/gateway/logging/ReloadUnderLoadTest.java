package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty reloads a second while a thousand records come: what was accepted is stored, once. For
 * {@code -Dreload.seconds} seconds.
 */
final class ReloadUnderLoadTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final int SECONDS = Integer.getInteger("reload.seconds", 3);
    private static final int PER_SECOND = 20;
    private static final long RECORD_NANOS = 2_000_000;
    private static final Pattern RECORD = Pattern.compile("number ([AB]) ([0-9]+)$");

    private static final List<String> CONTENTS = List.of(
            "",
            "[[handlers]]\n[[[Debug]]]\nlevel='DEBUG'\nmaxBytes='40kB'\n",
            "[[formatters]]\n[[[Debug]]]\nformat='other *(message)s'\n",
            """
            [[handlers]]
            [[[Extra]]]
            filename='extra.log'
            [[loggers]]
            [[[root]]]
            handlers=['Error', 'Debug', 'Extra']
            """,
            "[[[handlers]]\n",
            "zone='Asia/Kathmandu'\n[[handlers]]\n[[[EventLog]]]\nmaxBytes='20kB'\n",
            "[[handlers]]\n[[[Debug]]]\nlevel='DEBGU'\n",
            "[[loggers]]\n[[[load]]]\nqualname='Load'\nlevel='INFO'\n");

    @TempDir
    Path directory;

    private @Nullable GatewayLogging logging;
    private volatile boolean stopping;
    private volatile int sentByA;
    private volatile int sentByB;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path own;

    @BeforeEach
    void begin() throws IOException {
        own = directory.resolve("prod.cfg");
        Files.writeString(own, "");
        Files.writeString(
                directory.resolve("log.cfg"), Files.readString(SHIPPED).replace("backupCount=5", "backupCount=100000"));
    }

    @AfterEach
    void stop() {
        stopping = true;
        if (logging != null) {
            logging.close();
        }
    }

    private GatewayLogging start(@Nullable Path logs) throws Exception {
        var options = new LoggingOptions(
                List.of(directory.resolve("log.cfg"), own), logs, null, directory, false, InstantSource.system());
        logging = GatewayLogging.start(options);
        return logging;
    }

    private void load(String name, String logger) {
        LogHandle handle = GatewayLogging.handle(logger);
        long next = System.nanoTime();
        for (int number = 0; !stopping; number++) {
            handle.log(Level.INFO.number(), "number {} {}", name, number);
            if (name.equals("A")) {
                sentByA = number + 1;
            } else {
                sentByB = number + 1;
            }
            next += RECORD_NANOS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private interface Change {
        void make(int number) throws Exception;
    }

    /** Makes so many changes under load, at most twenty a second, and checks the accounts. */
    private void underLoad(GatewayLogging house, int changes, Change change) throws Exception {
        List<Thread> loads =
                List.of(new Thread(() -> load("A", "Load.A")), new Thread(() -> load("B", "EventLog.load.B")));
        loads.forEach(Thread::start);
        long next = System.nanoTime();
        for (int number = 0; number < changes; number++) {
            change.make(number);
            next += Duration.ofSeconds(1).toNanos() / PER_SECOND;
            LockSupport.parkNanos(next - System.nanoTime());
        }
        stopping = true;
        for (Thread thread : loads) {
            thread.join();
        }
        assertTrue(house.flush(10_000));
        LoggingStatus status = house.status();
        assertEquals(0, status.lost(), () -> status.toString());
        assertEquals(status.accepted(), status.stored());
        assertTrue(sentByA + sentByB >= 100, () -> sentByA + " and " + sentByB + " records");
    }

    /** Which numbers stand in the files of these names, and that none does twice. */
    private static BitSet numbers(String thread, List<Path> directories, String file) throws IOException {
        var found = new BitSet();
        for (Path logs : directories) {
            for (Path segment : segments(logs, file)) {
                for (String line : Files.readAllLines(segment, StandardCharsets.UTF_8)) {
                    Matcher record = RECORD.matcher(line);
                    if (record.find() && record.group(1).equals(thread)) {
                        int number = Integer.parseInt(record.group(2));
                        assertTrue(!found.get(number), () -> thread + " " + number + " twice, in " + segment);
                        found.set(number);
                    }
                }
            }
        }
        return found;
    }

    private static List<Path> segments(Path logs, String file) throws IOException {
        try (Stream<Path> all = Files.list(logs)) {
            return all.filter(path -> String.valueOf(path.getFileName()).startsWith(file))
                    .toList();
        }
    }

    private void assertAllStored(List<Path> directories) throws IOException {
        assertWhole(sentByA, numbers("A", directories, "debug.log"), "A in Debug");
        assertWhole(sentByB, numbers("B", directories, "debug.log"), "B in Debug");
        assertWhole(sentByB, numbers("B", directories, "EventLog.log"), "B in EventLog");
    }

    private static void assertWhole(int sent, BitSet found, String what) {
        assertEquals(sent, found.cardinality(), () -> what + ", the first that is missing: " + found.nextClearBit(0));
    }

    @Test
    void twentyReloadsASecondLoseAndDoubleNothing() throws Exception {
        Path logs = directory.resolve("logs");
        GatewayLogging house = start(logs);
        underLoad(house, SECONDS * PER_SECOND, number -> {
            Files.writeString(own, "[logging]\n" + CONTENTS.get(number % CONTENTS.size()) + "# " + number + "\n");
            assertEquals(number % 8 != 4 && number % 8 != 6, house.reload().usable());
        });
        assertAllStored(List.of(logs));
        assertTrue(segments(logs, "extra.log").size() > 0);
    }

    @Test
    void movingTheLogDirectoryUnderLoadLosesAndDoublesNothing() throws Exception {
        List<Path> both = List.of(directory.resolve("first"), directory.resolve("second"));
        move(both.get(0), 0);
        GatewayLogging house = start(null);
        underLoad(house, SECONDS * PER_SECOND / 2, number -> {
            move(both.get((number + 1) % 2), number);
            assertTrue(house.reload().usable());
            assertEquals(both.get((number + 1) % 2), house.status().directory());
        });
        assertAllStored(both);
        assertEquals(List.of(), house.status().problems());
    }

    private void move(Path to, int number) throws IOException {
        Files.writeString(own, "[DEFAULT]\nlogRoot='" + to.toString().replace('\\', '/') + "'\n# " + number + "\n");
    }

    @Test
    void levelsThatChangeUnderLoadLoseAndDoubleNothing() throws Exception {
        Path logs = directory.resolve("logs");
        GatewayLogging house = start(logs);
        underLoad(house, SECONDS * PER_SECOND, number -> {
            if (number % 2 == 0) {
                house.levels().set("Load", Level.DEBUG.number(), Duration.ofHours(1), "a test");
            } else {
                assertNull(house.levels().clear("Load", "a test").set());
            }
        });
        assertAllStored(List.of(logs));
    }
}

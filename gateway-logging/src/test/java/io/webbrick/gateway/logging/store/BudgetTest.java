package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BudgetTest {
    private static final long NOW = Instant.parse("2026-11-21T12:00:00Z").toEpochMilli();
    private static final long LIMIT = 4_000_000;
    private static final BudgetShare DEBUG = new BudgetShare(0, 100, 0);
    private static final BudgetShare EVENTS = new BudgetShare(3, 100, 10);
    private static final BudgetShare ERROR = new BudgetShare(4, 20, 0);
    private static final Retention PLAIN = Retention.FOREVER;
    private static final Retention GZIP = new Retention(0, null, true);

    private final FaultyFileSystem files = FaultyFileSystem.over(Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setBlockSize(4_096)
            .setMaxSize(8_388_608)
            .build()));
    private final Path directory = files.getPath("/log");
    private final AtomicLong nanos = new AtomicLong();
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);
    private final Budget budget = new Budget(selfLog, nanos::get);
    private final List<RotatingFile> open = new ArrayList<>();

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private void limit(long bytes, long reserve) throws IOException {
        Files.createDirectories(directory);
        budget.expect(directory, new BudgetSpec(bytes, reserve, 0));
    }

    private RotatingFile open(String name, BudgetShare share, Rotation rotation, Retention retention)
            throws IOException {
        var file = new RotatingFile(
                directory.resolve(name),
                rotation,
                retention,
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                path -> OptionalLong.empty());
        file.countIn(budget.join(file, share));
        file.open(NOW);
        open.add(file);
        return file;
    }

    private static void write(RotatingFile file, byte[] lines) throws IOException {
        if (file.isFull(0, lines.length, NOW)) {
            file.rotate(NOW);
        }
        file.firstRecord(NOW);
        file.write(lines, 0, lines.length);
    }

    private static byte[] line(int length) {
        var line = new byte[length];
        Arrays.fill(line, (byte) 'x');
        line[length - 1] = '\n';
        return line;
    }

    private static long blocks(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) ? (Files.size(file) + 4_095) / 4_096 * 4_096 : 0;
        } catch (NoSuchFileException renamedMeanwhile) {
            return 0;
        }
    }

    private long allocated() throws IOException {
        long sum = allocated("");
        Path state = directory.resolve(".state");
        return sum + (Files.exists(state) ? blocks(state.resolve("ring")) : 0);
    }

    private long allocated(String base) throws IOException {
        long sum = 0;
        try (var all = Files.list(directory)) {
            for (Path file : (Iterable<Path>) all::iterator) {
                if (file.getFileName().toString().startsWith(base)) {
                    sum += blocks(file);
                }
            }
        }
        return sum;
    }

    @Test
    void allFilesTogetherNeverTakeMoreThanTheLimit() throws IOException {
        long seed = 9;
        var random = new Random(seed);
        limit(LIMIT, 0);
        Files.createDirectories(directory.resolve(".state"));
        Files.write(directory.resolve(".state").resolve("ring"), new byte[1_048_576]);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        RotatingFile events = open("EventLog.log", EVENTS, Rotation.bySize(150_000), GZIP);
        RotatingFile error = open("error.log", ERROR, Rotation.midnight(), PLAIN);
        for (int step = 0; step < 4_000; step++) {
            RotatingFile file = List.of(debug, debug, events, error).get(random.nextInt(4));
            byte[] lines =
                    random.nextInt(100) == 0 ? line(1 + random.nextInt(150_000)) : line(1 + random.nextInt(9_000));
            write(file, lines);
            nanos.addAndGet(1_000_000);
            long all = allocated();
            assertTrue(all <= LIMIT, "seed " + seed + ", step " + step + ": " + all);
        }
        assertTrue(allocated("error.log") <= LIMIT / 5 + 150_000 + 4_096, "errors keep to their share");
        assertTrue(allocated() > LIMIT / 2, "the budget is used");
    }

    @Test
    void anExceptionLoopDoesNotEvictEvents() throws IOException {
        limit(LIMIT, 0);
        RotatingFile events = open("EventLog.log", EVENTS, Rotation.bySize(100_000), PLAIN);
        for (int lines = 0; lines < 200; lines++) {
            write(events, line(5_000));
        }
        long before = allocated("EventLog.log");
        RotatingFile error = open("error.log", ERROR, Rotation.midnight(), PLAIN);
        for (int lines = 0; lines < 2_000; lines++) {
            write(error, line(5_000));
        }
        assertEquals(before, allocated("EventLog.log"));
        assertTrue(allocated("error.log") <= LIMIT / 5, allocated("error.log") + " bytes");
    }

    @Test
    void theBudgetShrinksWhenAForeignFileGrowsAndLeavesTheFileAlone() throws IOException {
        limit(LIMIT, 1_000_000);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        for (int lines = 0; lines < 700; lines++) {
            write(debug, line(5_000));
        }
        Path foreign = Files.createDirectories(files.getPath("/other")).resolve("foreign");
        Files.write(foreign, new byte[3_900_000]);
        nanos.addAndGet(1_000_000_000L);
        for (int lines = 0; lines < 700; lines++) {
            write(debug, line(5_000));
            assertTrue(Files.getFileStore(directory).getUsableSpace() >= 1_000_000 - 8_192, "line " + lines);
        }
        assertEquals(3_900_000, Files.size(foreign));
    }

    @Test
    void whenNothingOldIsLeftTheWriteFailsAndNothingIsWritten() throws IOException {
        limit(LIMIT, 8_000_000);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.NEVER, PLAIN);
        Files.write(directory.resolve("foreign"), new byte[600_000]);
        var full = assertThrows(IOException.class, () -> write(debug, line(5_000)));
        assertTrue(String.valueOf(full.getMessage()).startsWith("the budget of /log is full"), full.getMessage());
        Files.delete(directory.resolve("foreign"));
        nanos.addAndGet(1_000_000_000L);
        write(debug, line(5_000));
        assertEquals(5_000, Files.size(debug.path()));
    }

    @Test
    void aSmallerLimitDeletesTheOldestAtOnceAndNoForeignFile() throws IOException {
        limit(LIMIT, 0);
        Files.createDirectories(directory);
        Files.write(directory.resolve("debug.log.backup"), new byte[500_000]);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        for (int lines = 0; lines < 600; lines++) {
            write(debug, line(5_000));
        }
        assertTrue(Files.exists(directory.resolve("debug.log.10")));
        limit(1_500_000, 0);
        budget.settle();
        assertTrue(allocated("debug.log") - 503_808 <= 1_500_000, allocated("debug.log") + " bytes");
        assertTrue(Files.exists(directory.resolve("debug.log.1")));
        assertFalse(Files.exists(directory.resolve("debug.log.10")));
        assertTrue(Files.exists(directory.resolve("debug.log.backup")));
    }

    @Test
    void packingWaitsForRoomAndHistoryIsPackedWhenTheBudgetIsFull() throws IOException {
        limit(LIMIT, 0);
        RotatingFile events = open("EventLog.log", EVENTS, Rotation.bySize(200_000), GZIP);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        for (int lines = 0; lines < 1_000; lines++) {
            write(debug, line(5_000));
        }
        for (int lines = 0; lines < 400; lines++) {
            write(events, line(5_000));
        }
        await().until(() -> {
            try (var all = Files.list(directory)) {
                return all.map(path -> path.getFileName().toString())
                        .noneMatch(name -> name.matches("EventLog\\.log\\.\\d+|.*tmp"));
            }
        });
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void whatCanBeMadeAgainGoesBeforeAnyHistory() throws IOException {
        limit(LIMIT, 0);
        Path indexes = Files.createDirectories(directory.resolve(".state").resolve("series"));
        for (int index = 0; index < 5; index++) {
            Files.write(indexes.resolve("i" + index), new byte[200_000]);
        }
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        long written = 0;
        for (long left = 5; left > 0; left = count(indexes)) {
            write(debug, line(5_000));
            written += 5_000;
            assertTrue(allocated("debug.log") >= written, written + " bytes of history were there");
        }
        assertTrue(written > LIMIT / 2, written + " bytes were written before the last index went");
    }

    private static long count(Path directory) throws IOException {
        try (var all = Files.list(directory)) {
            return all.count();
        }
    }

    @Test
    void noMoreGoesThanIsNeeded() throws IOException {
        limit(LIMIT, 0);
        RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
        for (int lines = 0; lines < 1_600; lines++) {
            write(debug, line(5_000));
            long ledgerFileAndSlack = 262_144 + 204_800 + LIMIT / 64 + 8_192;
            assertTrue(
                    lines < 800 || allocated() > LIMIT - ledgerFileAndSlack,
                    "line " + lines + ": " + allocated() + " bytes are left");
        }
    }

    @Test
    void aLedgerThatGrowsStaysWithinTheLimit() throws IOException {
        limit(LIMIT, 0);
        Path state = directory.resolve(".state");
        try (Ledger ledger = Ledger.open(directory, state, selfLog)) {
            budget.counts(ledger, null, 0);
            RotatingFile debug = open("debug.log", DEBUG, Rotation.bySize(200_000), PLAIN);
            debug.noteIn(ledger, ledger.file(debug.path()));
            long largest = 0;
            for (int step = 0; step < 4_000; step++) {
                ledger.route(step % 250, "the meaning of a route ".repeat(20));
                write(debug, line(3_000));
                long ledgerBytes = blocks(state.resolve("ledger"));
                largest = Math.max(largest, ledgerBytes);
                long all = allocated() + ledgerBytes;
                assertTrue(all <= LIMIT, "step " + step + ": " + all);
            }
            assertTrue(largest > 350_000, "the ledger had " + largest + " bytes");
        }
    }

    @Test
    void aRingElsewhereCountsAsWell() throws IOException {
        limit(LIMIT, 0);
        Budget.View without = budget.view();
        budget.counts(null, files.getPath("/run/webbrick/ring"), 1_000_000);
        Budget.View with = budget.view();
        assertNotNull(without);
        assertNotNull(with);
        assertEquals(without.used() + 1_003_520, with.used());
    }

    @Test
    void leftoversOfAKilledPackingAreSweptAtStart() throws IOException {
        limit(LIMIT, 0);
        Files.write(directory.resolve("debug.log.gz.tmp"), new byte[10]);
        Files.write(directory.resolve("debug.log.merge.tmp"), new byte[10]);
        open("debug.log", DEBUG, Rotation.NEVER, PLAIN);
        try (var all = Files.list(directory)) {
            assertEquals(List.of(directory.resolve("debug.log")), all.toList());
        }
    }
}

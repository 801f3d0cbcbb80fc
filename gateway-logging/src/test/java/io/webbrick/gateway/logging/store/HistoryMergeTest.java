package io.webbrick.gateway.logging.store;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class HistoryMergeTest {
    private static final int FILES = 140;

    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private static Path newest(FaultyFileSystem files) throws IOException {
        return Files.createDirectories(files.getPath("/log")).resolve("a.log");
    }

    private HistoryMerge merge(Path newest) {
        return new HistoryMerge(newest, new ReentrantLock(), Duration.ZERO, selfLog);
    }

    private RotatingFile open(Path newest, Retention retention, Compressor compressor) throws IOException {
        RotatingFile file = file(newest, retention, compressor);
        file.open(0);
        return file;
    }

    private RotatingFile file(Path newest, Retention retention, Compressor compressor) {
        return new RotatingFile(
                newest,
                Rotation.bySize(10),
                retention,
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                path -> OptionalLong.empty());
    }

    private static void write(RotatingFile file, int number) throws IOException {
        byte[] line = ("line " + number + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(line, 0, line.length);
    }

    /** A history as so many rotations leave it when nothing is merged. */
    private static void rotations(Path newest, int count) throws IOException {
        int archived = count - SegmentName.ARCHIVE + 1;
        for (int number = 0; number < count; number++) {
            String place = number < archived ? "99." + (number + 1) : "" + (count - number);
            Files.writeString(newest.resolveSibling("a.log." + place), "line " + number + "\n");
        }
    }

    private static void gzip(Path plain) throws IOException {
        Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }

    private static List<String> expected(int count) {
        return IntStream.range(0, count).mapToObj(number -> "line " + number).toList();
    }

    private static List<String> lines(Path newest) throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private static long archived(Path newest) throws IOException {
        return History.segments(newest).stream()
                .filter(segment -> segment.name().isArchived())
                .count();
    }

    @Test
    void aRotationRenamesAtMostNinetyNineFilesHoweverManyThereAre() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            for (int number = 1; number <= 2_000; number++) {
                Files.writeString(newest.resolveSibling("a.log." + number), "line " + (2_000 - number) + "\n");
            }
            var idle = new Compressor(selfLog);
            idle.close();
            RotatingFile file = open(newest, Retention.FOREVER, idle);
            for (int number = 2_000; number < 2_010; number++) {
                write(file, number);
                int before = files.count(Operation.MOVE);
                file.rotate(0);
                assertTrue(files.count(Operation.MOVE) - before <= 99);
            }
            assertEquals(expected(2_010), lines(newest));
            assertTrue(Files.exists(newest.resolveSibling("a.log.2000")), "and leaves the old ones where they are");
            merge(newest).run(false);
            assertTrue(archived(newest) <= HistoryMerge.KEPT);
            assertEquals(expected(2_010), lines(newest));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mergedFilesHoldAllLinesInOrderWhateverWasPacked(boolean gzip) throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            for (int copy = 1; copy <= 42; copy += gzip ? 3 : 100) {
                gzip(newest.resolveSibling("a.log.99." + copy));
            }
            merge(newest).run(gzip);
            assertTrue(
                    archived(newest) <= HistoryMerge.KEPT,
                    () -> selfLog.problems().toString());
            assertEquals(expected(FILES), lines(newest));
            merge(newest).run(gzip);
            assertEquals(List.of(), selfLog.problems());
        }
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void whateverFailsAtAnyCallReadersSeeEachLineOnceAndTheNextRunFinishes(Operation kind) throws IOException {
        int points = 0;
        for (int n = 1; n < 3_000; n += n < 30 ? 1 : 37) {
            try (FaultyFileSystem files = FaultyFileSystem.unix()) {
                Path newest = newest(files);
                rotations(newest, FILES);
                int before = files.faults();
                files.failFrom(kind, n, Fault.diskFull().after(3));
                merge(newest).run(n % 2 == 0);
                boolean failed = files.faults() > before;
                files.heal();
                assertEquals(expected(FILES), lines(newest), kind + " " + n);
                merge(newest).run(n % 2 == 0);
                assertEquals(expected(FILES), lines(newest), kind + " " + n + ", next run");
                assertTrue(archived(newest) <= HistoryMerge.KEPT, kind + " " + n);
                assertTrue(Files.notExists(newest.resolveSibling("a.log.merge.tmp")) || failed);
                if (!failed) {
                    break;
                }
                points++;
            }
        }
        assertTrue(points > 0 || kind == Operation.TRUNCATE, kind + " was never used");
    }

    @Test
    void atEveryMomentReadersSeeEachLineOnce() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            var looks = new AtomicInteger();
            Runnable look = () -> {
                try {
                    assertEquals(expected(FILES), lines(newest));
                    looks.incrementAndGet();
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            };
            for (int copy = 1; copy <= 42; copy++) {
                files.before(Operation.DELETE, "a.log.99." + copy, look);
            }
            files.before(Operation.MOVE, "a.log.merge.tmp", look);
            merge(newest).run(false);
            assertTrue(looks.get() > 20, "looked " + looks);
        }
    }

    @Test
    void aPartThatCannotBeDeletedIsNotReadTwiceAndItsWholeIsNotDeletedBeforeIt() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix();
                var compressor = new Compressor(selfLog)) {
            Path newest = newest(files);
            rotations(newest, FILES);
            files.failOn(Operation.DELETE, "a.log.99.3", Fault.inUse());
            merge(newest).run(false);
            assertEquals(expected(FILES), lines(newest));
            RotatingFile file = open(newest, new Retention(5, null, false), compressor);
            assertTrue(lines(newest).contains("line 0"), "the merged file waits for its part");
            files.heal();
            file.sweepIfDue(Long.MAX_VALUE / 2);
            assertEquals(expected(FILES).subList(FILES - 5, FILES), lines(newest));
        }
    }

    @Test
    void inAHouseThatIsFullThePartsStayAndNobodyIsTold() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix();
                var compressor = new Compressor(selfLog)) {
            Path newest = newest(files);
            rotations(newest, FILES);
            var budget = new Budget(selfLog);
            int before = History.segments(newest).size();
            HistoryMerge merge = merge(newest);
            budget.expect(newest.resolveSibling(".").normalize(), new BudgetSpec(FILES * 4_096L + 20_000, 0, 0));
            merge.countIn(budget.join(file(newest, Retention.FOREVER, compressor)));
            merge.run(false);
            assertEquals(before, History.segments(newest).size());
            assertEquals(List.of(), selfLog.problems());
            budget.expect(newest.resolveSibling(".").normalize(), new BudgetSpec(FILES * 4_096L + 2_000_000, 0, 0));
            merge.run(false);
            assertTrue(History.segments(newest).size() < before, "there is room again");
            assertEquals(expected(FILES), lines(newest));
        }
    }

    @Test
    void aPartThatIsDeletedWhileItIsMergedDoesNotComeBack() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            files.before(Operation.SYNC, "a.log.merge.tmp", () -> {
                try {
                    Files.delete(newest.resolveSibling("a.log.99.3"));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            merge(newest).run(false);
            var left = new ArrayList<>(expected(FILES));
            left.remove("line 2");
            assertEquals(left, lines(newest));
            assertTrue(Files.notExists(newest.resolveSibling("a.log.merge.tmp")));
            assertEquals(List.of(), selfLog.problems());
        }
    }

    @Test
    void retentionCountsWhatWasMerged() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix();
                var compressor = new Compressor(selfLog)) {
            Path newest = newest(files);
            rotations(newest, FILES);
            merge(newest).run(false);
            open(newest, new Retention(125, null, false), compressor).close();
            int left = lines(newest).size();
            assertTrue(left >= 125 && left < FILES, left + " lines of one file each");
            assertEquals(expected(FILES).subList(FILES - left, FILES), lines(newest));
        }
    }

    @Test
    void aDamagedPackedFileIsLeftAloneAndHindersNoOther() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            Path damaged = newest.resolveSibling("a.log.99.21.gz");
            Files.delete(newest.resolveSibling("a.log.99.21"));
            Files.writeString(damaged, "no gzip");
            merge(newest).run(true);
            assertEquals("no gzip", Files.readString(damaged));
            assertEquals(1, selfLog.problems().size(), "said once");
            assertTrue(
                    selfLog.problems().get(0).text().startsWith("cannot merge a file of the history of /log/a.log"),
                    selfLog.problems().get(0).text());
            assertTrue(archived(newest) <= HistoryMerge.KEPT + 1, archived(newest) + " files");
            var others = new ArrayList<>(expected(FILES));
            others.remove("line 20");
            assertEquals(others, lines(newest));
        }
    }

    @Test
    void aMergedFileOfPackedOnesHasATableOfAllMembers() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            for (int copy = 1; copy <= 42; copy++) {
                if (copy % 2 == 0) {
                    gzip(newest.resolveSibling("a.log.99." + copy));
                } else {
                    NamedLog.pack(newest.resolveSibling("a.log.99." + copy));
                }
            }
            merge(newest).run(false);
            assertEquals(expected(FILES), lines(newest));
            for (History.Segment segment : History.segments(newest)) {
                if (segment.name().span() > 1) {
                    try (SegmentContent content = SegmentContent.open(segment.path())) {
                        long text = content.textBytes();
                        assertTrue(text > 0, segment.name().fileName());
                        assertEquals(0, content.from(text).readAllBytes().length);
                    }
                }
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "directories cannot be opened")
    void partsStayUntilTheNameOfTheMergedFileIsOnTheDisk(@TempDir Path directory) throws IOException {
        FaultyFileSystem files = FaultyFileSystem.over(FileSystems.getDefault());
        Path newest = Files.createDirectory(files.getPath(directory.toString(), "log"))
                .resolve("a.log");
        rotations(newest, FILES);
        HistoryMerge merge = merge(newest);
        files.failOn(Operation.SYNC, "log", Fault.broken());
        merge.run(false);
        History.Listing there = History.listing(newest);
        assertEquals(HistoryMerge.RUN, there.leftovers().size());
        assertEquals(false, merge.delete(there.leftovers()));
        assertEquals(HistoryMerge.RUN, History.listing(newest).leftovers().size());
        assertEquals(expected(FILES), lines(newest));
        files.heal();
        merge.run(false);
        assertEquals(
                0,
                History.listing(newest).leftovers().size(),
                () -> selfLog.problems().toString());
        assertEquals(expected(FILES), lines(newest));
    }

    @Test
    void anOldFileThatEndsInTheMiddleOfALineTearsNoOther() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix()) {
            Path newest = newest(files);
            rotations(newest, FILES);
            Files.writeString(newest.resolveSibling("a.log.99.3"), "line 2");
            merge(newest).run(false);
            assertEquals(expected(FILES), lines(newest));
        }
    }

    @Test
    void rotationsThemselvesSeeToTheMerging() throws IOException {
        try (FaultyFileSystem files = FaultyFileSystem.unix();
                var compressor = new Compressor(selfLog)) {
            Path newest = newest(files);
            RotatingFile file = open(newest, new Retention(0, null, true), compressor);
            for (int number = 0; number < FILES; number++) {
                write(file, number);
                file.rotate(0);
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> archived(newest) <= HistoryMerge.KEPT);
            await().until(() -> lines(newest).equals(expected(FILES)));
            assertEquals(List.of(), selfLog.problems());
        }
    }
}

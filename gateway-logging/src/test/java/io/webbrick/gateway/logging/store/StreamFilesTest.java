package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.StreamFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The files of a stream one after the other, while others rename, pack, merge and delete them. */
final class StreamFilesTest {
    private static final long SEED = 20261121;

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path plain = files.getPath("/plain/EventLog.log");

    private NamedLog log() throws IOException {
        return new NamedLog(files.getPath("/log"));
    }

    private static void lines(ReadableFile file, List<String> all) throws IOException {
        LineReader lines = LineReader.ofOpen(file);
        for (String line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
    }

    /** What a thing does that may fail. */
    private interface Step {
        void run() throws IOException;
    }

    private static Runnable quietly(Step step) {
        return () -> {
            try {
                step.run();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        };
    }

    /** All lines, with something done after each file. */
    private static List<String> read(Path newest, Step afterEach) throws IOException {
        var all = new ArrayList<String>();
        try (StreamFiles stream = StreamFiles.of(newest)) {
            for (ReadableFile file = stream.next(); file != null; file = stream.next()) {
                lines(file, all);
                afterEach.run();
            }
        }
        return all;
    }

    @Test
    void twoThousandFilesOfHistoryNeedOneDescriptor() throws IOException {
        Files.createDirectories(plain.getParent());
        for (int number = 2_000; number > 0; number--) {
            Files.writeString(plain.resolveSibling("EventLog.log." + number), number + "\n");
        }
        Files.writeString(plain, "0\n");
        files.forgetMostOpen();
        List<String> all = read(plain, () -> assertEquals(1, files.openChannels()));
        assertEquals(2_001, all.size());
        assertEquals("2000", all.get(0));
        assertEquals("0", all.get(2_000));
        assertEquals(1, files.mostOpen());
        assertEquals(0, files.openChannels());
    }

    @Test
    void aFileThatIsDeletedBeforeItsTurnIsNotHeld() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three");
            log.write("four");
            var all = new ArrayList<String>();
            int before = files.openChannels();
            try (StreamFiles stream = StreamFiles.of(log.newest)) {
                lines(Objects.requireNonNull(stream.next()), all);
                log.keep(1);
                assertEquals(before + 1, files.openChannels(), "only the first file is open");
                for (ReadableFile file = stream.next(); file != null; file = stream.next()) {
                    lines(file, all);
                }
            }
            assertEquals(List.of("one", "three", "four"), all);
            assertEquals(before, files.openChannels());
        }
    }

    @Test
    void theOnlyFileThatBecomesHistoryBeforeItIsOpenedIsReadAllTheSame() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            files.before(Operation.OPEN, log.newest.getFileName().toString(), quietly(() -> {
                log.rotate();
                log.write("two");
            }));
            assertEquals(List.of("one", "two"), read(log.newest, () -> {}));
        }
    }

    @Test
    void theOldestFileThatGetsAnotherNameBeforeItIsOpenedIsReadAllTheSame() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two");
            log.write("three");
            files.before(Operation.OPEN, "EventLog.log.2", quietly(() -> {
                log.rotate();
                log.write("four");
            }));
            assertEquals(List.of("one", "two", "three", "four"), read(log.newest, () -> {}));
        }
    }

    @Test
    void seesEachLineOnceWhateverIsDoneBetweenTwoFiles() throws IOException {
        for (int round = 0; round < 60; round++) {
            var random = new Random(SEED + round);
            try (var log = new NamedLog(files.getPath("/r" + round))) {
                for (int line = 0; line < 8; line++) {
                    log.writeFiles(line + " " + "x".repeat(random.nextInt(20)));
                }
                log.write("8 x");
                List<String> seen = read(log.newest, () -> disturb(log, random));
                List<String> first =
                        seen.stream().map(line -> line.split(" ")[0]).toList();
                var wanted = new ArrayList<String>();
                for (int line = 0; line < first.size(); line++) {
                    wanted.add(String.valueOf(line));
                }
                assertEquals(wanted, first, "seed " + (SEED + round));
                assertTrue(first.size() >= 9, "seed " + (SEED + round));
            }
        }
    }

    private static void disturb(NamedLog log, Random random) throws IOException {
        switch (random.nextInt(5)) {
            case 0 -> {
                log.rotate();
                log.write(log.lines().size() + " new");
            }
            case 1 -> log.gzipAll();
            case 2 -> log.merge(random.nextBoolean());
            case 3 -> {
                for (Path path : log.history()) {
                    if (!path.toString().endsWith(".gz")) {
                        NamedLog.pack(path);
                    }
                }
            }
            default -> log.rotate();
        }
    }

    @Test
    void rotationsThatComeWithEachLookHideNothing() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("line 0", "line 1", "line 2");
            log.write("line 3");
            var left = new int[] {6};
            var turn = new Runnable[1];
            turn[0] = quietly(() -> {
                if (left[0]-- > 0) {
                    log.rotate();
                    log.write("line " + log.lines().size());
                    files.before(Operation.OPEN, "EventLog.log", turn[0]);
                }
            });
            files.before(Operation.OPEN, "EventLog.log", turn[0]);
            var wanted = new ArrayList<String>();
            List<String> seen = read(log.newest, () -> {});
            for (int line = 0; line < seen.size(); line++) {
                wanted.add("line " + line);
            }
            assertEquals(wanted, seen);
            assertTrue(left[0] < 5, "the reader met rotations");
        }
    }

    @Test
    void aFileThatListingsMissAgainAndAgainIsNotLost() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("line 0", "line 1", "line 2");
            log.write("line 3");
            Path file = log.newest.resolveSibling("EventLog.log.1");
            Path away = log.newest.resolveSibling("away");
            var times = new int[1];
            var hide = new Runnable[1];
            Runnable show = quietly(() -> {
                Files.move(away, file);
                if (++times[0] < 2) {
                    files.before(Operation.LIST, "log", hide[0]);
                }
            });
            hide[0] = quietly(() -> {
                Files.move(file, away);
                files.before(Operation.OPEN, "EventLog.log", show);
            });
            files.before(Operation.LIST, "log", hide[0]);
            assertEquals(List.of("line 0", "line 1", "line 2", "line 3"), read(log.newest, () -> {}));
            assertEquals(2, times[0]);
        }
    }

    @Test
    void aWriterThatStandsStillInTheMiddleOfARotationHidesNoFile() throws Exception {
        try (NamedLog log = log()) {
            log.writeFiles("line 0", "line 1", "line 2");
            log.write("line 3");
            Path missed = log.newest.resolveSibling("EventLog.log.3");
            Path away = log.newest.resolveSibling("away");
            var standing = new CountDownLatch(1);
            var never = new CountDownLatch(1);
            files.before(Operation.MOVE, "EventLog.log.1", quietly(() -> {
                Files.move(missed, away);
                standing.countDown();
                wait(never);
                Files.move(away, missed);
            }));
            var rotation = new Thread(quietly(log::rotate), "rotation");
            var all = new ArrayList<String>();
            try (StreamFiles stream = StreamFiles.of(log.newest)) {
                for (ReadableFile file = stream.next(); file != null; file = stream.next()) {
                    lines(file, all);
                    if (all.size() == 1) {
                        rotation.start();
                        assertTrue(standing.await(10, TimeUnit.SECONDS), "in the middle");
                    }
                }
            }
            rotation.join();
            assertEquals(List.of("line 0", "line 1", "line 2", "line 3"), all);
        }
    }

    /** Longer than a hundred looks take. */
    private static void wait(CountDownLatch never) {
        try {
            assertFalse(never.await(400, TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void rename(int count) throws IOException {
        for (int number = count; number > 0; number--) {
            Path from = plain.resolveSibling("EventLog.log." + number);
            if (Files.exists(from)) {
                Files.move(from, plain.resolveSibling("EventLog.log." + (number + 1)));
            }
        }
        Files.move(plain, plain.resolveSibling("EventLog.log.1"));
    }

    @Test
    void withoutALedgerFilesAreKnownByLengthAndTime() throws IOException {
        Files.createDirectories(plain.getParent());
        for (int number = 4; number > 0; number--) {
            Path file = Files.writeString(plain.resolveSibling("EventLog.log." + number), "old " + number + "\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 - number * 1_000L));
        }
        Files.writeString(plain, "newest\n");
        var turns = new int[1];
        List<String> seen = read(plain, () -> {
            if (turns[0]++ < 3) {
                rename(10);
                Files.writeString(plain, "turn " + turns[0] + "\n");
            }
        });
        assertEquals(List.of("old 4", "old 3", "old 2", "old 1", "newest", "turn 1", "turn 2", "turn 3"), seen);
    }

    @Test
    void withoutALedgerAFileThatWasPackedIsNotReadAgain() throws IOException {
        Files.createDirectories(plain.getParent());
        for (int number = 3; number > 0; number--) {
            Path file = Files.writeString(plain.resolveSibling("EventLog.log." + number), "old " + number + "\n");
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000 - number * 1_000L));
        }
        Files.writeString(plain, "newest\n");
        List<String> seen = read(plain, () -> {
            for (int number = 3; number > 0; number--) {
                Path file = plain.resolveSibling("EventLog.log." + number);
                if (Files.exists(file)) {
                    FileTime time = Files.getLastModifiedTime(file);
                    NamedLog.gzip(file);
                    Files.setLastModifiedTime(plain.resolveSibling("EventLog.log." + number + ".gz"), time);
                }
            }
        });
        assertEquals(List.of("old 3", "old 2", "old 1", "newest"), seen);
    }

    @Test
    void aFileIsFoundAgainUnderAnyName() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three");
            log.write("four");
            try (StreamFiles stream = StreamFiles.of(log.newest)) {
                assertNotNull(stream.next());
                StreamFiles.Bookmark first = stream.bookmark();
                assertNotNull(stream.next());
                StreamFiles.Bookmark second = stream.bookmark();
                log.rotate();
                log.write("five");
                assertEquals("two", text(stream.again(second)));
                log.gzipAll();
                assertEquals("one", text(stream.again(first)));
                log.merge(true);
                assertTrue(text(stream.again(second)).contains("two"));
                for (Path path : log.history()) {
                    Files.delete(path);
                }
                assertNull(stream.again(first));
            }
        }
    }

    private static String text(@Nullable ReadableFile file) throws IOException {
        return new String(Objects.requireNonNull(file).text(0).readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aFileThatAUserNamedAndThatIsNotThereIsAnError() throws IOException {
        Files.createDirectories(plain.getParent());
        Files.writeString(plain, "there\n");
        try (StreamFiles stream = StreamFiles.of(List.of(plain, plain.resolveSibling("none.log")))) {
            assertNotNull(stream.next());
            assertThrows(NoSuchFileException.class, () -> stream.next());
        }
    }
}

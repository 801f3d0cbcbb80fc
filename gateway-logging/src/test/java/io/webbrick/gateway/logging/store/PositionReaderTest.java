package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A position that was taken leads to its line, or is reported, whatever happened to the files. */
final class PositionReaderTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");

    private NamedLog log() throws IOException {
        return new NamedLog(directory);
    }

    @Test
    void aLineKeepsItsNameThroughRotationCompressionAndRestart() throws IOException {
        try (NamedLog log = log()) {
            log.write("one", "two");
            Position two = log.position("two");
            log.rotate();
            assertEquals(two, log.position("two"));
            log.gzipAll();
            assertEquals(two, log.position("two"));
            log.restart();
            log.writeFiles("three");
            assertEquals(two, log.position("two"));
            assertEquals("two", log.at(two));
            assertEquals(List.of("three"), log.behind(two));
        }
    }

    @Test
    void aLineKeepsItsNameWhenItsFileIsMergedWithOthers() throws IOException {
        for (boolean gzip : List.of(false, true)) {
            try (var log = new NamedLog(directory.resolve("gzip " + gzip))) {
                for (int number = 0; number < 130; number++) {
                    log.writeFiles("line " + number);
                }
                var before = log.positions();
                assertEquals(130, before.size());
                log.merge(gzip);
                assertTrue(log.history().size() < 125, "merged");
                assertEquals(before, log.positions());
                assertEquals("line 3", log.at(Objects.requireNonNull(before.get("line 3"))));
                assertEquals(log.lines().subList(5, 130), log.behind(Objects.requireNonNull(before.get("line 4"))));
            }
        }
    }

    @Test
    void aFileThatCanBeReadInTwoWaysHasNoNames() throws IOException {
        String line = "a line that is longer than the sixty-four bytes by which a file is known";
        try (NamedLog log = log()) {
            log.write(line);
            log.rotate();
            Position first = log.position(line);
            log.write(line);
            log.rotate();
            log.write(line, line);
            log.rotate();
            log.write("last");
            var names = new ArrayList<Integer>();
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                while (lines.next() != null) {
                    Position position = lines.position();
                    names.add(position == null ? 0 : position.generation());
                }
            }
            assertEquals(List.of(1, 2, 0, 0, 4), names, "the third file may be the first two, merged");
            assertEquals(line, log.at(first));
        }
    }

    @Test
    void aFileThatIsPackedWhileALineInItIsLookedForIsNotTakenForDeleted() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one");
            log.write("two", "three");
            Position two = log.position("two");
            log.rotate();
            log.writeFiles("four");
            files.before(Operation.OPEN, "EventLog.log.2", () -> assertDoesNotThrow(log::gzipAll));
            assertEquals(List.of("three", "four"), log.behind(two));
        }
    }

    @Test
    void recoveryKeepsTheNamesOfWhatWasCommitted() throws IOException {
        try (NamedLog log = log()) {
            log.write("one", "two");
            Position two = log.position("two");
            log.die("three was not comm");
            log.write("three");
            assertEquals("two", log.at(two));
            assertEquals(List.of("three"), log.behind(two));
            assertTrue(two.order(log.position("three")).orElseThrow() < 0);
        }
    }

    @Test
    void aFileThatRecoverySealedHasNoNames() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            Position one = log.position("one");
            int generation = log.file.generation();
            log.ledger.close();
            Files.writeString(log.newest, "ONE\nand more\n");
            log.recover(generation, 4, 12_345);
            log.write("two");
            assertEquals(List.of("two"), List.copyOf(log.positions().keySet()));
            assertNull(log.at(one));
        }
    }

    @Test
    void whatRetentionDeletedIsAGapFromThePositionToTheFirstLineThatIsLeft() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three", "four");
            Position one = log.position("one");
            log.keep(2);
            assertNull(log.at(one));
            assertEquals(List.of("three", "four"), log.behind(one));
            assertEquals(new PositionReader.Gap(one, log.position("three")), log.gapBehind(one));
        }
    }

    @Test
    void aFileDeletedByHandIsAGapBetweenItsNeighbours() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three");
            Position one = log.position("one");
            Position two = log.position("two");
            Files.delete(directory.resolve("EventLog.log.2"));
            assertEquals(List.of("three"), log.behind(one));
            assertEquals(new PositionReader.Gap(one, log.position("three")), log.gapBehind(one));
            assertNull(log.at(two));
            assertNull(log.gapBehind(log.position("three")));
        }
    }

    @Test
    void whenNothingIsLeftTheGapIsOpen() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two");
            Position one = log.position("one");
            Files.delete(directory.resolve("EventLog.log.1"));
            Files.delete(directory.resolve("EventLog.log.2"));
            assertEquals(List.of(), log.behind(one));
            assertEquals(new PositionReader.Gap(one, null), log.gapBehind(one));
        }
    }

    @Test
    void aFileMovedToAnotherPlaceOfTheHistoryIsFound() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two");
            Position two = log.position("two");
            Files.move(directory.resolve("EventLog.log.1"), directory.resolve("EventLog.log.40"));
            assertEquals("two", log.at(two));
        }
    }

    @Test
    void aPositionOfALedgerThatIsGoneIsAGapToTheOldestLine() throws IOException {
        Position old;
        try (NamedLog log = log()) {
            log.write("before the power went");
            old = log.position("before the power went");
        }
        try (NamedLog log = new NamedLog(FaultyFileSystem.unix().getPath("/log"))) {
            log.write("after");
            assertEquals(new PositionReader.Gap(old, log.position("after")), log.gapBehind(old));
            assertEquals(List.of("after"), log.behind(old));
        }
    }

    @Test
    void aPositionOfAnotherStreamIsRefused() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            Position one = log.position("one");
            var other = new Position("Debug", one.epoch(), one.generation(), one.offset());
            assertThrows(IllegalArgumentException.class, () -> PositionReader.at(log.newest, other));
        }
    }

    @Test
    void anOffsetInsideALineIsReportedAndTheNextLineFollows() throws IOException {
        try (NamedLog log = log()) {
            log.write("one", "two", "three");
            Position two = log.position("two");
            var inside = new Position(two.stream(), two.epoch(), two.generation(), two.offset() + 1);
            assertNull(log.at(inside));
            assertEquals(List.of("three"), log.behind(inside));
        }
    }

    @Test
    void linesBehindTheCommittedEndHaveNoNameAndAreNotRead() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            Files.writeString(log.newest, "uncommitted\n", StandardOpenOption.APPEND);
            assertEquals(List.of("one"), List.copyOf(log.positions().keySet()));
        }
    }

    @Test
    void whoeverWritesWithoutTheLedgerGivesNoNames() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one");
            log.write("two");
            log.losesItsLedger();
            assertEquals(List.of("one"), List.copyOf(log.positions().keySet()));
        }
    }

    @Test
    void aFileThatWasCutByHandHasNoNames() throws IOException {
        try (NamedLog log = log()) {
            log.write("a first line that is longer than the sixty-four bytes by which a file is known", "two");
            log.rotate();
            Position two = log.position("two");
            Path sealed = directory.resolve("EventLog.log.1");
            Files.writeString(sealed, Files.readString(sealed).replace("two\n", ""));
            assertEquals(0, log.positions().size());
            assertNull(log.at(two));
        }
    }

    @Test
    void aStoppedGatewaysLinesHaveTheirNames() throws IOException {
        NamedLog log = log();
        log.writeFiles("one");
        log.write("two");
        var before = log.positions();
        log.stop();
        assertEquals(List.of("one", "two"), List.copyOf(before.keySet()));
        assertEquals(before, log.positions());
    }

    @Test
    void filesThatLookAlikeAreToldApartWhileAllAreThere() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("same", "same", "same");
            Position last;
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                lines.next();
                Position first = lines.position();
                lines.next();
                Position second = lines.position();
                lines.next();
                last = lines.position();
                assertNotNull(first);
                assertNotNull(second);
                assertNotNull(last);
                assertEquals(List.of(1, 2, 3), List.of(first.generation(), second.generation(), last.generation()));
                assertEquals(List.of("same", "same"), log.behind(first));
                assertEquals(List.of("same"), log.behind(second));
            }
            Files.delete(directory.resolve("EventLog.log.2"));
            assertEquals(0, log.positions().size(), "nobody can tell which is which");
            assertNull(log.at(last));
        }
    }

    @Test
    void filesThatLookAlikeHaveNamesWhileOneOfThemIsPacked() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("same", "same", "same", "same");
            files.before(Operation.OPEN, "EventLog.log.2", () -> {
                try {
                    NamedLog.pack(directory.resolve("EventLog.log.3"));
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            var generations = new ArrayList<Integer>();
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    Position position = lines.position();
                    assertNotNull(position);
                    generations.add(position.generation());
                }
            }
            assertEquals(List.of(1, 2, 3, 4), generations);
        }
    }

    @Test
    void linesWithoutALedgerAreReadAndHaveNoNames() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("EventLog.log.1"), "one\nhalf");
        Files.writeString(directory.resolve("EventLog.log"), "two\n");
        try (PositionReader lines = PositionReader.oldestFirst(directory.resolve("EventLog.log"))) {
            assertEquals("one", lines.next());
            assertNull(lines.position());
            assertEquals("half", lines.next());
            assertEquals("two", lines.next());
            assertNull(lines.next());
            assertNull(lines.gap());
        }
    }

    @Test
    void aDamagedFileIsNamedAGapAndTheNextOneFollows() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two");
            Files.delete(directory.resolve("EventLog.log.2"));
            Files.writeString(directory.resolve("EventLog.log.2.gz"), "no gzip");
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                assertEquals("two", lines.next());
                assertNotNull(lines.gap());
                assertEquals(1, lines.damages());
                String named = lines.firstDamages().get(0);
                assertTrue(named.contains("EventLog.log.2.gz is damaged"), named);
                assertNull(lines.next());
                assertNull(lines.gap());
            }
        }
    }

    @Test
    void aDamagedMemberOfAPackedFileIsAGapAndThePositionsAroundItStand() throws IOException {
        try (NamedLog log = log()) {
            for (int line = 0; line < 20_000; line++) {
                log.write("line " + line + " of a file that is packed into several members");
            }
            log.rotate();
            log.write("newest");
            Map<String, Position> before = log.positions();
            Path plain = directory.resolve("EventLog.log.1");
            NamedLog.pack(plain);
            assertEquals(before, log.positions());
            Path packed = directory.resolve("EventLog.log.1.gz");
            byte[] bytes = Files.readAllBytes(packed);
            bytes[bytes.length / 2] ^= 1;
            Files.write(packed, bytes);
            var left = new LinkedHashMap<String, Position>();
            var gaps = new ArrayList<PositionReader.Gap>();
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    left.put(line, lines.position());
                    PositionReader.Gap gap = lines.gap();
                    if (gap != null) {
                        gaps.add(gap);
                    }
                }
                assertEquals(1, lines.damages());
            }
            assertTrue(left.size() < before.size() && left.size() > 10_000, left.size() + " lines are left");
            left.forEach((line, position) -> assertEquals(before.get(line), position));
            assertEquals(1, gaps.size());
            var all = new ArrayList<>(before.keySet());
            int lost = 0;
            while (left.containsKey(all.get(lost))) {
                lost++;
            }
            assertEquals(before.get(all.get(lost - 1)), gaps.get(0).from());
            int back = lost;
            while (!left.containsKey(all.get(back))) {
                back++;
            }
            assertEquals(before.get(all.get(back)), gaps.get(0).to());
            Position unreadable = Objects.requireNonNull(before.get(all.get(lost)));
            Position readable = Objects.requireNonNull(before.get(all.get(back)));
            assertNull(log.at(unreadable));
            assertEquals(all.get(back), log.behind(unreadable).get(0));
            assertEquals(all.get(back), log.at(readable));
            assertEquals(all.size() - back - 1, log.behind(readable).size());
        }
    }

    @Test
    void streamsBelowTheLogDirectoryAndOfOtherNamesHaveNamesOfTheirOwn() throws IOException {
        try (var one = new NamedLog(directory, "a b.log");
                var other = new NamedLog(files.getPath("/other"), "a")) {
            one.write("one");
            other.write("one");
            assertEquals("a%20b", one.position("one").stream());
            assertEquals("a%2E", other.position("one").stream());
            assertEquals(
                    one.position("one"),
                    Position.parse(one.position("one").toString()).orElseThrow());
        }
    }

    @Test
    void aReaderThatMeetsRotationsOnItsWaySeesEachLineOnce() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("line 0", "line 1", "line 2", "line 3");
            log.write("line 4");
            Runnable turn = () -> {
                try {
                    log.rotate();
                    log.write("line " + log.lines().size());
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            };
            var seen = new java.util.ArrayList<String>();
            try (PositionReader lines = PositionReader.oldestFirst(log.newest)) {
                for (String line = lines.next(); line != null; line = lines.next()) {
                    seen.add(line);
                    assertNull(lines.gap());
                    if (seen.size() == 2) {
                        turn.run();
                        files.before(Operation.READ, "EventLog.log.3", turn);
                    }
                }
            }
            assertEquals(log.lines(), seen);
        }
    }
}

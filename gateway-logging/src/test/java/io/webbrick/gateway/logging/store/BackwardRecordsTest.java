package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A stream read from its end gives what it gives from its beginning. */
final class BackwardRecordsTest {
    private final Path directory = FaultyFileSystem.unix().getPath("/log");

    private static List<RecordReader.Entry> forwards(Path newest) throws IOException {
        var all = new ArrayList<RecordReader.Entry>();
        try (RecordReader reader = RecordReader.behind(newest, StreamCursor.START)) {
            for (RecordReader.Entry record = reader.next(); record != null; record = reader.next()) {
                all.add(record);
            }
        }
        return all;
    }

    /** Texts and positions, oldest first. */
    private static List<String> named(List<RecordReader.Entry> records) {
        return records.stream()
                .map(each -> each.position() + " " + each.text().hashCode())
                .toList();
    }

    private static List<RecordReader.Entry> backwards(BackwardRecords records) throws IOException {
        var all = new ArrayList<RecordReader.Entry>();
        int parts = 0;
        while (!records.isWhole()) {
            var part = new ArrayList<RecordReader.Entry>();
            records.next(part::add);
            all.addAll(0, part);
            assertTrue(parts++ < 10_000, "it comes to an end");
        }
        return all;
    }

    private static String record(Random random, int number) {
        var text = new StringBuilder("record " + number + " ").append("x".repeat(random.nextInt(4_000)));
        for (int line = random.nextInt(4) == 0 ? random.nextInt(40) : 0; line > 0; line--) {
            text.append("\n\tat ").append("y".repeat(random.nextInt(3_000)));
        }
        return text.toString();
    }

    @Test
    void everyRecordComesOnceThroughRotationPackingMergingAndRestart() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        try (NamedLog log = new NamedLog(directory)) {
            for (int number = 0; number < 600; number++) {
                log.write(record(random, number));
                switch (random.nextInt(40)) {
                    case 0, 1 -> log.rotate();
                    case 2 -> log.restart();
                    case 3 -> log.gzipAll();
                    case 4 -> log.merge(random.nextBoolean());
                    default -> {
                        // the file grows
                    }
                }
            }
            List<RecordReader.Entry> all = forwards(log.newest);
            assertEquals(named(all), named(backwards(BackwardRecords.of(log.newest))), "seed " + seed);
            for (int place = 0; place < all.size(); place += 97) {
                Position position = all.get(place).position();
                if (position != null) {
                    assertEquals(
                            named(all.subList(0, place)),
                            named(backwards(BackwardRecords.before(log.newest, position))),
                            "seed " + seed + ", before " + place);
                }
            }
        }
    }

    @Test
    void filesThatChangeBetweenTwoPartsLoseAndDoubleNothing() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            var random = new Random(1);
            for (int number = 0; number < 200; number++) {
                log.write(record(random, number));
            }
            List<String> all = named(forwards(log.newest));
            BackwardRecords records = BackwardRecords.of(log.newest);
            var read = new ArrayList<RecordReader.Entry>();
            while (!records.isWhole()) {
                var part = new ArrayList<RecordReader.Entry>();
                records.next(part::add);
                read.addAll(0, part);
                log.rotate();
                log.write("later");
                log.gzipAll();
            }
            assertEquals(all, named(read));
        }
    }

    @Test
    void aRecordThatIsLongerThanAPartComesWhole() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            String longest = "long" + ("\n\tat " + "y".repeat(1_000)).repeat(300);
            log.write("one", longest, "two");
            assertEquals(
                    List.of("one", longest, "two"),
                    backwards(BackwardRecords.of(log.newest)).stream()
                            .map(RecordReader.Entry::text)
                            .toList());
        }
    }

    @Test
    void filesOfAnotherProgramAreReadBeforeOurs() throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("EventLog.log.1"), "theirs\n\tat home\n");
        try (NamedLog log = new NamedLog(directory)) {
            log.writeFiles("a", "b");
            log.write("c");
            assertEquals(
                    List.of("theirs\n\tat home", "a", "b", "c"),
                    backwards(BackwardRecords.of(log.newest)).stream()
                            .map(RecordReader.Entry::text)
                            .toList());
        }
    }

    @Test
    void theFirstPartIsSmallAndTellsWhereToGoOnInBothDirections() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            for (int number = 0; number < 1_000; number++) {
                log.write(number + " " + "x".repeat(1_000));
            }
            List<RecordReader.Entry> all = forwards(log.newest);
            BackwardRecords records = BackwardRecords.of(log.newest);
            var part = new ArrayList<RecordReader.Entry>();
            records.next(part::add);
            assertTrue(part.size() < 70, "a small part: " + part.size());
            assertFalse(records.isWhole());
            assertEquals(part.get(0).position(), records.read());
            assertEquals(all.get(999).position(), records.end().position());
            assertEquals(named(all.subList(1_000 - part.size(), 1_000)), named(part));
        }
    }

    @Test
    void aPartThatIsNotWantedIsPassedOver() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            for (int number = 0; number < 200; number++) {
                log.write(number + " " + "x".repeat(1_000));
            }
            BackwardRecords records = BackwardRecords.of(log.newest);
            records.next(each -> false);
            Position first = Objects.requireNonNull(records.read());
            var next = new ArrayList<RecordReader.Entry>();
            records.next(next::add);
            List<RecordReader.Entry> all = forwards(log.newest);
            int last = named(all)
                    .indexOf(named(next.subList(next.size() - 1, next.size())).get(0));
            assertEquals(first, all.get(last + 1).position());
        }
    }

    @Test
    void aPositionOfALostTimeOfTheStreamIsSaidToBeDeleted() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            log.write("one");
            Position one = log.position("one");
            BackwardRecords records = BackwardRecords.before(
                    log.newest, new Position(one.stream(), "0123456789abcdef", one.generation(), one.offset()));
            records.next(each -> true);
            assertTrue(records.isWhole());
            assertTrue(records.isDeleted());
            BackwardRecords other = BackwardRecords.before(
                    log.newest, new Position("Other", one.epoch(), one.generation(), one.offset()));
            assertThrows(IllegalArgumentException.class, () -> other.next(each -> true));
        }
    }

    @Test
    void withoutAnyNameEverythingIsOnePart() throws IOException {
        Files.createDirectories(directory);
        Path newest = directory.resolve("EventLog.log");
        Files.writeString(directory.resolve("EventLog.log.1"), "a\n");
        Files.writeString(newest, "b\nc\n");
        BackwardRecords records = BackwardRecords.of(newest);
        var part = new ArrayList<RecordReader.Entry>();
        records.next(part::add);
        assertEquals(
                List.of("a", "b", "c"),
                part.stream().map(RecordReader.Entry::text).toList());
        assertEquals(
                List.of(1L, 1L, 2L), part.stream().map(RecordReader.Entry::line).toList());
        assertTrue(records.isWhole());
        assertNull(records.read());
        assertFalse(records.end().isNamed());
    }
}

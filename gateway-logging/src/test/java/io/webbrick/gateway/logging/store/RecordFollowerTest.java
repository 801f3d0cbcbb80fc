package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.logging.read.RecordFollower;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stream that is followed gives each record once. */
final class RecordFollowerTest {
    private final Path directory = FaultyFileSystem.unix().getPath("/log");
    private final List<String> taken = new ArrayList<>();

    private List<String> poll(RecordFollower follower) throws IOException {
        taken.clear();
        assertTrue(follower.poll(
                (record, cursor, deleted) -> taken.add((deleted ? "after a hole: " : "") + record.text())));
        return List.copyOf(taken);
    }

    @Test
    void eachRecordComesOnceOverRotationAndRestart() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            log.write("one", "two\n\tat home");
            var follower = new RecordFollower(log.newest, StreamCursor.START);
            assertEquals(List.of("one", "two\n\tat home"), poll(follower));
            assertEquals(List.of(), poll(follower));
            log.writeFiles("three", "four");
            log.restart();
            log.write("five");
            assertEquals(List.of("three", "four", "five"), poll(follower));
            assertEquals(List.of(), poll(follower));
        }
    }

    @Test
    void whoWantsNoMoreNowGetsTheRestLaterAlsoFromTheCursor() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            log.write("one", "two", "three");
            var follower = new RecordFollower(log.newest, StreamCursor.START);
            assertFalse(follower.poll((record, cursor, deleted) -> !taken.add(record.text())));
            assertEquals(List.of("one"), taken);
            assertEquals(List.of("two", "three"), poll(new RecordFollower(log.newest, follower.cursor())));
            assertEquals(List.of("two", "three"), poll(follower));
        }
    }

    @Test
    void whatWasDeletedIsToldWithTheRecordBehindIt() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            log.writeFiles("one", "two", "three", "four");
            var follower = new RecordFollower(log.newest, StreamCursor.START);
            assertFalse(follower.poll((record, cursor, deleted) -> false));
            log.keep(1);
            assertEquals(List.of("after a hole: four"), poll(follower));
        }
    }

    @Test
    void thePositionOfARecordStandsForAllOfIt() throws IOException {
        try (NamedLog log = new NamedLog(directory)) {
            log.write("one\n\tat home", "two");
            var position = new StreamCursor(log.position("one"), 0);
            assertEquals(List.of("two"), poll(new RecordFollower(log.newest, position)));
        }
    }
}

package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HistoryTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectory(directory);
    }

    private void make(long seconds, String... names) throws IOException {
        for (String name : names) {
            Files.writeString(directory.resolve(name), name);
            Files.setLastModifiedTime(directory.resolve(name), FileTime.fromMillis(seconds * 1_000));
        }
    }

    private List<String> history() throws IOException {
        return History.oldestFirst(directory.resolve("a.log")).stream()
                .map(path -> path.getFileName().toString())
                .toList();
    }

    @Test
    void theHighestNumberIsTheOldest() throws IOException {
        make(50, "a.log.2", "a.log.10.gz", "a.log.9", "a.log.1");
        assertEquals(List.of("a.log.10.gz", "a.log.9", "a.log.2", "a.log.1"), history());
    }

    @Test
    void daysComeInOrderAndCopiesOfADayInTheOrderTheyWereMade() throws IOException {
        make(50, "a.log.2026-11-21", "a.log.2026-11-20.10", "a.log.2026-11-20.9.gz", "a.log.2026-11-20");
        assertEquals(
                List.of("a.log.2026-11-20", "a.log.2026-11-20.9.gz", "a.log.2026-11-20.10", "a.log.2026-11-21"),
                history());
    }

    @Test
    void aFileThatIsPackedBetweenTheListingAndTheLookAtItIsListedAgain() throws IOException {
        make(50, "a.log.2", "a.log.1");
        files.before(
                Operation.ATTRIBUTES,
                "a.log.1",
                () -> assertDoesNotThrow(
                        () -> Files.move(directory.resolve("a.log.1"), directory.resolve("a.log.1.gz"))));
        assertEquals(List.of("a.log.2", "a.log.1.gz"), history());
    }

    @Test
    void hoursComeAfterTheDayThatWasRotatedWholeBefore() throws IOException {
        make(50, "a.log.2026-11-21_18", "a.log.2026-11-21_07", "a.log.2026-11-21", "a.log.2026-11-21_07-30");
        assertEquals(
                List.of("a.log.2026-11-21", "a.log.2026-11-21_07", "a.log.2026-11-21_07-30", "a.log.2026-11-21_18"),
                history());
    }

    @Test
    void numbersAndDaysInterleaveByTheTimesOfTheFiles() throws IOException {
        make(10, "a.log.2");
        make(20, "a.log.2026-11-20");
        make(30, "a.log.1.gz");
        make(40, "a.log.2026-11-21");
        assertEquals(List.of("a.log.2", "a.log.2026-11-20", "a.log.1.gz", "a.log.2026-11-21"), history());
    }

    @Test
    void numbersKeepTheirOrderWhenTheTimesOfTheFilesLie() throws IOException {
        make(10, "a.log.1");
        make(20, "a.log.2");
        make(20, "a.log.3");
        make(15, "a.log.2026-11-20");
        make(5, "a.log.2026-11-21");
        List<String> history = history();
        assertEquals(
                List.of("a.log.3", "a.log.2", "a.log.1"),
                history.stream().filter(name -> !name.contains("-")).toList());
        assertEquals(
                List.of("a.log.2026-11-20", "a.log.2026-11-21"),
                history.stream().filter(name -> name.contains("-")).toList());
    }

    @Test
    void theOrderDoesNotDependOnTheOrderOfTheDirectory() throws IOException {
        long seed = 8;
        var random = new Random(seed);
        var names = new ArrayList<>(List.of(
                "a.log.1", "a.log.2.gz", "a.log.3", "a.log.2026-11-20", "a.log.2026-11-21", "a.log.2026-11-21.1"));
        List<String> first = List.of();
        for (int round = 0; round < 20; round++) {
            Collections.shuffle(names, random);
            make(7, names.toArray(String[]::new));
            first = round == 0 ? history() : first;
            assertEquals(first, history(), "seed " + seed);
            for (String name : names) {
                Files.delete(directory.resolve(name));
            }
        }
    }

    @Test
    void aPlainFileAndItsCompressedCopyAreOneSegment() throws IOException {
        make(50, "a.log.1", "a.log.1.gz", "a.log.2.gz", "a.log.2026-11-21", "a.log.2026-11-21.gz");
        assertEquals(List.of("a.log.2026-11-21", "a.log.2.gz", "a.log.1"), history());
    }

    @Test
    void directoriesAndLinksAreNotHistory() throws IOException {
        make(50, "a.log.1", "elsewhere");
        Files.createDirectory(directory.resolve("a.log.2"));
        Files.createSymbolicLink(directory.resolve("a.log.3"), directory.resolve("elsewhere"));
        assertEquals(List.of("a.log.1"), history());
    }

    @Test
    void aMissingDirectoryHasNoHistory() throws IOException {
        assertEquals(List.of(), History.oldestFirst(files.getPath("/nowhere/a.log")));
    }

    @Test
    void aFileInPlaceOfTheDirectoryHasNoHistory() throws IOException {
        make(50, "plain");
        assertEquals(List.of(), History.oldestFirst(files.getPath("/log/plain/a.log")));
    }

    @Test
    void aDirectoryThatMayNotBeReadIsNotAnEmptyOne() {
        files.failOnce(Operation.LIST, 1, Fault.denied());
        assertThrows(AccessDeniedException.class, this::history);
    }

    @Test
    void aPathWithoutADirectoryMeansTheWorkingDirectory() throws IOException {
        Files.writeString(files.getPath("a.log.1"), "here");
        assertEquals(List.of(files.getPath("/work/a.log.1")), History.oldestFirst(files.getPath("a.log")));
    }
}

package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.read.Tail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a directory whose process died see the records of its ring, and change nothing. */
final class RemainsTest {
    @TempDir
    Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T12:00:00Z");
    private final SelfLog selfLog =
            new SelfLog(clock, new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    @SuppressWarnings("NullAway.Init") // made anew before each test
    private DeadProcess dead;

    @BeforeEach
    void beginTheProcessThatDies() throws IOException {
        dead = new DeadProcess(directory, selfLog);
    }

    private Path newest() {
        return directory.resolve("debug.log");
    }

    private List<String> lines() throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest()))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private void restart() throws IOException {
        Engine.startDurable(Plans.five(directory), 65_536, new Counters(), clock, selfLog, notice -> {})
                .close();
    }

    /** Names, times and contents of everything. */
    private Map<String, String> tree() throws IOException {
        var tree = new TreeMap<String, String>();
        try (var files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String content =
                        Files.isRegularFile(file) ? HexFormat.of().formatHex(Files.readAllBytes(file)) : "directory";
                tree.put(file.toString(), Files.getLastModifiedTime(file) + " " + content);
            }
        }
        return tree;
    }

    @Test
    void recordsThatOnlyTheRingHoldsAreShownBehindTheCommittedOnesAndNothingIsChanged() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.append("three");
        dead.write("one");
        dead.commit(one);
        dead.write("two", "half of thr");
        dead.die();
        Map<String, String> before = tree();
        assertEquals(2, GatewayLogging.showUnwritten(newest()));
        assertEquals(List.of("one", "two", "three"), lines());
        assertEquals(List.of("two", "three"), Tail.of(newest(), record -> true).last(2));
        assertEquals(before, tree());
        restart();
        assertEquals(List.of("one", "two", "three"), lines(), "and after the next start they are there once");
    }

    @Test
    void aTailGoesOnThroughTheNextStartWithoutDoubling() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.die();
        GatewayLogging.showUnwritten(newest());
        Tail tail = Tail.of(newest(), record -> true);
        assertEquals(List.of("one", "two"), tail.last(9));
        assertEquals(List.of(), tail.poll());
        restart();
        assertEquals(List.of(), tail.poll());
        Files.writeString(newest(), "three\n", java.nio.file.StandardOpenOption.APPEND);
        assertEquals(List.of("three"), tail.poll());
    }

    @Test
    void aProcessThatDiedBetweenRenameAndCommitIsReadOnceAsWell() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.file.rotate(0);
        Files.delete(newest());
        dead.die();
        assertEquals(1, GatewayLogging.showUnwritten(newest()));
        assertEquals(List.of("one", "two"), lines());
        restart();
        assertEquals(List.of("one", "two"), lines());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes are POSIX's")
    void aDirectoryThatCannotBeWrittenIsReadAllTheSame() throws IOException {
        dead.append("one");
        dead.die();
        Path state = directory.resolve(".state");
        for (Path made : List.of(directory, state)) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        for (Path file : List.of(state.resolve("ring"), state.resolve("ledger"), dead.ringFile.path(), newest())) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        }
        try {
            Map<String, String> before = tree();
            assertEquals(1, GatewayLogging.showUnwritten(newest()));
            assertEquals(List.of("one"), lines());
            assertEquals(before, tree());
        } finally {
            for (Path made : List.of(directory, state)) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    @Test
    void aProcessThatLivesWritesItsRecordsItself() throws IOException {
        dead.append("one");
        assertEquals(0, GatewayLogging.showUnwritten(newest()));
        assertEquals(List.of(), lines());
        dead.die();
    }

    @Test
    void aLogFileOfAStreamThatHasNothingInTheRingStaysAsItIs() throws IOException {
        dead.append("one");
        dead.die();
        Files.writeString(directory.resolve("other.log"), "other\n");
        assertEquals(0, GatewayLogging.showUnwritten(directory.resolve("other.log")));
    }

    @Test
    void recordsBeforeADamagedSlotAreShown() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.pokeInt(DeadProcess.HEADER + one, 12);
        dead.die();
        assertEquals(1, GatewayLogging.showUnwritten(newest()));
        assertEquals(List.of("one"), lines());
        assertTrue(Files.exists(dead.ringFile.path()), "it is not set aside by a reader");
    }
}

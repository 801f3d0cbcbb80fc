package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger remembers of the lives of a file. */
final class LedgerTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path directory = files.getPath("/log");
    private final Path state = directory.resolve(".state");
    private final Path text = state.resolve("ledger");
    private final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

    private NamedLog log() throws IOException {
        return new NamedLog(directory);
    }

    private LedgerFile read() throws IOException {
        return Ledger.view(directory, state).entry(1);
    }

    private static List<Integer> generations(LedgerSegment segment) {
        return segment.begins().stream().map(LedgerSegment.Begin::generation).toList();
    }

    private static LedgerLine line(Object... fields) {
        return LedgerLine.of(fields);
    }

    @Test
    void aSealedLifeKeepsItsGenerationsItsLengthAndHowItBegins() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            log.restart();
            log.write("two");
            log.rotate();
            LedgerSegment sealed = read().sealed().get(0);
            assertEquals(List.of(1, 2), generations(sealed));
            assertEquals(List.of(0L, 4L), List.of(sealed.beginOf(1), sealed.beginOf(2)));
            assertEquals(8, sealed.bytes());
            byte[] head = "one\ntwo\n".getBytes(StandardCharsets.UTF_8);
            assertEquals(FileRepair.crc(head, head.length), sealed.head());
        }
    }

    @Test
    void writtenAnewItSaysTheSame() throws IOException {
        try (NamedLog log = log()) {
            for (int round = 0; round < 5; round++) {
                log.write("round " + round);
                log.restart();
                log.write("more " + round);
                log.rotate();
            }
            log.write("newest");
            List<LedgerSegment> before = List.copyOf(read().sealed());
            assertEquals(5, before.size());
            log.ledger.settle();
            assertEquals(before, read().sealed());
            log.ledger.settle();
            assertEquals(before, read().sealed());
        }
    }

    @Test
    void aLedgerOfTheVersionBeforeIsRead() throws IOException {
        Files.createDirectories(state);
        Files.writeString(directory.resolve("EventLog.log"), "newest\n");
        Files.writeString(directory.resolve("EventLog.log.1"), "sealed\n");
        var old = new StringBuilder();
        for (LedgerLine line : List.of(
                line("ledger", 1, "4f1c07a2-9be1-4300-8111-222233334444"),
                line("file", 1, "EventLog.log"),
                line("open", 1, 1, 0, "0"),
                line("intent", 1, 1, "EventLog.log.1"),
                line("renamed", 1, 1, "EventLog.log.1", 7),
                line("open", 1, 2, 0, "0"),
                line("closed", 1, 2))) {
            old.append(line.text());
        }
        Files.writeString(text, old);
        try (NamedLog log = log()) {
            assertEquals(List.of(), log.selfLog.problems());
            assertEquals(3, log.file.generation());
            log.write("after");
            assertEquals(List.of("after"), List.copyOf(log.positions().keySet()), "what was there before has no name");
            assertEquals("EventLog/4f1c07a29be14300.3/7", log.position("after").toString());
        }
    }

    @Test
    void theVersionBeforeReadsEveryLine() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            log.rotate();
            log.restart();
        }
        for (String each : Files.readAllLines(text)) {
            LedgerLine line = LedgerLine.parse(each).orElseThrow();
            assertTrue(
                    List.of("ledger", "file", "open", "intent", "renamed", "closed")
                            .contains(line.kind()),
                    each);
        }
    }

    @Test
    void aFileThatTookThePlaceOfTheNewestWhileNobodyRanIsAnotherOne() throws IOException {
        try (NamedLog log = log()) {
            log.write("one", "two");
            log.stop();
            Files.writeString(log.newest, "somebody else's lines, more of them\n");
            log.start();
            log.write("three");
            assertEquals(List.of("three"), List.copyOf(log.positions().keySet()));
        }
    }

    @Test
    void aFileThatWasNotClosedInOrderPassesGenerationsOver() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            int before = log.file.generation();
            log.die("");
            assertTrue(log.file.generation() > before + 1_000, "what was lost with the power may have had a name");
            int after = log.file.generation();
            log.restart();
            assertEquals(after + 1, log.file.generation(), "in order, none is");
        }
    }

    @Test
    void aRotationThatFailsBeginsAGenerationInTheSameFile() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            files.failOn(Operation.MOVE, "EventLog.log", Fault.inUse());
            assertFalse(rotates(log));
            files.heal();
            log.write("two");
            assertEquals(2, log.position("two").generation());
            assertEquals(1, log.position("one").generation());
            log.rotate();
            assertEquals(List.of(1, 2), generations(read().sealed().get(0)));
        }
    }

    @Test
    void aNewestFileThatSomebodyTookAwayGivesNoNameTwice() throws IOException {
        try (NamedLog log = log()) {
            log.write("one");
            var one = log.position("one");
            Files.move(log.newest, directory.resolve("taken"));
            assertFalse(rotates(log));
            log.write("two");
            assertNotEquals(one, log.position("two"));
            assertEquals(List.of("two"), log.behind(one));
            assertEquals(
                    one, java.util.Objects.requireNonNull(log.gapBehind(one)).from());
        }
    }

    private static boolean rotates(NamedLog log) {
        try {
            log.rotate();
            return true;
        } catch (IOException failed) {
            return false;
        }
    }

    @Test
    void whatRetentionDeletesIsForgotten() throws IOException {
        try (NamedLog log = log()) {
            for (int number = 0; number < 12; number++) {
                log.writeFiles("line " + number);
            }
            log.keep(4);
            assertEquals(4, log.remembered());
            assertEquals(8, log.ledger.entry(log.number).forgotten());
            log.ledger.settle();
            assertEquals(8, read().forgotten(), "and that it was there is not");
            log.restart();
            assertEquals(4, log.remembered());
        }
    }

    @Test
    void whatWasDeletedByHandIsForgottenAtTheNextOpening() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three");
            log.stop();
            Files.delete(directory.resolve("EventLog.log.3"));
            log.start();
            assertEquals(2, log.remembered());
        }
    }

    @Test
    void aRotationReadsNothingAndWritesTheLedgerTwice() throws IOException {
        try (NamedLog log = log()) {
            log.writeFiles("one", "two", "three");
            log.write("four");
            int reads = files.count(Operation.READ);
            int writes = files.count(Operation.WRITE);
            log.rotate();
            assertEquals(0, files.count(Operation.READ) - reads);
            assertEquals(2, files.count(Operation.WRITE) - writes);
        }
    }

    @Test
    void anEpochIsTheLedgersOwn() throws IOException {
        var epochs = new HashSet<String>();
        var all = new ArrayList<Ledger>();
        for (int number = 0; number < 100; number++) {
            Path logs = directory.resolve("boot" + number);
            Ledger ledger = Ledger.open(logs, logs.resolve(".state"), selfLog);
            all.add(ledger);
            epochs.add(ledger.epoch());
            assertEquals(ledger.id().toString().replace("-", "").substring(0, 16), ledger.epoch());
        }
        assertEquals(100, epochs.size());
        for (Ledger ledger : all) {
            ledger.close();
        }
    }
}

package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.History;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next start makes of a ring, a ledger and files that a process left in any state. */
final class RecoveryTest {
    private static final int SLOTS = DeadProcess.HEADER;
    private static final int COMMITS = 1_408;
    private static final int COMMIT_BYTES = 1_312;

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

    private void restart() throws IOException {
        restart(Plans.five(directory), clock);
    }

    private void restart(LoggingPlan plan, InstantSource time) throws IOException {
        Engine.startDurable(plan, 65_536, new Counters(), time, selfLog, notice -> {})
                .close();
    }

    private List<String> lines(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("debug.log"))
                    .sorted()
                    .toList();
        }
    }

    private boolean said(String text) {
        return selfLog.problems().stream().anyMatch(problem -> problem.text().contains(text));
    }

    @Test
    void writesTheRecordsThatOnlyTheRingHolds() throws IOException {
        dead.append("one");
        dead.append("two");
        dead.die();
        restart();
        assertEquals(List.of("one", "two"), lines("debug.log"));
        assertEquals(List.of(), selfLog.problems());
    }

    @Test
    void cutsWhatWasWrittenAndNotCommittedAndWritesItOnce() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.write("two", "half of thr");
        dead.append("three");
        dead.die();
        restart();
        assertEquals(List.of("one", "two", "three"), lines("debug.log"));
    }

    @Test
    void writesNothingTwiceWhenAllWasCommittedAndNotFreed() throws IOException {
        long end = dead.append("one");
        dead.write("one");
        dead.commit(end);
        dead.die();
        restart();
        restart();
        assertEquals(List.of("one"), lines("debug.log"));
    }

    @Test
    void leavesNothingBehindButTheLedger() throws IOException {
        dead.append("one");
        dead.die();
        restart();
        try (var files = Files.list(directory.resolve(".state"))) {
            assertEquals(
                    List.of("ledger"),
                    files.map(file -> file.getFileName().toString()).toList());
        }
    }

    @Test
    void passesOverAClaimWhoseHeadWasNotWritten() throws IOException {
        long one = dead.append("one");
        long two = dead.append("never finished");
        dead.append("three");
        dead.die();
        dead.poke(SLOTS + one, new byte[(int) (two - one)]);
        restart();
        assertEquals(List.of("one", "three"), lines("debug.log"));
    }

    @Test
    void passesOverAClaimThatWasNotCommitted() throws IOException {
        long one = dead.append("one");
        dead.append("never finished");
        dead.append("three");
        dead.die();
        dead.pokeInt(SLOTS + one, -dead.peekInt(SLOTS + one));
        restart();
        assertEquals(List.of("one", "three"), lines("debug.log"));
    }

    @Test
    void followsTheRingAroundItsEnd() throws IOException {
        long at = 0;
        while (at + 600 < DeadProcess.CAPACITY) {
            at = dead.append("x".repeat(40));
        }
        dead.commit(at);
        dead.ringFile.ring().free(at);
        List<String> expected = new ArrayList<>();
        for (int record = 0; record < 4; record++) {
            String text = record + "y".repeat(300);
            assertTrue(dead.append(text) > 0);
            expected.add(text);
        }
        dead.die();
        restart();
        assertEquals(expected, lines("debug.log"));
    }

    @Test
    void takesTheCommitBeforeWhenTheLastIsHalfWritten() throws IOException {
        long one = dead.append("one");
        long two = dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.write("two");
        dead.commit(two);
        dead.die();
        int newer = dead.peekInt(COMMITS) > dead.peekInt(COMMITS + COMMIT_BYTES) ? COMMITS : COMMITS + COMMIT_BYTES;
        dead.pokeInt(newer + 8, 0);
        restart();
        assertEquals(List.of("one", "two"), lines("debug.log"));
    }

    @Test
    void setsARingWithoutAWholeCommitAsideAndSaysSo() throws IOException {
        dead.append("one");
        dead.die();
        dead.pokeInt(COMMITS + 20, 1);
        dead.pokeInt(COMMITS + COMMIT_BYTES + 20, 1);
        restart();
        assertTrue(Files.exists(Path.of(dead.ringFile.path() + ".damaged")));
        assertTrue(said("neither of its commits is whole"));
        assertLossOfUnknownSize();
    }

    @Test
    void setsARingOfAnotherVersionAside() throws IOException {
        dead.append("one");
        dead.die();
        dead.pokeInt(8, 2);
        restart();
        assertTrue(Files.exists(Path.of(dead.ringFile.path() + ".damaged")));
        assertTrue(said("its layout is version 2, this program reads 1"));
        assertLossOfUnknownSize();
    }

    @Test
    void writesWhatStandsBeforeADamagedSlotAndSetsTheRestAside() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.die();
        dead.pokeInt(SLOTS + one + 8, 12_345);
        restart();
        assertEquals("one", lines("debug.log").get(0));
        assertTrue(Files.exists(Path.of(dead.ringFile.path() + ".damaged")));
        assertLossOfUnknownSize();
    }

    private void assertLossOfUnknownSize() throws IOException {
        List<String> lines = lines("debug.log");
        String last = lines.get(lines.size() - 1);
        assertTrue(last.contains("WebBrickLibs.LogWriter lost an unknown number of records"), last);
        assertTrue(lines("EventLog.log").get(0).contains("{\"lost\":null,\"from\":"), "EventLog says it in its way");
    }

    @Test
    void aRingThatIsGoneInTheSameBootIsALoss() throws IOException {
        dead.die();
        Files.delete(dead.ringFile.path());
        restart();
        assertTrue(said("is gone"));
        assertLossOfUnknownSize();
        restart();
        assertEquals(1, lines("debug.log").size(), "it is said once");
    }

    @Test
    void aRingThatAnotherBootTookIsNone() throws IOException {
        dead.die();
        Files.delete(dead.ringFile.path());
        Path pointer = directory.resolve(".state").resolve("ring");
        Files.writeString(pointer, Files.readString(pointer).replaceAll("boot .*", "boot another"));
        restart();
        assertEquals(List.of(), selfLog.problems());
        assertEquals(List.of(), lines("debug.log"));
    }

    @Test
    void aRotationThatWasOnlyMeantDidNotHappen() throws IOException {
        beginRotation();
        dead.die();
        restart();
        assertEquals(List.of("debug.log"), names());
        assertEquals(List.of("one", "two"), lines("debug.log"));
    }

    @Test
    void aRotationThatWasRenamedAndNotNotedIsFinished() throws IOException {
        beginRotation();
        dead.die();
        Files.move(directory.resolve("debug.log"), directory.resolve("debug.log.1"));
        restart();
        assertEquals(List.of("debug.log", "debug.log.1"), names());
        assertEquals(List.of("one"), lines("debug.log.1"));
        assertEquals(List.of("two"), lines("debug.log"));
        assertEquals(List.of(), selfLog.problems(), "no file was taken for another one");
    }

    @Test
    void whatWasWrittenIntoANewFileBeforeItsCommitIsWrittenOnce() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.file.rotate(0);
        dead.write("two");
        dead.die();
        restart();
        assertEquals(List.of("one"), lines("debug.log.1"));
        assertEquals(List.of("two"), lines("debug.log"));
    }

    /** One record is committed, another is in the ring, and the file is about to be renamed. */
    private void beginRotation() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        Path ledger = directory.resolve(".state").resolve("ledger");
        String before = Files.readString(ledger);
        dead.file.rotate(0);
        List<String> added =
                Files.readString(ledger).substring(before.length()).lines().toList();
        assertTrue(added.get(0).endsWith(" intent 1 1 debug.log.1"), added.toString());
        Files.delete(directory.resolve("debug.log"));
        Files.move(directory.resolve("debug.log.1"), directory.resolve("debug.log"));
        Files.writeString(ledger, before + added.get(0) + "\n");
    }

    @Test
    void aFileThatIsNotTheOneThatWasWrittenIsSealed() throws IOException {
        long one = dead.append("one");
        dead.append("two");
        dead.write("one");
        dead.commit(one);
        dead.die();
        Files.writeString(directory.resolve("debug.log"), "somebody else's text\n");
        restart();
        assertEquals(List.of("somebody else's text"), lines("debug.log.1"));
        assertEquals(List.of("two"), lines("debug.log"));
        assertTrue(said("is not the file that was being written"));
    }

    @Test
    void aFileIsNeverCutWithoutProof() throws IOException {
        long one = dead.append("one");
        dead.write("one");
        dead.commit(one);
        dead.write("two");
        dead.die();
        Files.writeString(directory.resolve("debug.log"), "ONE\nand more that must stay\n");
        restart();
        assertEquals(List.of("ONE", "and more that must stay"), lines("debug.log.1"));
    }

    @Test
    void aRecoveryThatDiesAnywhereAndIsBegunAgainHasTheSameResult() throws IOException {
        long one = dead.append("one");
        List<String> expected = new ArrayList<>(List.of("one"));
        for (int record = 0; record < 40; record++) {
            assertTrue(dead.append("record " + record) > 0, "there is room");
            expected.add("record " + record);
        }
        dead.write("one");
        dead.commit(one);
        dead.write("record 0", "rec");
        dead.ringFile.ring().lost(0, 3, 1_795_000_000_000L);
        dead.rotatesAt(60);
        dead.die();
        boolean ended = false;
        int deaths = 0;
        while (!ended) {
            ended = recoverUntil(deaths + 1);
            deaths += ended ? 0 : 1;
        }
        assertTrue(deaths > 2, "it died " + deaths + " times");
        restart(new LoggingPlan(directory, Plans.UTC, List.of(), List.of()), clock);
        List<String> lines = new ArrayList<>();
        for (Path segment : History.oldestFirst(directory.resolve("debug.log"))) {
            lines.addAll(Files.readAllLines(segment));
        }
        lines.addAll(lines("debug.log"));
        assertEquals(expected, lines.subList(0, expected.size()));
        assertEquals(
                "lost 3 records, 2026-11-18T11:06:40Z to 2026-11-18T11:06:40Z, the process ended before it could write"
                        + " them",
                lines.get(expected.size()));
        assertEquals(expected.size() + 1, lines.size());
    }

    /** Recovers with a clock that fails at its n-th reading; true when it came to its end before. */
    private boolean recoverUntil(int readings) throws IOException {
        var left = new AtomicInteger(readings);
        InstantSource failing = () -> {
            if (left.getAndDecrement() <= 0) {
                throw new ThreadDeath();
            }
            return Instant.EPOCH;
        };
        var state = directory.resolve(".state");
        try (var ledger = Ledger.open(directory, state, selfLog)) {
            var compressor = new Compressor(selfLog);
            assertNotNull(Recovery.run(state, ledger, new Budget(selfLog), compressor, failing, selfLog));
            return true;
        } catch (ThreadDeath killed) {
            return false;
        }
    }

    @Test
    void aStreamThatTheNewConfigurationDoesNotHaveIsCompleted() throws IOException {
        dead.append("for the old stream");
        dead.die();
        var other = Plans.file(directory, Role.ERROR, "error.log", 40, Plans.FULL);
        restart(new LoggingPlan(directory, Plans.UTC, List.of(other), List.of(Plans.logger("", 0, "Error"))), clock);
        assertEquals(List.of("for the old stream"), lines("debug.log"));
        assertEquals(List.of(), lines("error.log"));
    }

    @Test
    void aRecordIsWrittenInTheFormatItWasLoggedUnder() throws IOException {
        dead.append("bare message");
        dead.die();
        restart();
        assertEquals(List.of("bare message"), lines("debug.log"), "not in the format of the new plan");
    }

    @Test
    void aRecordWithoutAKnownRouteIsReported() throws IOException {
        dead.append("known");
        dead.append("unknown", 99);
        dead.die();
        restart();
        assertEquals(List.of("known"), lines("debug.log"));
        assertTrue(said("route 99"));
    }

    @Test
    void recordsThatWaitedForTheirFileAreReportedExactly() throws IOException {
        long end = dead.append("taken from the ring, never written");
        dead.commit(end);
        dead.unwritten(1);
        dead.die();
        restart();
        assertTrue(
                lines("debug.log").get(0).startsWith("lost 1 records, "),
                lines("debug.log").toString());
    }

    @Test
    void aMovedLogDirectoryIsRecovered() throws IOException {
        dead.append("one");
        dead.die();
        Path moved = directory.resolve("moved");
        Files.createDirectories(moved.resolve(".state"));
        Files.move(directory.resolve("debug.log"), moved.resolve("debug.log"));
        try (var files = Files.list(directory.resolve(".state"))) {
            for (Path file : files.toList()) {
                Files.move(file, moved.resolve(".state").resolve(file.getFileName()));
            }
        }
        restart(Plans.five(moved), clock);
        assertEquals(List.of("one"), lines("moved/debug.log"));
        assertFalse(Files.exists(directory.resolve("debug.log")));
    }

    @Test
    void aReloadIntoAnotherDirectoryIsFollowedBackToItsRing() throws IOException {
        Path other = Files.createDirectories(directory.resolve("other"));
        dead.append("one");
        dead.die();
        Files.createDirectories(other.resolve(".state"));
        Files.writeString(other.resolve(".state").resolve("moved"), directory + "\n");
        restart(Plans.five(other), clock);
        assertEquals(List.of("one"), lines("debug.log"));
    }

    @Test
    void aDamagedLedgerIsSetAsideAndItsRingIsNotTrusted() throws IOException {
        dead.append("one");
        dead.write("ONE");
        dead.die();
        Files.writeString(directory.resolve(".state").resolve("ledger"), "nonsense\n");
        restart();
        assertTrue(said("the ledger cannot be understood"));
        assertEquals("ONE", lines("debug.log").get(0), "nothing was cut");
        assertLossOfUnknownSize();
    }

    @Test
    void aRotatingStreamRotatesWhileItIsRecovered() throws IOException {
        var rotating =
                Plans.file(directory, Role.DEBUG, "small.log", 0, Plans.EVENT, Rotation.bySize(200), Retention.FOREVER);
        var target = (Target.File) rotating.target();
        int number = dead.ledger.file(target.path());
        dead.ledger.stream(2, StoredStreams.text(rotating, target, number));
        dead.ledger.route(8, String.join("\u001F", "2", "2", "2", "2", "2", "2"));
        var file = new RotatingFile(
                target.path(),
                Rotation.bySize(200),
                Retention.FOREVER,
                Plans.UTC,
                new Compressor(selfLog),
                selfLog,
                path -> OptionalLong.empty());
        file.noteIn(dead.ledger, number);
        file.open(0);
        for (int record = 0; record < 10; record++) {
            dead.append("record " + record, 8);
        }
        dead.die();
        restart();
        int seen = 0;
        for (Path segment : History.oldestFirst(target.path())) {
            assertTrue(Files.size(segment) < 200, segment + " is below its limit");
            seen += Files.readAllLines(segment).size();
        }
        assertEquals(10, seen + lines("small.log").size());
    }
}

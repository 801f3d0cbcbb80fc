package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.ring.RingFile;
import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes a process's records outlive it: the ring's file and the ledger, made after everything that the process before
 * left was recovered. Where none can be made, a ring in memory stands in, and the self log says so.
 */
final class DurableRing {
    private static final String STATE = ".state";
    private static final String MOVED = "moved";

    /** The directory of our systemd unit; others' are emptied when they stop. */
    private static final String UNIT = "webbrick";

    /** Of files that no configuration names any more. */
    private static final BudgetShare FORGOTTEN = new BudgetShare(-1, 100, 0);

    private final Ring ring;
    private final @Nullable Path home;
    private final @Nullable RingFile file;
    private final @Nullable Ledger ledger;
    private final Recovery.Outcome outcome;
    private final SelfLog selfLog;
    private volatile boolean takenAway;

    /** @param home the log directory that leads to the ring's file */
    private DurableRing(
            Ring ring,
            @Nullable Path home,
            @Nullable RingFile file,
            @Nullable Ledger ledger,
            Recovery.Outcome outcome,
            SelfLog selfLog) {
        this.ring = ring;
        this.home = home;
        this.file = file;
        this.ledger = ledger;
        this.outcome = outcome;
        this.selfLog = selfLog;
    }

    /** A ring that is not in a file. */
    static DurableRing inMemory(Ring ring, SelfLog selfLog) {
        return new DurableRing(ring, null, null, null, Recovery.Outcome.FINE, selfLog);
    }

    /** Recovers what was left in this log directory, and begins anew. */
    static DurableRing begin(
            LoggingPlan plan,
            int capacity,
            Budget budget,
            Compressor compressor,
            InstantSource clock,
            SelfLog selfLog) {
        Path directory = plan.directory();
        if (!RingFile.isPossible(directory)) {
            return inMemory(Ring.inMemory(capacity), selfLog);
        }
        Path state = directory.resolve(STATE);
        Ledger ledger = null;
        var outcome = Recovery.Outcome.FINE;
        try {
            recoverMoved(state, compressor, clock, selfLog);
            ledger = Ledger.open(directory, state, selfLog);
            budget.counts(ledger, null, 0);
            budget.knows(shares(ledger, plan));
            outcome = Recovery.run(state, ledger, budget, compressor, clock, selfLog);
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("cannot recover what the process before left in " + state, failed);
            neutralise(state, selfLog);
            close(ledger);
            budget.counts(null, null, 0);
            return new DurableRing(
                    Ring.inMemory(capacity),
                    null,
                    null,
                    null,
                    new Recovery.Outcome("recovery failed", Map.of()),
                    selfLog);
        }
        try {
            budget.counts(ledger, null, RingFile.bytes(capacity));
            budget.settle();
            RingFile file = RingFile.create(
                    ringDirectory(state, System.getenv("RUNTIME_DIRECTORY")), state, ledger.id(), capacity);
            budget.counts(ledger, file.path(), RingFile.bytes(capacity));
            return new DurableRing(file.ring(), directory, file, ledger, outcome, selfLog);
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("records are not crash-durable: no ring can be made for " + directory, failed);
            close(ledger);
            budget.counts(null, null, 0);
            return new DurableRing(Ring.inMemory(capacity), null, null, null, outcome, selfLog);
        }
    }

    /**
     * Recovers what was left in another log directory, and in the rings of its streams on other volumes, before files in it
     * are opened.
     */
    private static void recover(Path directory, Compressor compressor, InstantSource clock, SelfLog selfLog) {
        recoverVolumes(directory, compressor, clock, selfLog);
        recoverOne(directory, null, compressor, clock, selfLog);
    }

    /**
     * Recovers what was left in the rings of a log directory's streams on other volumes, whatever the configuration in force
     * makes of them. Returns losses that are still to be told, by newest file.
     */
    static Map<Path, Loss.Report> recoverVolumes(
            Path directory, Compressor compressor, InstantSource clock, SelfLog selfLog) {
        var owed = new HashMap<Path, Loss.Report>();
        for (Path volume : RingGlance.volumes(directory)) {
            owed.putAll(recoverOne(volume, null, compressor, clock, selfLog));
        }
        return owed;
    }

    /** @param plan whose budget bounds what recovery writes; none for a directory that has no budget */
    private static Map<Path, Loss.Report> recoverOne(
            Path directory, @Nullable LoggingPlan plan, Compressor compressor, InstantSource clock, SelfLog selfLog) {
        Path state = directory.resolve(STATE);
        if (!RingFile.isPossible(directory) || !Ledger.exists(state)) {
            return Map.of();
        }
        try (Ledger ledger = Ledger.open(directory, state, selfLog)) {
            var budget = new Budget(selfLog);
            if (plan != null) {
                budget.expect(directory, plan.budget());
                budget.counts(ledger, null, 0);
                budget.knows(shares(ledger, plan));
            }
            var outcome = Recovery.run(state, ledger, budget, compressor, clock, selfLog);
            return owed(outcome, ledger, clock.millis());
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("cannot recover what a process left in " + state, failed);
            return Map.of();
        }
    }

    /** What each file is to be told; every file of the ledger may miss records when nobody knows how many are lost. */
    private static Map<Path, Loss.Report> owed(Recovery.Outcome outcome, Ledger ledger, long now) {
        String unknown = outcome.unknown();
        var owed = new HashMap<>(outcome.owed());
        if (unknown != null) {
            ledger.files().values().forEach(file -> {
                Loss.Report known = owed.get(file);
                owed.put(file, new Loss.Report(known == null ? 0 : known.records(), true, now, now, unknown));
            });
        }
        return owed;
    }

    private static void recoverMoved(Path state, Compressor compressor, InstantSource clock, SelfLog selfLog)
            throws IOException {
        Path moved = state.resolve(MOVED);
        if (Files.isRegularFile(moved, LinkOption.NOFOLLOW_LINKS)) {
            for (String directory : Files.readAllLines(moved, StandardCharsets.UTF_8)) {
                recover(Path.of(directory), compressor, clock, selfLog);
            }
            Files.delete(moved);
        }
    }

    /** The files that this ledger knows, each with its place in the budget; those of no stream any more give way first. */
    private static Map<Path, BudgetShare> shares(Ledger ledger, LoggingPlan plan) {
        var shares = new HashMap<Path, BudgetShare>();
        ledger.files().values().forEach(file -> shares.put(file, FORGOTTEN));
        for (StreamSpec stream : plan.streams()) {
            if (stream.target() instanceof Target.File target) {
                shares.put(target.path(), target.share());
            }
        }
        return shares;
    }

    /** Tells the budget which files there may be that nobody has open. */
    void shares(Budget budget, LoggingPlan plan) {
        if (ledger != null) {
            budget.knows(shares(ledger, plan));
        }
    }

    /**
     * Goes on in another log directory: what a process left there is recovered, and it is noted that its records are in
     * the ring of the one where this process began. Back there nothing is left by anybody else.
     */
    void moveTo(LoggingPlan plan, Compressor compressor, InstantSource clock) throws IOException {
        Path directory = plan.directory();
        if (directory.equals(home)) {
            return;
        }
        recoverVolumes(directory, compressor, clock, selfLog);
        recoverOne(directory, plan, compressor, clock, selfLog);
        if (home != null && RingFile.isPossible(directory)) {
            String note = home.toAbsolutePath().toString();
            Path moved = directory.resolve(STATE).resolve(MOVED);
            List<String> notes = Files.isRegularFile(moved, LinkOption.NOFOLLOW_LINKS)
                    ? Files.readAllLines(moved, StandardCharsets.UTF_8)
                    : List.of();
            if (!notes.contains(note)) {
                String all = Stream.concat(notes.stream(), Stream.of(note, "")).collect(Collectors.joining("\n"));
                StateFile.replace(moved, all.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void neutralise(Path state, SelfLog selfLog) {
        try {
            RingFile.neutralise(state);
        } catch (IOException | RuntimeException failed) {
            selfLog.problem("cannot set aside the ring that " + state + " points to", failed);
        }
    }

    private static void close(@Nullable Ledger ledger) {
        try {
            if (ledger != null) {
                ledger.close();
            }
        } catch (IOException closed) {
            return;
        }
    }

    /** Where the ring lies: in our unit's directory, which outlives the process, else beside the ledger. */
    static Path ringDirectory(Path state, @Nullable String runtimeDirectory) {
        if (runtimeDirectory != null) {
            Path unit = Path.of(runtimeDirectory);
            if (unit.isAbsolute() && unit.endsWith(UNIT) && Files.isDirectory(unit, LinkOption.NOFOLLOW_LINKS)) {
                return unit.resolve("ring");
            }
        }
        return state;
    }

    Ring ring() {
        return ring;
    }

    Recovery.Outcome outcome() {
        return outcome;
    }

    /** The ledger's number for a newest file; 0 when there is no ledger or it cannot be written. */
    int number(Path newest) {
        Ledger notes = ledger;
        if (notes == null) {
            return 0;
        }
        try {
            return notes.file(newest);
        } catch (IOException failed) {
            selfLog.problem("cannot note " + newest + " in the ledger, a kill may double or lose its records", failed);
            return 0;
        }
    }

    @Nullable
    Ledger ledger() {
        return ledger;
    }

    void note(LogStream stream, Target.File target, int fileId) {
        Ledger notes = ledger;
        if (notes != null && fileId > 0) {
            try {
                notes.stream(stream.number(), StoredStreams.text(stream.spec(), target, fileId));
            } catch (IOException failed) {
                selfLog.problem("cannot note stream " + stream.spec().title() + " in the ledger", failed);
            }
        }
    }

    void note(Route route) {
        Ledger notes = ledger;
        if (notes != null) {
            try {
                notes.route(route.id(), StoredStreams.text(route));
            } catch (IOException failed) {
                selfLog.problem("cannot note a route in the ledger, a kill may lose its records", failed);
            }
        }
    }

    /** Lets streams and routes go that no record can need any more. */
    void forget(int firstStream, List<Integer> routes) {
        Ledger notes = ledger;
        if (notes != null) {
            notes.forget(firstStream, routes);
        }
    }

    /** Notices when somebody took the ring's file or the pointer to it away, which no later start can make good. */
    void look() {
        if (file != null && !takenAway && ring.failure() == null && !file.isInPlace()) {
            takenAway = true;
            selfLog.problem("the ring's file or .state in " + home
                    + " was taken away: records are not crash-durable until the next start");
        }
    }

    /** Where the ring lives and what that means, in words for {@code status}. */
    String describe() {
        return takenAway ? ring.describe() + " until its file was taken away, start again" : ring.describe();
    }

    /** The ring goes on in memory: no later start must cut files to what its file says. */
    void abandon() {
        try {
            if (file != null) {
                file.abandon();
            }
        } catch (IOException failed) {
            selfLog.problem("cannot remove the pointer to the ring that failed", failed);
        }
    }

    /** Brings to the disk how far the files are, so that no recovery cuts what was synced. */
    void sync() throws IOException {
        if (file != null && ring.failure() == null) {
            file.syncHeader();
        }
    }

    /** Ends it; {@code whole} when everything accepted is in the files. */
    void end(boolean whole) {
        try {
            if (file != null && whole) {
                file.finish();
            } else if (file != null) {
                file.close();
            }
            if (ledger != null) {
                ledger.close();
            }
        } catch (IOException failed) {
            selfLog.problem("cannot end the ring's file", failed);
        }
    }
}

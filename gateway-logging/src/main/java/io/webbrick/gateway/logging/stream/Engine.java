package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.DiskSync;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ring, routes, writer and streams of one process on one volume. Records go in from any thread; a reload builds the new
 * streams completely, swaps them in at once, and lets records that were logged before go where they were meant to go.
 */
public final class Engine implements AutoCloseable {
    private static final long LOOK_NANOS = 200_000L;

    private static final long RETIRE_NANOS = 2_000_000_000L;

    private final DurableRing durable;
    private final Ring ring;
    private final Counters counters;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Accounts accounts;
    private final Compressor compressor;
    private final DiskSync sync;
    private final Budget budget;
    private final DiskWait diskWait;
    private final RouteSlots routes = new RouteSlots();
    private final Drain drain;
    private final FileOpener opener;
    private final Writer writer;
    private final Stalls stalls = new Stalls();
    private final Object reloading = new Object();
    private final AtomicInteger nextRoute = new AtomicInteger();
    private int nextStream = 1;
    private int keptStreams = 1;
    private List<Integer> keptRoutes = List.of();
    private final Deque<Leaving> leaving = new ArrayDeque<>();

    /** How long a call waits for room in the ring, and for its record to be written, at most; changed by a reload. */
    private volatile long maxWaitNanos;

    private volatile EngineState state;

    /** Notes of an earlier plan that recovery needs until the ring is written up to there. */
    private record Leaving(long writtenTo, int firstStream, List<Integer> routes) {}

    private Engine(DurableRing durable, Budget budget, Compressor compressor, Surroundings around) {
        this.durable = durable;
        this.ring = durable.ring();
        this.counters = around.counters();
        this.clock = around.clock();
        this.selfLog = around.selfLog();
        this.accounts = around.accounts();
        this.compressor = compressor;
        this.sync = new DiskSync(selfLog, durable::sync);
        this.budget = budget;
        this.diskWait = new DiskWait(selfLog);
        this.drain = new Drain(ring, routes::get, this::successor, ring.tail(), counters, selfLog);
        this.opener = new FileOpener(durable, budget, compressor, sync, drain, around);
        this.writer = new Writer(ring, drain, counters, clock, selfLog, durable::abandon, durable::look);
        var nothing = new LoggingPlan(Path.of(""), ZoneId.of("UTC"), List.of(), List.of());
        this.state = new EngineState(nothing, Map.of(), new RouteTable(nothing, Map.of(), this::newRouteId));
    }

    /**
     * Opens the plan's streams and starts the writer, on a ring in memory.
     *
     * @param notices is told of every rotation, on the writer thread
     * @throws IOException when a stream's file cannot be opened
     */
    static Engine start(
            LoggingPlan plan,
            Ring ring,
            Counters counters,
            InstantSource clock,
            SelfLog selfLog,
            Consumer<String> notices)
            throws IOException {
        return start(plan, ring, new Surroundings(counters, clock, selfLog, notices));
    }

    static Engine start(LoggingPlan plan, Ring ring, Surroundings around) throws IOException {
        var durable = DurableRing.inMemory(ring, around.selfLog());
        var budget = new Budget(around.selfLog());
        return start(plan, durable, budget, new Compressor(around.selfLog()), around);
    }

    /**
     * Brings records that a process before left in its ring into their files, opens the plan's streams and starts the
     * writer, on a ring in a file: from then on an accepted record outlives the process. Where there is no place for such
     * a ring it is in memory, and the self log says so. The caller owns the log directory.
     *
     * @param notices is told of every rotation, on the writer thread
     * @throws IOException when a stream's file cannot be opened
     */
    static Engine startDurable(
            LoggingPlan plan,
            int ringBytes,
            Counters counters,
            InstantSource clock,
            SelfLog selfLog,
            Consumer<String> notices)
            throws IOException {
        return startDurable(plan, ringBytes, new Surroundings(counters, clock, selfLog, notices));
    }

    static Engine startDurable(LoggingPlan plan, int ringBytes, Surroundings around) throws IOException {
        var compressor = new Compressor(around.selfLog());
        var budget = new Budget(around.selfLog());
        budget.expect(plan.directory(), plan.budget());
        var durable = DurableRing.begin(plan, ringBytes, budget, compressor, around.clock(), around.selfLog());
        return start(plan, durable, budget, compressor, around);
    }

    private static Engine start(
            LoggingPlan plan, DurableRing durable, Budget budget, Compressor compressor, Surroundings around)
            throws IOException {
        var engine = new Engine(durable, budget, compressor, around);
        try {
            engine.swap(plan);
        } catch (IOException | RuntimeException failed) {
            durable.end(true);
            throw failed;
        }
        engine.owe(durable.outcome());
        engine.writer.start();
        return engine;
    }

    /** Losses of the process before that are not told in their files yet. */
    void owe(Recovery.Outcome outcome) {
        String unknown = outcome.unknown();
        long now = clock.millis();
        for (LogStream stream : state.streams().values()) {
            if (stream.spec().target() instanceof Target.File target) {
                Loss.Report owed = outcome.owed().get(target.path());
                if (owed != null) {
                    stream.loss().add(owed);
                }
                if (unknown != null) {
                    stream.loss().addUnknown(now, now, unknown);
                }
            }
        }
    }

    /** Where the ring lives and what that means, in words for {@code status}. */
    String describeRing() {
        return durable.describe();
    }

    /** Bytes in the ring that are not in their files yet, and how many it holds. */
    RingView ring() {
        return new RingView(ring.tail() - ring.head(), ring.capacity(), ring.isDurable());
    }

    /** The route of a logger under the configuration in force. */
    Route route(String logger) {
        Route route = state.table().route(logger);
        if (routes.get(route.id()) != route) {
            durable.note(route);
            routes.set(route);
        }
        return route;
    }

    /** The configuration in force. */
    LoggingPlan plan() {
        return state.plan();
    }

    /** Appends an encoded record; false when it was refused. */
    public boolean append(Route route, int level, long epochMillis, RecordEncoder encoder) {
        return offer(route, level, epochMillis, encoder) != Acceptance.REFUSED;
    }

    /**
     * Appends an encoded record. Waits for room, and where a stream promises it for the file, for the configured time at
     * most each; for room once for each time that the writer stands still.
     */
    public Acceptance offer(Route route, int level, long epochMillis, RecordEncoder encoder) {
        if (encoder.wasCut()) {
            counters.cut();
        }
        long end = appendOrWait(route, level, encoder);
        if (end < 0) {
            counters.refuse(1);
            for (LogStream stream : route.streams(level)) {
                stream.lose(epochMillis, 1, "the ring was full");
            }
            return Acceptance.REFUSED;
        }
        try {
            return settle(route, level, end) ? Acceptance.KEPT : Acceptance.WAITING;
        } catch (StackOverflowError | OutOfMemoryError accepted) {
            return Acceptance.WAITING;
        }
    }

    /** Sees to it that an accepted record is written as promised; false when it is not in time. */
    private boolean settle(Route route, int level, long end) {
        if (!route.awaitsFile(level) || Writer.isWriterThread()) {
            ring.wakeIfParked();
            return true;
        }
        ring.wake();
        boolean kept = writer.awaitWritten(end, maxWaitNanos);
        for (LogStream stream : route.streams(level)) {
            kept &= stream.spec().durability() == Durability.PROCESS
                    || !stream.sink().isFailing();
        }
        if (route.awaitsDisk(level)) {
            kept &= diskWait.await(route.streams(level), maxWaitNanos);
        }
        return kept;
    }

    private long appendOrWait(Route route, int level, RecordEncoder encoder) {
        Utf8Buffer bytes = encoder.bytes();
        if (bytes.length() > ring.maxRecordBytes()) {
            return -1;
        }
        if (writer.isCurrentThread()) {
            return ring.append(bytes, route.id(), ring.capacity());
        }
        int limit = route.share(level).bytes(ring.capacity());
        long end = ring.append(bytes, route.id(), limit);
        boolean hasRoomOrMustNotWait = end >= 0 || stalls.hasWaited(ring.head()) || Writer.isWriterThread();
        return hasRoomOrMustNotWait ? end : waitForRoom(bytes, route.id(), limit);
    }

    private long waitForRoom(Utf8Buffer bytes, int routeId, int limit) {
        long deadline = System.nanoTime() + maxWaitNanos;
        while (System.nanoTime() < deadline && writer.isAlive()) {
            ring.wake();
            LockSupport.parkNanos(this, LOOK_NANOS);
            long end = ring.append(bytes, routeId, limit);
            if (end >= 0) {
                return end;
            }
        }
        stalls.waited(ring.head());
        return -1;
    }

    /**
     * Puts another plan in force. Files that stay keep their open stream; the plan before stays in force when a file of
     * the new one cannot be opened.
     *
     * @throws IOException when a stream's file cannot be opened
     */
    void swap(LoggingPlan plan) throws IOException {
        synchronized (reloading) {
            awaitRetirements();
            prepare(plan).commit();
        }
    }

    /** Waits until files that a reload left behind are closed, so that another one may open them. */
    void awaitRetirements() throws IOException {
        if (!awaitRetired(RETIRE_NANOS)) {
            throw new IOException("the files of the plan before are not written yet; try again");
        }
    }

    /** Waits until the files that the last swap left behind are closed; false when time ran out. */
    boolean awaitRetired(long nanos) {
        return writer.awaitRetirements(nanos);
    }

    /**
     * Opens the files of another plan. One reload at a time, and only after {@link #awaitRetirements}.
     *
     * @throws IOException when a stream's file cannot be opened; then nothing was done
     */
    Prepared prepare(LoggingPlan plan) throws IOException {
        EngineState before = state;
        moveFrom(before.plan(), plan);
        var streams = new LinkedHashMap<String, LogStream>();
        var opened = new ArrayList<LineSink>();
        Map<Path, FileSink> files = before.files();
        var rules = new ArrayList<Runnable>();
        int firstStream = nextStream;
        expect(plan);
        try {
            for (StreamSpec spec : plan.streams()) {
                LineSink sink = sink(
                        spec,
                        files,
                        opened,
                        rules,
                        plan.zone(),
                        before.streams().get(spec.name()));
                FileOpener.syncRules(spec, sink);
                streams.put(spec.name(), new LogStream(nextStream++, spec, sink, accounts.of(spec.name())));
            }
        } catch (IOException failed) {
            opened.forEach(LineSink::close);
            expect(before.plan());
            throw failed;
        }
        var next = new EngineState(plan, streams, new RouteTable(plan, streams, this::newRouteId));
        return new Prepared(before, next, opened, rules, firstStream);
    }

    private void expect(LoggingPlan plan) {
        budget.expect(plan.directory(), plan.budget());
    }

    /** A plan whose files are open and that is not in force yet. */
    final class Prepared {
        private final EngineState before;
        private final EngineState next;
        private final List<LineSink> opened;
        private final List<Runnable> rules;
        private final int firstStream;

        private Prepared(
                EngineState before, EngineState next, List<LineSink> opened, List<Runnable> rules, int firstStream) {
            this.before = before;
            this.next = next;
            this.opened = opened;
            this.rules = rules;
            this.firstStream = firstStream;
        }

        /** Puts it in force; touches nothing but the ledger. */
        void commit() {
            for (LogStream stream : next.here()) {
                if (stream.spec().target() instanceof Target.File target && stream.sink() instanceof FileSink sink) {
                    durable.note(stream, target, sink.fileId());
                }
            }
            opened.forEach(sink -> {
                if (sink instanceof FileSink file) {
                    drain.add(file);
                }
            });
            durable.shares(budget, next.plan());
            budget.settle();
            maxWaitNanos = next.plan().ring().maxWait().toNanos();
            state = next;
            writer.streams(next.here(), next.retired(before), rules, next.plan().zone());
            forgetPlanBeforeLast(before, firstStream);
        }

        /** Closes what it opened. */
        void abandon() {
            opened.forEach(LineSink::close);
            expect(before.plan());
        }
    }

    /** The stream that has the place of one which a reload left behind; that one itself when none has. */
    private LogStream successor(LogStream closed) {
        LogStream now = state.streams().get(closed.spec().name());
        return now != null && now.spec().isHere() ? now : closed;
    }

    /**
     * Callers may use routes of the plan before for a moment; those of the one before that are gone, and what was logged by
     * them is forgotten once it is written.
     */
    private void forgetPlanBeforeLast(EngineState before, int firstStream) {
        leaving.add(new Leaving(ring.tail(), keptStreams, keptRoutes));
        while (!leaving.isEmpty() && leaving.peek().writtenTo() <= ring.head()) {
            Leaving gone = leaving.remove();
            durable.forget(gone.firstStream(), gone.routes());
        }
        keptStreams = firstStream;
        keptRoutes = before.table().routes().stream().map(Route::id).toList();
    }

    /** Another log directory: what was left there is recovered first, and it learns where the ring is. */
    private void moveFrom(LoggingPlan before, LoggingPlan plan) throws IOException {
        if (!before.streams().isEmpty() && !before.directory().equals(plan.directory())) {
            durable.moveTo(plan, compressor, clock);
        }
    }

    private LineSink sink(
            StreamSpec spec,
            Map<Path, FileSink> files,
            List<LineSink> opened,
            List<Runnable> rules,
            ZoneId zone,
            @Nullable LogStream before)
            throws IOException {
        if (spec.target() instanceof Target.File target) {
            FileSink open = files.get(target.path());
            if (open != null) {
                rules.add(() -> {
                    Budget.Member account = open.file().budget();
                    if (account != null) {
                        account.share(target.share());
                    }
                    open.file().rules(target.rotation(), target.retention(), zone);
                });
                return open;
            }
            FileSink sink = opener.open(target, zone, accounts.of(spec.name()));
            files.put(target.path(), sink);
            opened.add(sink);
            return sink;
        }
        if (spec.target() instanceof Target.Console target) {
            if (before != null && before.spec().target().equals(target)) {
                return before.sink();
            }
            var sink = ConsoleSink.on(target.error());
            opened.add(sink);
            return sink;
        }
        return new NoSink();
    }

    private int newRouteId() {
        return Math.floorMod(nextRoute.getAndIncrement(), RouteSlots.COUNT);
    }

    /** How the budget of the log directory stands; null when there is none. */
    Budget.@Nullable View budget() {
        return budget.view();
    }

    /** Whether the budget has room for a file of so many bytes that can be made again. */
    boolean admitDerived(long bytes) {
        return budget.admitDerived(bytes);
    }

    /** The streams at work, in the plan's order. */
    List<StreamView> streams() {
        return state.streams().values().stream()
                .map(stream -> stream.view(standsStill()))
                .toList();
    }

    /** Whether its writer has been at one step for long. */
    boolean standsStill() {
        return writer.standsStill();
    }

    /** Begins a new file in the stream of this title or name, soon, on the writer thread; false when there is none. */
    boolean rotate(String name) {
        LogStream stream = state.find(name);
        if (stream == null) {
            return false;
        }
        writer.rotate(stream);
        return true;
    }

    /** Waits until everything appended so far is written, {@code millis} at most; false when time ran out. */
    boolean flush(long millis) {
        ring.wake();
        return writer.awaitWritten(ring.tail(), millis * 1_000_000L);
    }

    /** Writes everything accepted and closes the streams; {@code millis} at most. */
    void close(long millis) {
        writer.stop(millis);
        sync.close();
        compressor.close();
        if (!writer.isAlive()) {
            durable.end(writer.endedWhole());
        }
    }

    @Override
    public void close() {
        close(1_500);
    }
}

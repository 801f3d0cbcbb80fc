package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.ring.RingFile;
import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.Compressor;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All engines of a process: one for the log directory, and one for each other volume that streams have files on, so that
 * a volume that is slow or stands still holds up nobody else. Rings and ledgers of all lie with the log directory: a log
 * call touches the other volumes never, only their writers do. A volume that no stream is on any more keeps its engine, at
 * rest, until the end. Any thread; one reload at a time.
 */
public final class Volumes implements AutoCloseable {
    private static final long CLOSE_MILLIS = 1_500;

    /** What an engine may take to sync and to pack at its end, besides the time to write. */
    private static final long ENDING_MILLIS = 300;

    private static final int LONGEST_NAME = 60;

    private final Surroundings around;
    private final Function<Path, Object> volumeOf;
    private final Engine main;
    private final Object routing = new Object();

    /** Engines of other volumes, with and without streams; changed by the one reload. */
    private final Map<Object, Engine> others = new LinkedHashMap<>();

    private Placement placement;

    /** Engines that have streams, the log directory's first; with the plan, swapped under {@link #routing}. */
    private List<Engine> atWork;

    /** All engines. */
    private volatile List<Engine> all;

    private volatile LoggingPlan plan;

    private Volumes(
            LoggingPlan plan, Engine main, Placement placement, Surroundings around, Function<Path, Object> volumeOf) {
        this.plan = plan;
        this.main = main;
        this.placement = placement;
        this.around = around;
        this.volumeOf = volumeOf;
        this.atWork = List.of(main);
        this.all = List.of(main);
    }

    /**
     * Starts one engine on a ring in memory, for a plan without files.
     *
     * @param notices is told of every rotation, on a writer thread
     * @throws IOException when a stream's file cannot be opened
     */
    public static Volumes start(
            LoggingPlan plan,
            Ring ring,
            Counters counters,
            InstantSource clock,
            SelfLog selfLog,
            Consumer<String> notices)
            throws IOException {
        var around = new Surroundings(counters, clock, selfLog, notices);
        Function<Path, Object> everywhere = path -> Placement.HOME;
        Placement placement = Placement.none().of(plan, everywhere);
        return new Volumes(plan, Engine.start(plan, ring, around), placement, around, everywhere);
    }

    /**
     * Brings records that a process before left in its rings into their files, and starts an engine for each volume, see
     * {@link Engine#startDurable}. The caller owns the log directory.
     *
     * @param notices is told of every rotation, on a writer thread
     * @throws IOException when a stream's file cannot be opened
     */
    public static Volumes startDurable(
            LoggingPlan plan, Counters counters, InstantSource clock, SelfLog selfLog, Consumer<String> notices)
            throws IOException {
        return startDurable(plan, new Surroundings(counters, clock, selfLog, notices), Placement::volumeOf);
    }

    static Volumes startDurable(LoggingPlan plan, Surroundings around, Function<Path, Object> volumeOf)
            throws IOException {
        Map<Path, Loss.Report> owed = recover(plan.directory(), around);
        Placement placement = Placement.none().of(plan, volumeOf);
        LoggingPlan seen = placement.seenBy(Placement.HOME, plan, plan.directory());
        Engine main = Engine.startDurable(seen, plan.ring().bytes(), around);
        var volumes = new Volumes(plan, main, placement, around, volumeOf);
        try {
            volumes.put(volumes.begin(placement, plan));
        } catch (IOException | RuntimeException failed) {
            main.close();
            throw failed;
        }
        if (!owed.isEmpty()) {
            volumes.all.forEach(engine -> engine.owe(new Recovery.Outcome(null, owed)));
        }
        return volumes;
    }

    /** What the process before left for other volumes comes first: its files may be another engine's now. */
    private static Map<Path, Loss.Report> recover(Path directory, Surroundings around) {
        if (RingGlance.volumes(directory).isEmpty()) {
            return Map.of();
        }
        try (var compressor = new Compressor(around.selfLog())) {
            return DurableRing.recoverVolumes(directory, compressor, around.clock(), around.selfLog());
        }
    }

    /** Starts engines for volumes that have none; all or none. */
    private Map<Object, Engine> begin(Placement next, LoggingPlan nextPlan) throws IOException {
        var begun = new LinkedHashMap<Object, Engine>();
        try {
            for (Map.Entry<Object, Path> volume : next.others().entrySet()) {
                if (!others.containsKey(volume.getKey())) {
                    begun.put(volume.getKey(), begin(volume.getKey(), volume.getValue(), next, nextPlan, begun));
                }
            }
        } catch (IOException | RuntimeException failed) {
            begun.values().forEach(Engine::close);
            throw failed;
        }
        return begun;
    }

    private Engine begin(Object volume, Path file, Placement next, LoggingPlan nextPlan, Map<Object, Engine> alsoBegun)
            throws IOException {
        var taken = new ArrayList<Path>();
        others.values().forEach(engine -> taken.add(engine.plan().directory()));
        alsoBegun.values().forEach(engine -> taken.add(engine.plan().directory()));
        LoggingPlan seen = next.seenBy(volume, nextPlan, place(file, nextPlan.directory(), taken));
        int ringBytes = nextPlan.ring().bytes();
        boolean lasting = file.getFileSystem().equals(nextPlan.directory().getFileSystem());
        return lasting
                ? Engine.startDurable(seen, ringBytes, around)
                : Engine.start(seen, Ring.inMemory(ringBytes), around);
    }

    /** Where ring and ledger of a volume are, named after the directory of its first file. */
    private static Path place(Path file, Path home, List<Path> taken) {
        String all = String.valueOf(file.getParent()).replaceAll("[^A-Za-z0-9._]+", "-");
        String name = all.substring(Math.max(0, all.length() - LONGEST_NAME)).replaceAll("^[-.]+", "");
        Path place = RingFile.volume(home, name.isEmpty() ? "root" : name);
        for (int number = 2; taken.contains(place); number++) {
            place = RingFile.volume(home, name + "-" + number);
        }
        return place;
    }

    private void put(Map<Object, Engine> begun) {
        others.putAll(begun);
        var working = new ArrayList<Engine>(List.of(main));
        placement.others().keySet().forEach(volume -> working.add(engine(volume)));
        atWork = List.copyOf(working);
        var every = new ArrayList<Engine>(List.of(main));
        every.addAll(others.values());
        all = List.copyOf(every);
    }

    private Engine engine(Object volume) {
        Engine engine = others.get(volume);
        if (engine == null) {
            throw new IllegalStateException("no engine was begun for " + volume);
        }
        return engine;
    }

    /** Where the records of a logger go under the configuration in force. */
    public Way way(String logger) {
        synchronized (routing) {
            var engines = new ArrayList<Engine>();
            var routes = new ArrayList<Route>();
            for (Engine engine : atWork) {
                Route route = engine.route(logger);
                if (route.threshold() != Route.NOBODY) {
                    engines.add(engine);
                    routes.add(route);
                }
            }
            return engines.isEmpty() ? new Way(List.of(main), List.of(main.route(logger))) : new Way(engines, routes);
        }
    }

    /** The configuration in force. */
    public LoggingPlan plan() {
        return plan;
    }

    /**
     * Puts another plan in force on all volumes, or on none. Ways from before may be used for a moment.
     *
     * @throws IOException when a stream's file cannot be opened, or a volume has not written yet what a reload before left
     */
    public synchronized void swap(LoggingPlan next) throws IOException {
        Placement to = placement.of(next, volumeOf);
        var seen = new LinkedHashMap<Engine, LoggingPlan>();
        seen.put(main, to.seenBy(Placement.HOME, next, next.directory()));
        others.forEach((volume, engine) -> {
            if (placement.others().containsKey(volume) || to.others().containsKey(volume)) {
                seen.put(engine, to.seenBy(volume, next, engine.plan().directory()));
            }
        });
        for (Engine engine : seen.keySet()) {
            engine.awaitRetirements();
        }
        var prepared = new ArrayList<Engine.Prepared>();
        Map<Object, Engine> begun;
        try {
            for (Map.Entry<Engine, LoggingPlan> engine : seen.entrySet()) {
                prepared.add(engine.getKey().prepare(engine.getValue()));
            }
            begun = begin(to, next);
        } catch (IOException | RuntimeException failed) {
            prepared.forEach(Engine.Prepared::abandon);
            throw failed;
        }
        synchronized (routing) {
            prepared.forEach(Engine.Prepared::commit);
            placement = to;
            plan = next;
            put(begun);
        }
    }

    /** Waits until the files that the last swap left behind are closed; false when time ran out. */
    public boolean awaitRetired(long nanos) {
        boolean closed = true;
        long deadline = System.nanoTime() + nanos;
        for (Engine engine : all) {
            closed &= engine.awaitRetired(Math.max(0, deadline - System.nanoTime()));
        }
        return closed;
    }

    /** Where the rings live and what that means, in words for {@code status}. */
    public String describeRing() {
        var words = new StringBuilder(main.describeRing());
        List<Engine> working;
        synchronized (routing) {
            working = atWork;
        }
        for (Engine engine : working.subList(1, working.size())) {
            words.append("; for ")
                    .append(engine.plan().directory().getFileName())
                    .append(": ")
                    .append(engine.describeRing());
        }
        return words.toString();
    }

    /** How full the ring of the log directory is. */
    public RingView ring() {
        return main.ring();
    }

    /** How the budget of the log directory stands; null when there is none. */
    public Budget.@Nullable View budget() {
        return main.budget();
    }

    /** Whether the budget of the log directory has room for a file of so many bytes that can be made again. */
    public boolean admitDerived(long bytes) {
        return main.admitDerived(bytes);
    }

    /** The streams at work, in the plan's order. */
    public List<StreamView> streams() {
        var still = new HashSet<String>();
        for (Engine engine : all) {
            if (engine.standsStill()) {
                engine.plan().streams().stream().filter(StreamSpec::isHere).forEach(spec -> still.add(spec.name()));
            }
        }
        return plan.streams().stream()
                .map(spec -> around.accounts().of(spec.name()).view(spec, still.contains(spec.name())))
                .toList();
    }

    /** Begins a new file in the stream of this title or name, soon; false when there is none. */
    public boolean rotate(String name) {
        return all.stream().anyMatch(engine -> engine.rotate(name));
    }

    /** Runs what every call needs once, so that none fails for ever where the first finds no stack or memory left. */
    public void prepareCalls() {
        WarmUp.call();
    }

    /** Runs what rare records need once, so that none of them is the first. */
    public void warmUp() {
        WarmUp.run(plan.zone());
    }

    /** Waits until everything appended so far is written, {@code millis} at most; false when time ran out. */
    public boolean flush(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean written = true;
        for (Engine engine : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            written &= engine.flush(Math.max(0, left));
        }
        return written;
    }

    /**
     * Writes everything accepted and closes the streams; {@code millis} at most, and a moment to sync. A volume that stands
     * still holds up no other: what it has not written by then is in its ring, for the next start.
     */
    public void close(long millis) {
        List<Engine> every = all;
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis + ENDING_MILLIS);
        var ends = new ArrayList<Thread>();
        for (Engine engine : every.subList(1, every.size())) {
            var end = new Thread(() -> engine.close(Long.MAX_VALUE), "log-end");
            end.setDaemon(true);
            end.start();
            ends.add(end);
        }
        main.close(millis);
        for (Thread end : ends) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            join(end, Math.max(1, left));
        }
    }

    private static void join(Thread end, long millis) {
        try {
            end.join(millis);
        } catch (InterruptedException kept) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        close(CLOSE_MILLIS);
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.DryRun;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Permissions;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Target;
import io.webbrick.gateway.logging.stream.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The door: starts, reloads, inspects and stops the logging of this process. A process has one at a time; its loggers
 * stay the same objects through starts and reloads. Any thread.
 *
 * <pre>{@code
 * GatewayLogging logging = GatewayLogging.start(LoggingOptions.of(List.of(Path.of("conf", "log.cfg"))));
 * LoggerFactory.getLogger("WebBrickGateway.Heating").info("boiler on, {} degrees", 61.5);
 * logging.close();
 * }</pre>
 */
public final class GatewayLogging implements AutoCloseable {
    private static final long CLOSE_MILLIS = 700;

    private static final long QUIET_NANOS = 50_000_000;
    private static final long SETTLE_NANOS = 300_000_000;
    private static final String CHANGES = "EventDespatch";

    private static final Map<String, LogHandle> HANDLES = new ConcurrentHashMap<>();
    private static final Object STARTING = new Object();
    private static volatile @Nullable GatewayLogging current;
    private static volatile @Nullable Supplier<@Nullable Map<String, String>> mdcSource;

    private final LoggingOptions options;
    private final Counters counters = new Counters();
    private final SelfLog selfLog;
    private final Volumes volumes;
    private final ConfigInForce inForce;
    private final LiveLevels levels;
    private final ConfigWatch watch;
    private final Snapshots snapshots;
    private final Shippers shippers;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** How many of {@link LogHandle#unsaid()} are counted; those of the logging before are not ours. */
    private int unsaidCounted = LogHandle.unsaid();

    private GatewayLogging(
            LoggingOptions options, Configuration configuration, @Nullable DirectoryLock lock, SelfLog selfLog)
            throws IOException {
        this.options = options;
        this.selfLog = selfLog;
        var changes = new RunTimeLevels(configuration.levels(), options.clock(), selfLog);
        LoggingPlan plan = changes.over(configuration.plan());
        InstantSource clock = options.clock();
        this.volumes = lock == null
                ? Volumes.start(plan, Ring.inMemory(plan.ring().bytes()), counters, clock, selfLog, this::logChange)
                : Volumes.startDurable(plan, counters, clock, selfLog, this::logChange);
        this.inForce = new ConfigInForce(
                options, configuration, changes, lock, volumes, selfLog, this::rebind, HANDLES::keySet);
        this.levels = new LiveLevels(inForce, clock, HANDLES::keySet);
        this.watch = new ConfigWatch(options.sources().candidates(), this::reloadQuietly);
        this.shippers = new Shippers(options.gatewayId(), clock, selfLog);
        this.snapshots = new Snapshots(volumes::plan, clock, selfLog, () -> volumes.flush(CLOSE_MILLIS));
    }

    /**
     * Starts logging for this process: takes the log directory, loads the configuration and writes from now on. With a
     * broken configuration it starts with the last good one, else the built-in one, and says so on Screen and in Error.
     * Whoever starts it closes it.
     *
     * @throws ConfigurationException under {@code strict} when the configuration cannot be used
     * @throws IOException when the log directory cannot be used: not writable, or taken by another process; the message
     *     says what to do
     */
    public static GatewayLogging start(LoggingOptions options) throws IOException, ConfigurationException {
        synchronized (STARTING) {
            GatewayLogging before = current;
            if (before != null) {
                before.close();
            }
            return startAlone(options);
        }
    }

    private static GatewayLogging startAlone(LoggingOptions options) throws IOException, ConfigurationException {
        long found = ConfigWatch.fingerprint(options.sources().candidates());
        Configuration configuration = Configuration.load(options);
        DirectoryLock lock = LogDirectory.take(configuration.plan().directory());
        try {
            var logging = new GatewayLogging(options, configuration, lock, SelfLog.onStandardError(options.clock()));
            install(logging);
            logging.begin(found);
            return logging;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static void install(GatewayLogging logging) {
        logging.volumes.prepareCalls();
        current = logging;
        HANDLES.values().forEach(handle -> handle.bind(logging, logging.volumes, false));
    }

    /** {@code found} stood in the files before they were loaded. */
    private void begin(long found) {
        inForce.tellStart();
        if (Permissions.mayOthersWrite(volumes.plan().directory())) {
            selfLog.problem("everybody may write into log directory "
                    + volumes.plan().directory() + "; take that away: chmod o-w");
        }
        var rest = new Thread(this::finishStart, "log-start");
        rest.setDaemon(true);
        rest.start();
        watch.start(found);
        levels.start();
        snapshots.planned();
        shippers.follow(volumes.plan());
    }

    /**
     * What no record waits for: the copy of a good configuration, and paths that the first rare record would need. A
     * program that has ended by then needs neither.
     */
    private void finishStart() {
        LockSupport.parkNanos(this, SETTLE_NANOS);
        if (closed) {
            return;
        }
        volumes.warmUp();
        inForce.keepAsLastGood();
    }

    /** The logging of this process; a plain application's is set up at the first use. */
    public static GatewayLogging current() {
        GatewayLogging logging = current;
        if (logging != null) {
            return logging;
        }
        synchronized (STARTING) {
            logging = current;
            return logging == null ? OwnStack.run(GatewayLogging::plain) : logging;
        }
    }

    private static GatewayLogging plain() {
        var clock = InstantSource.system();
        SelfLog selfLog = SelfLog.onStandardError(clock);
        try {
            Optional<Path> file = PlainApplication.configuration();
            if (file.isPresent()) {
                GatewayLogging logging = startAlone(LoggingOptions.of(List.of(file.get())));
                closeAtExit(logging);
                return logging;
            }
        } catch (IOException | ConfigurationException | RuntimeException failed) {
            selfLog.problem("logging to standard error only", failed);
        }
        GatewayLogging logging = console(Level.INFO, selfLog, clock);
        closeAtExit(logging);
        return logging;
    }

    /**
     * Logging for a process that must not touch a log directory, such as a command that reads one: records of this level
     * and above go to standard error.
     */
    public static GatewayLogging startOnConsole(Level level) {
        synchronized (STARTING) {
            GatewayLogging before = current;
            if (before != null) {
                before.close();
            }
            var clock = InstantSource.system();
            return console(level, SelfLog.onStandardError(clock), clock);
        }
    }

    private static GatewayLogging console(Level level, SelfLog selfLog, InstantSource clock) {
        var plan = LoggingPlan.onStandardError(level, ZoneId.systemDefault());
        var options = new LoggingOptions(List.of(), null, null, null, false, clock);
        try {
            var logging = new GatewayLogging(options, Configuration.builtIn(plan), null, selfLog);
            install(logging);
            return logging;
        } catch (IOException impossible) {
            throw new IllegalStateException("a console needs no file", impossible);
        }
    }

    private static void closeAtExit(GatewayLogging logging) {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(logging::closeAtEnd, "log-close"));
        } catch (IllegalStateException alreadyStopping) {
            logging.selfLog.problem("logging began while the process was stopping", alreadyStopping);
        }
    }

    /** Shutdown hooks run together and may log: closes once none has for a moment, or when the deadline is there. */
    private void closeAtEnd() {
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        long seen = -1;
        while (!closed && ShutdownHooks.mayRun() && counters.accepted() != seen && System.nanoTime() < deadline) {
            seen = counters.accepted();
            LockSupport.parkNanos(this, QUIET_NANOS);
            volumes.flush(CLOSE_MILLIS);
        }
        close();
    }

    /** Loads and checks configuration files; touches no log. */
    public static ConfigReport check(LoggingOptions options) {
        return Configuration.check(options);
    }

    /** Answers one case of a dry run, as JSON; its files go into this directory, which is best in memory. */
    public static String dryRun(String line, Path directory, InstantSource now) {
        return DryRun.answer(line, directory, now);
    }

    /** The logger of this name; the same object at every call, before and after a start. */
    public static LogHandle handle(String name) {
        LogHandle known = HANDLES.get(name);
        if (known != null) {
            return known;
        }
        LogHandle handle = HANDLES.computeIfAbsent(LoggerName.meant(name), LogHandle::new);
        GatewayLogging logging = current;
        if (logging != null && !logging.closed) {
            handle.bind(logging, logging.volumes, false);
        }
        return handle;
    }

    /** Says once where the context of the calling thread comes from. */
    public static void mdc(Supplier<@Nullable Map<String, String>> source) {
        mdcSource = source;
    }

    static @Nullable Map<String, String> mdc() {
        var source = mdcSource;
        return source == null ? null : source.get();
    }

    /** The logger of this name for lines in their final grammar. */
    public Journal journal(String loggerName) {
        return new StreamJournal(handle(loggerName));
    }

    /** Reads the files again; on any error the configuration in force stays. */
    public ConfigReport reload() {
        return inForce.reload();
    }

    /** Levels of loggers, to be seen and set while the process runs. */
    public LoggerLevels levels() {
        return levels;
    }

    /** Sinks that programs add to loggers while the process runs. */
    public LoggerSinks sinks() {
        return new LiveSinks(inForce, selfLog);
    }

    /** Ends levels whose time is over, as the thread that waits for it does. */
    void endLevels() {
        inForce.endLevels();
    }

    private void rebind(Set<String> muted) {
        HANDLES.values().forEach(handle -> handle.bind(this, volumes, muted.contains(handle.name())));
        snapshots.planned();
        shippers.follow(volumes.plan());
        for (Runnable follower : followers) {
            try {
                follower.run();
            } catch (RuntimeException failed) {
                selfLog.problem("somebody cannot follow the new configuration", failed);
            }
        }
    }

    /**
     * Tells {@code follower} each time that zone, streams, files or log directory may have become others: on the thread that has
     * put them in force, before a log directory that is left may be another process's. It returns soon and changes nothing of
     * the logging.
     */
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    private void logChange(String text) {
        handle(CHANGES).log(Level.INFO.number(), text);
    }

    InstantSource clock() {
        return options.clock();
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** A record of level CRITICAL was accepted. */
    void fatal() {
        snapshots.fatal();
    }

    /**
     * Where the records of an earlier life of a log directory lie, as files of a log directory.
     *
     * @param logs the log directory; null when nobody knows one
     * @param options what is configured, for when the log directory knows nothing
     * @param back -1 for the life before the one at hand, -2 for the one before that
     * @throws IOException when there is none, saying what to do
     */
    public static Path snapshot(@Nullable Path logs, LoggingOptions options, int back) throws IOException {
        return EarlierLives.find(logs, options, back);
    }

    /** A record that failed on its way into the ring. */
    void gaveUp(String logger, Throwable unexpected) {
        counters.refuse(1);
        selfLog.problem("a record of " + logger + " could not be encoded and is lost", unexpected);
    }

    private synchronized void countUnsaid() {
        int all = LogHandle.unsaid();
        counters.refuse(all - unsaidCounted);
        unsaidCounted = all;
    }

    /** How everything stands. */
    public LoggingStatus status() {
        LoggingPlan plan = volumes.plan();
        Configuration now = inForce.configuration();
        countUnsaid();
        BudgetStatus budget = StatusReader.budget(volumes);
        return new LoggingStatus(
                inForce.hasDirectory() ? plan.directory() : null,
                now.origin(),
                now.problems(),
                volumes.describeRing(),
                budget,
                counters.accepted(),
                counters.stored(),
                counters.lost(),
                counters.missingAttributes(),
                levels.doubtful(),
                StatusReader.troubles(shippers.problems(), selfLog),
                StatusReader.streams(volumes, options.clock().instant(), budget),
                shippers.status(),
                Rotation.isPlausible(options.clock().millis()),
                StatusReader.ring(volumes));
    }

    /** What readers of the streams want to know besides their files. */
    public StreamReading reading() {
        return new LiveReading(
                volumes,
                inForce::hasDirectory,
                () -> inForce.configuration().series().searchPercent() / 100.0);
    }

    /** The newest file of a stream, by its title in any case; empty when there is no such stream or it has no file. */
    public Optional<Path> file(String stream) {
        return volumes.plan().streams().stream()
                .filter(spec ->
                        spec.title().equalsIgnoreCase(stream) || spec.name().equalsIgnoreCase(stream))
                .map(spec ->
                        spec.target() instanceof Target.File file ? Optional.of(file.path()) : Optional.<Path>empty())
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The newest files that configuration gives the streams, by title, for a command that reads a stopped gateway's. */
    public static Map<String, Path> configuredFiles(LoggingOptions options) {
        try {
            return Configuration.load(options).files();
        } catch (ConfigurationException broken) {
            return Map.of();
        }
    }

    /** What configuration says of readings, for a command that reads a stopped gateway's. */
    public static ConfiguredSeries configuredSeries(LoggingOptions options) {
        try {
            return ConfiguredSeries.of(Configuration.load(options).series());
        } catch (ConfigurationException broken) {
            return ConfiguredSeries.NONE;
        }
    }

    /** What the configuration in force says of readings. */
    public ConfiguredSeries series() {
        return ConfiguredSeries.of(inForce.configuration().series());
    }

    /** What the configuration in force says of watched HTTP requests. */
    public ConfiguredWire wire() {
        return ConfiguredWire.of(inForce.configuration().wire());
    }

    /**
     * Lets the readers of this process see records that a process which died has left in its ring, as they are going to
     * stand in this newest file; nothing is changed on the disk. Returns how many there are, 0 while a process writes.
     */
    public static int showUnwritten(Path newest) {
        return Leftovers.show(newest);
    }

    /** How many records a process that died has left in its ring, by the newest file they belong to. */
    public static Map<Path, Integer> unwritten(Path directory) {
        return Leftovers.count(directory);
    }

    /** Where indexes of series may be kept; empty without a log directory. */
    public Optional<DerivedFiles> seriesFiles() {
        return inForce.hasDirectory()
                ? Optional.of(DerivedFiles.series(volumes.plan().directory(), volumes::admitDerived))
                : Optional.empty();
    }

    /** The zone of the configuration in force. */
    public java.time.ZoneId zone() {
        return volumes.plan().zone();
    }

    /** Tells a second process that wants this directory who has it, beyond the process id: the gateway's address. */
    public void describeOwner(String text) throws IOException {
        inForce.describeOwner(text);
    }

    /** Begins a new file in this stream now. */
    public boolean rotate(String stream) {
        return volumes.rotate(stream);
    }

    /** Waits until everything logged so far is written, {@code millis} at most; false when time ran out. */
    public boolean flush(long millis) {
        return volumes.flush(millis);
    }

    /** Writes everything accepted and lets the directory go; at most two seconds, and five more to deliver logs in memory. */
    @Override
    public void close() {
        synchronized (STARTING) {
            if (closed) {
                return;
            }
            closed = true;
            watch.close();
            levels.close();
            inForce.close(this::end);
        }
    }

    private void end() {
        if (current == this) {
            HANDLES.values().forEach(LogHandle::unbind);
            current = null;
        }
        if (!shippers.status().isEmpty()) {
            volumes.flush(CLOSE_MILLIS);
            shippers.close();
        }
        volumes.close(CLOSE_MILLIS);
        snapshots.close();
    }

    /** Reads the files again when they have changed; whether there is nothing left to do about them. */
    boolean reloadQuietly(BooleanSupplier unchanged) {
        return closed || inForce.reloadIf(unchanged);
    }
}

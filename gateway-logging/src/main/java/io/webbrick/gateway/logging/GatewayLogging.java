package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.DryRun;
import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Permissions;
import io.webbrick.gateway.logging.stream.Engine;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
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
    private static final String LIFECYCLE = "WebBrickGateway.Lifecycle";
    private static final String CONFIGURATION = "WebBrickLibs.LogConfig";
    private static final String CHANGES = "EventDespatch";

    private static final Map<String, LogHandle> HANDLES = new ConcurrentHashMap<>();
    private static final Object STARTING = new Object();
    private static volatile @Nullable GatewayLogging current;
    private static volatile @Nullable Supplier<@Nullable Map<String, String>> mdcSource;

    private final LoggingOptions options;
    private final Counters counters = new Counters();
    private final SelfLog selfLog;
    private final Engine engine;
    private final ConfigWatch watch;
    private final Snapshots snapshots;
    private @Nullable DirectoryLock lock;
    private volatile Configuration configuration;
    private volatile boolean closed;
    private final Object keeping = new Object();

    /** The configuration that was saved last; guarded by {@link #keeping}. */
    private @Nullable String kept;

    /** How many of {@link LogHandle#unsaid()} are counted; those of the logging before are not ours. */
    private int unsaidCounted = LogHandle.unsaid();

    private GatewayLogging(
            LoggingOptions options, Configuration configuration, @Nullable DirectoryLock lock, SelfLog selfLog)
            throws IOException {
        this.options = options;
        this.configuration = configuration;
        this.lock = lock;
        this.selfLog = selfLog;
        this.engine = lock == null
                ? Engine.start(
                        configuration.plan(),
                        Ring.inMemory(configuration.plan().ring().bytes()),
                        counters,
                        options.clock(),
                        selfLog,
                        this::logChange)
                : Engine.startDurable(
                        configuration.plan(),
                        configuration.plan().ring().bytes(),
                        counters,
                        options.clock(),
                        selfLog,
                        this::logChange);
        this.watch = new ConfigWatch(options.files(), this::reloadQuietly);
        this.snapshots = new Snapshots(engine::plan, options.clock(), selfLog, () -> engine.flush(CLOSE_MILLIS));
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
        Configuration configuration = Configuration.load(options);
        DirectoryLock lock = takeDirectory(configuration.plan().directory());
        try {
            var logging = new GatewayLogging(options, configuration, lock, SelfLog.onStandardError(options.clock()));
            install(logging);
            logging.begin();
            return logging;
        } catch (IOException | RuntimeException failed) {
            lock.close();
            throw failed;
        }
    }

    private static DirectoryLock takeDirectory(Path directory) throws IOException {
        try {
            Permissions.createDirectories(directory);
            if (!Files.isWritable(directory)) {
                throw new IOException("it is not writable");
            }
        } catch (IOException unusable) {
            throw new IOException(
                    "cannot write to log directory " + directory + " (" + reason(unusable)
                            + "); give it to user " + System.getProperty("user.name")
                            + ", or choose another with --logs DIR",
                    unusable);
        }
        return DirectoryLock.take(directory);
    }

    private static String reason(IOException failure) {
        String type = failure.getClass().getSimpleName();
        return type.equals("IOException") ? String.valueOf(failure.getMessage()) : type;
    }

    private static void install(GatewayLogging logging) {
        logging.engine.prepareCalls();
        current = logging;
        HANDLES.values().forEach(handle -> handle.bind(logging, logging.engine));
    }

    private void begin() {
        report(configuration);
        Path directory = configuration.plan().directory();
        if (Permissions.mayOthersWrite(directory)) {
            selfLog.problem("everybody may write into log directory " + directory + "; take that away: chmod o-w");
        }
        var rest = new Thread(this::finishStart, "log-start");
        rest.setDaemon(true);
        rest.start();
        watch.start();
        snapshots.planned();
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
        Configuration now = configuration;
        engine.warmUp();
        synchronized (keeping) {
            if (kept == null && !closed) {
                keepAsLastGood(now);
            }
        }
    }

    private void keepAsLastGood(Configuration good) {
        synchronized (keeping) {
            if (good.contentHash().equals(kept)) {
                return;
            }
            kept = good.contentHash();
            try {
                good.saveAsLastGood(options);
            } catch (IOException failed) {
                selfLog.problem(
                        "cannot keep a copy of the configuration in "
                                + good.plan().directory(),
                        failed);
            }
        }
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
            var logging = new GatewayLogging(
                    options, new Configuration(plan, "built-in", List.of(), false, ""), null, selfLog);
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
            engine.flush(CLOSE_MILLIS);
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
        LogHandle handle = HANDLES.computeIfAbsent(name, LogHandle::new);
        GatewayLogging logging = current;
        if (logging != null && !logging.closed) {
            handle.bind(logging, logging.engine);
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
        synchronized (STARTING) {
            ConfigReport report = Configuration.check(options);
            if (!report.usable()) {
                configuration =
                        new Configuration(configuration.plan(), configuration.origin(), report.problems(), true, "");
                reportProblems(configuration, "configuration cannot be used, the one in force stays");
                return report;
            }
            try {
                Configuration next = Configuration.load(options);
                moveTo(next.plan());
                configuration = next;
                keepAsLastGood(next);
                reportProblems(next, "configuration has problems");
                logChange("configuration reloaded: " + next.origin());
            } catch (IOException | ConfigurationException failed) {
                selfLog.problem("cannot put the new configuration in force, the old one stays", failed);
                handle(CONFIGURATION)
                        .log(
                                Level.ERROR.number(),
                                "cannot put the new configuration in force: {}",
                                failed.getMessage());
            }
            return report;
        }
    }

    private void reloadQuietly() {
        if (!closed) {
            reload();
        }
    }

    /** Puts a plan in force; another log directory is taken before the one in use is let go. */
    private void moveTo(LoggingPlan plan) throws IOException {
        boolean moves = !plan.directory().equals(configuration.plan().directory());
        DirectoryLock taken = moves ? takeDirectory(plan.directory()) : null;
        try {
            engine.swap(plan);
        } catch (IOException failed) {
            if (taken != null) {
                taken.close();
            }
            throw failed;
        }
        HANDLES.values().forEach(handle -> handle.bind(this, engine));
        snapshots.planned();
        if (taken != null) {
            DirectoryLock before = lock;
            lock = taken;
            if (before != null) {
                before.close();
            }
        }
    }

    private void report(Configuration loaded) {
        if (loaded.broken()) {
            reportProblems(loaded, "configuration cannot be used, started with the " + loaded.origin() + " one");
        } else {
            reportProblems(loaded, "configuration has problems");
        }
    }

    private void reportProblems(Configuration loaded, String what) {
        if (loaded.problems().isEmpty()) {
            return;
        }
        String all = String.join("; ", loaded.problems());
        Level level = loaded.broken() ? Level.ERROR : Level.WARNING;
        handle(LIFECYCLE).log(level.number(), "{}: {}", what, all);
        handle(CONFIGURATION).log(level.number(), "{}: {}", what, all);
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
        LoggingPlan plan = engine.plan();
        Configuration now = configuration;
        countUnsaid();
        BudgetStatus budget = StatusReader.budget(engine);
        return new LoggingStatus(
                lock == null ? null : plan.directory(),
                now.origin(),
                now.problems(),
                engine.describeRing(),
                budget,
                counters.accepted(),
                counters.stored(),
                counters.lost(),
                selfLog.problems().stream().map(GatewayLogging::describe).toList(),
                engine.streams().stream()
                        .map(stream -> StatusReader.of(
                                stream, plan.zone(), options.clock().instant(), budget))
                        .toList());
    }

    private static String describe(SelfLog.Problem problem) {
        return problem.count() == 1 ? problem.text() : problem.text() + " (" + problem.count() + " times)";
    }

    /** The newest file of a stream, by its title in any case; empty when there is no such stream or it has no file. */
    public Optional<Path> file(String stream) {
        return engine.plan().streams().stream()
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

    /** The zone of the configuration in force. */
    public java.time.ZoneId zone() {
        return engine.plan().zone();
    }

    /** Tells a second process that wants this directory who has it, beyond the process id: the gateway's address. */
    public void describeOwner(String text) throws IOException {
        DirectoryLock held = lock;
        if (held != null) {
            held.describe(text);
        }
    }

    /** Begins a new file in this stream now. */
    public boolean rotate(String stream) {
        return engine.rotate(stream);
    }

    /** Waits until everything logged so far is written, {@code millis} at most; false when time ran out. */
    public boolean flush(long millis) {
        return engine.flush(millis);
    }

    /** Writes everything accepted and lets the directory go; at most two seconds. */
    @Override
    public void close() {
        synchronized (STARTING) {
            if (closed) {
                return;
            }
            closed = true;
            watch.close();
            keepAsLastGood(configuration);
            if (current == this) {
                HANDLES.values().forEach(LogHandle::unbind);
                current = null;
            }
            engine.close(CLOSE_MILLIS);
            snapshots.close();
            releaseDirectory();
        }
    }

    private void releaseDirectory() {
        DirectoryLock held = lock;
        lock = null;
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException failed) {
            selfLog.problem("cannot let go of the log directory", failed);
        }
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.stream.LevelChange;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force: the files, and over them the levels that were set at run time. Reads any time from any
 * thread; changes come one at a time. A change builds everything anew, swaps once, and lets records that were logged
 * before go where they were meant to go.
 */
final class ConfigInForce {
    private static final String LIFECYCLE = "WebBrickGateway.Lifecycle";
    private static final String LOGGER = "WebBrickLibs.LogConfig";
    private static final String CHANGES = "EventDespatch";
    private static final int MOST_TOLD = 1_000;
    private static final long RETIRE_NANOS = 2_000_000_000L;

    private final LoggingOptions options;
    private final Volumes volumes;
    private final SelfLog selfLog;
    private final Consumer<Set<String>> rebind;
    private final Supplier<Set<String>> known;
    private volatile Set<String> muted = Set.of();
    private final Object changing = new Object();
    private final LogHandle lifecycle = GatewayLogging.handle(LIFECYCLE);
    private final LogHandle own = GatewayLogging.handle(LOGGER);
    private final LogHandle changes = GatewayLogging.handle(CHANGES);
    private final RunTimeLevels levels;
    private final AddedSinks added = new AddedSinks();
    private volatile Configuration configuration;
    private volatile @Nullable DirectoryLock lock;
    private @Nullable String owner;
    private boolean ended;

    /** What was said of unusable or doubtful files, so that nobody reads it twice. */
    private final Set<String> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_TOLD;
        }
    });

    /** The configuration that was saved last. */
    private @Nullable String kept;

    /**
     * @param configuration what the engines run with, but for the levels
     * @param rebind brings all loggers to the routes in force, but for those of these names
     * @param known the names of all loggers that were asked for
     */
    ConfigInForce(
            LoggingOptions options,
            Configuration configuration,
            RunTimeLevels levels,
            @Nullable DirectoryLock lock,
            Volumes volumes,
            SelfLog selfLog,
            Consumer<Set<String>> rebind,
            Supplier<Set<String>> known) {
        this.options = options;
        this.configuration = configuration;
        this.levels = levels;
        this.lock = lock;
        this.volumes = volumes;
        this.selfLog = selfLog;
        this.rebind = rebind;
        this.known = known;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Whether there is a log directory, and it is ours. */
    boolean hasDirectory() {
        return lock != null;
    }

    /** Tells a second process that wants the log directory who has it. */
    void describeOwner(String text) throws IOException {
        synchronized (changing) {
            owner = text;
            if (lock != null) {
                lock.describe(text);
            }
        }
    }

    /** Says what is wrong with the configuration that the process begins with. */
    void tellStart() {
        synchronized (changing) {
            Configuration now = configuration;
            tell(
                    now,
                    now.broken()
                            ? "configuration cannot be used, started with the " + now.origin() + " one"
                            : "configuration has problems");
            if (now.mutes() != null) {
                mute(now);
            }
        }
    }

    /** Brings all loggers to the routes in force, and those to silence that the configuration mutes. */
    private void mute(Configuration next) {
        muted = Muting.of(next, known.get());
        rebind.accept(muted);
        String names = String.join(", ", muted);
        if (!muted.isEmpty() && told.add(next.filesHash() + names)) {
            String what = "disable_existing_loggers in " + next.mutes() + " has muted " + muted.size()
                    + " loggers that the files do not name: " + names;
            lifecycle.log(Level.WARNING.number(), what);
            own.log(Level.WARNING.number(), what);
        }
    }

    /** The loggers that the configuration has muted. */
    Set<String> muted() {
        return muted;
    }

    /** Reads the files again; on any error the configuration in force stays. */
    ConfigReport reload() {
        synchronized (changing) {
            return reload(Configuration.attempt(options, configuration.sources()));
        }
    }

    /**
     * The same for files that somebody may be writing.
     *
     * @param unchanged asked once they are read: whether they still are what they were when they were found changed
     * @return whether there is nothing to try again
     */
    boolean reloadIf(BooleanSupplier unchanged) {
        synchronized (changing) {
            Configuration.Attempt attempt = Configuration.attempt(options, configuration.sources());
            if (!unchanged.getAsBoolean()) {
                return false;
            }
            reload(attempt);
            return isSettled();
        }
    }

    private ConfigReport reload(Configuration.Attempt attempt) {
        Configuration next = attempt.usable();
        var report = new ConfigReport(attempt.problems(), next != null, "");
        if (ended) {
            return report;
        }
        if (next == null) {
            configuration = configuration.with(attempt);
            tell(configuration, "configuration cannot be used, the one in force stays");
        } else if (next.contentHash().equals(configuration.contentHash())) {
            configuration = configuration.with(attempt);
        } else {
            put(next, attempt);
        }
        return report;
    }

    private void put(Configuration next, Configuration.Attempt attempt) {
        try {
            moveTo(next);
            configuration = next;
            keepAsLastGood();
            tell(next, "configuration has problems");
            say("configuration reloaded: " + next.origin());
        } catch (IOException failed) {
            configuration = configuration.with(attempt);
            String what = "cannot put the new configuration in force: " + failed.getMessage();
            if (told.add(next.contentHash() + what)) {
                selfLog.problem("cannot put the new configuration in force, the old one stays", failed);
                own.log(Level.ERROR.number(), what);
            }
        }
    }

    /** Whether what the files said last is in force, or cannot be: then there is nothing to try again. */
    private boolean isSettled() {
        Configuration now = configuration;
        return now.broken() || now.filesHash().equals(now.contentHash());
    }

    /** Puts a configuration in force; another log directory is taken before the one in use is let go. */
    private void moveTo(Configuration next) throws IOException {
        Path directory = next.plan().directory();
        boolean moves = !directory.equals(configuration.plan().directory());
        DirectoryLock taken = moves ? LogDirectory.take(directory) : null;
        try {
            volumes.swap(over(next.plan()));
        } catch (IOException failed) {
            if (taken != null) {
                taken.close();
            }
            throw failed;
        }
        mute(next);
        levels.moveTo(next.levels());
        if (taken != null) {
            DirectoryLock before = lock;
            lock = taken;
            if (owner != null) {
                taken.describe(owner);
            }
            volumes.awaitRetired(RETIRE_NANOS);
            release(before);
        }
    }

    private void release(@Nullable DirectoryLock held) {
        try {
            if (held != null) {
                held.close();
            }
        } catch (IOException failed) {
            selfLog.problem("cannot let go of the log directory", failed);
        }
    }

    /**
     * Changes the levels that are set at run time and puts them in force.
     *
     * @param change says whether it has changed anything
     */
    <T> T levels(BooleanSupplier change, Supplier<T> answer) {
        synchronized (changing) {
            if (!ended && change.getAsBoolean()) {
                levels.save();
                try {
                    volumes.swap(over(configuration.plan()));
                    rebind.accept(muted);
                } catch (IOException failed) {
                    selfLog.problem("cannot put other levels in force, they come with the next change", failed);
                }
            }
            return answer.get();
        }
    }

    private LoggingPlan over(LoggingPlan plan) {
        return added.over(levels.over(plan));
    }

    /** What programs have added; read and changed under {@link #changing}. */
    AddedSinks added() {
        return added;
    }

    /**
     * Puts what programs have added in force.
     *
     * @throws IOException when that cannot be; all stays as it is until the next change
     */
    void putAdded() throws IOException {
        if (!ended) {
            volumes.swap(over(configuration.plan()));
            rebind.accept(muted);
        }
    }

    RunTimeLevels levels() {
        return levels;
    }

    /** The lock under which changes come one at a time. */
    Object changing() {
        return changing;
    }

    /** The plan in force, with the levels that are set. */
    LoggingPlan plan() {
        return volumes.plan();
    }

    /** Ends the levels whose time is over; when the next one ends, null when none does. */
    @Nullable
    Instant endLevels() {
        synchronized (changing) {
            List<LevelChange> over = levels.removeOver();
            levels(() -> !over.isEmpty(), () -> over);
            over.forEach(
                    change -> say("level of " + LiveLevels.shown(change.logger()) + " is over, as configured again"));
            return levels.nextEnd();
        }
    }

    /** Copies the configuration for a start with a broken one, once for each content. */
    void keepAsLastGood() {
        synchronized (changing) {
            Configuration good = configuration;
            if (good.contentHash().equals(kept)) {
                return;
            }
            kept = good.contentHash();
            try {
                good.saveAsLastGood();
            } catch (IOException failed) {
                selfLog.problem(
                        "cannot keep a copy of the configuration in "
                                + good.plan().directory(),
                        failed);
            }
        }
    }

    private void tell(Configuration loaded, String what) {
        if (loaded.problems().isEmpty()) {
            return;
        }
        String all = String.join("; ", loaded.problems());
        if (told.add(loaded.filesHash() + all)) {
            Level level = loaded.broken() ? Level.ERROR : Level.WARNING;
            lifecycle.log(level.number(), "{}: {}", what, all);
            own.log(level.number(), "{}: {}", what, all);
        }
    }

    /** One record for a change that people want to find in the log. */
    void say(String text) {
        changes.log(Level.INFO.number(), text);
    }

    /** Ends the engines, after which nothing changes any more, and lets the log directory go. */
    void close(Runnable end) {
        synchronized (changing) {
            keepAsLastGood();
            ended = true;
            end.run();
            DirectoryLock held = lock;
            lock = null;
            release(held);
        }
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.KnownLoggers;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.stream.LevelChange;
import io.webbrick.gateway.logging.stream.LevelOrigin;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.Route;
import io.webbrick.gateway.logging.stream.Routing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The levels of the running process. From the first level on that is to end by itself a daemon thread waits for that
 * moment; a clock that was set is noticed within {@value #LOOK_MILLIS} ms.
 */
final class LiveLevels implements LoggerLevels, AutoCloseable {
    static final int LONGEST_NAME = 500;
    static final Duration LONGEST = Duration.ofDays(365);

    private static final long LOOK_MILLIS = 30_000;

    private final ConfigInForce inForce;
    private final InstantSource clock;
    private final Supplier<Set<String>> known;
    private final Thread timer = new Thread(this::awaitEnds, "log-levels");
    private final BlockingQueue<Boolean> nudges = new ArrayBlockingQueue<>(1);
    private boolean watching;
    private volatile boolean closed;

    /** @param known the names of all loggers that were asked for */
    LiveLevels(ConfigInForce inForce, InstantSource clock, Supplier<Set<String>> known) {
        this.inForce = inForce;
        this.clock = clock;
        this.known = known;
    }

    /** Sees to it that levels of an earlier run end in time. */
    void start() {
        synchronized (inForce.changing()) {
            watchEnds(inForce.levels().nextEnd() != null);
        }
    }

    @Override
    public List<LoggerLevel> list() {
        LoggingPlan plan = inForce.plan();
        var names = new TreeSet<>(known.get());
        plan.loggers().forEach(logger -> names.add(logger.qualname()));
        Routing routing = Routing.of(plan);
        return names.stream().map(name -> level(name, routing)).toList();
    }

    @Override
    public LoggerLevel of(String name) {
        return level(LoggerName.meant(name), Routing.of(inForce.plan()));
    }

    /** Configured loggers that nothing has asked for, where something has for one with nearly that name. */
    List<String> doubtful() {
        Set<String> seen = known.get();
        return inForce.configuration().plan().loggers().stream()
                .map(LoggerSpec::qualname)
                .flatMap(name -> KnownLoggers.meant(name, seen).stream()
                        .map(meant -> "nothing has logged as " + name + ", which is configured, but as " + meant))
                .toList();
    }

    private LoggerLevel level(String name, Routing routing) {
        boolean muted = inForce.muted().contains(name);
        int threshold = muted ? Route.NOBODY : routing.threshold(name);
        LevelOrigin origin = muted
                ? LevelOrigin.file(
                        "disable_existing_loggers, " + inForce.configuration().mutes())
                : routing.thresholdOrigin(name);
        String set = routing.configured(name)
                .filter(spec -> spec.levelOrigin().atRunTime())
                .map(LoggerSpec::level)
                .map(number -> number == 0 ? "NOTSET" : Explanation.shown(number))
                .orElse(null);
        List<String> streams = new ArrayList<>();
        if (threshold != Route.NOBODY) {
            streams.addAll(routing.titles(name, threshold));
        }
        Set<String> seen = known.get();
        return new LoggerLevel(
                name,
                threshold == Route.NOBODY ? null : Level.atMost(threshold).name(),
                origin.place(),
                origin.until(),
                set,
                seen.contains(name),
                name.isEmpty() || seen.contains(name)
                        ? List.of()
                        : KnownLoggers.meant(name, seen).stream().toList(),
                streams);
    }

    @Override
    public LoggerLevel set(String asked, int level, @Nullable Duration length, String who) {
        String name = LoggerName.meant(asked);
        check(name, level, length);
        Instant until = length == null ? null : clock.instant().plus(length);
        var change = new LevelChange(name, level, until);
        synchronized (inForce.changing()) {
            RunTimeLevels levels = inForce.levels();
            if (levels.of(name) == null && levels.all().size() >= RunTimeLevels.MOST) {
                throw new IllegalArgumentException(
                        "levels of " + RunTimeLevels.MOST + " loggers are set already; take some of them back first");
            }
            LoggerLevel now = inForce.levels(
                    () -> {
                        levels.put(change);
                        return true;
                    },
                    () -> of(name));
            String end = until == null ? "" : " until " + until;
            inForce.say("level of " + shown(name) + " set to " + now.set() + end + " by " + who);
            watchEnds(until != null);
            return now;
        }
    }

    private static void check(String name, int level, @Nullable Duration length) {
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a logger's name has at most " + LONGEST_NAME + " characters and no control characters");
        }
        if (level < 0 || level > Level.CRITICAL.number()) {
            throw new IllegalArgumentException("level " + level + " is not from 0 to " + Level.CRITICAL.number());
        }
        if (length != null && (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    "a level set for " + length.toSeconds() + " s; it must be from 1s to " + LONGEST.toDays() + "d");
        }
    }

    @Override
    public LoggerLevel clear(String asked, String who) {
        String name = LoggerName.meant(asked);
        synchronized (inForce.changing()) {
            RunTimeLevels levels = inForce.levels();
            boolean was = levels.of(name) != null;
            LoggerLevel now = inForce.levels(() -> levels.remove(name), () -> of(name));
            if (was) {
                inForce.say("level of " + shown(name) + " taken back by " + who);
            }
            return now;
        }
    }

    /** A logger as people write it. */
    static String shown(String name) {
        return name.isEmpty() ? "(root)" : name;
    }

    private void watchEnds(boolean timed) {
        if (timed && !watching) {
            watching = true;
            timer.setDaemon(true);
            timer.start();
        }
        nudges.offer(Boolean.TRUE);
    }

    private void awaitEnds() {
        try {
            while (!closed) {
                Instant next = inForce.endLevels();
                if (next == null) {
                    nudges.take();
                } else {
                    long millis = Duration.between(clock.instant(), next).toMillis();
                    nudges.poll(Math.max(1, Math.min(LOOK_MILLIS, millis)), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        nudges.offer(Boolean.TRUE);
    }
}

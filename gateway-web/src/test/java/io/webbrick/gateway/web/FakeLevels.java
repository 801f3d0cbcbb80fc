package io.webbrick.gateway.web;

import io.webbrick.gateway.logging.LoggerLevel;
import io.webbrick.gateway.logging.LoggerLevels;
import io.webbrick.gateway.logging.record.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Levels of a house that writes no log: INFO for everybody, and what a test sets. */
final class FakeLevels implements LoggerLevels {
    private final InstantSource clock;
    private final Map<String, LoggerLevel> set = new TreeMap<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();

    FakeLevels(InstantSource clock) {
        this.clock = clock;
    }

    /** What was asked for, in order. */
    List<String> changes() {
        return changes;
    }

    @Override
    public List<LoggerLevel> list() {
        var names = new TreeSet<>(set.keySet());
        names.addAll(List.of("", "WebBrickGateway.Heating"));
        return names.stream().map(this::of).toList();
    }

    @Override
    public LoggerLevel of(String name) {
        return set.getOrDefault(
                name,
                new LoggerLevel(
                        name, "INFO", "stream Debug, log.cfg:149", null, null, false, List.of(), List.of("Debug")));
    }

    @Override
    public LoggerLevel set(String name, int level, @Nullable Duration length, String who) {
        changes.add(name + " " + level + " " + length + " " + who);
        if (name.equals("full")) {
            throw new IllegalArgumentException("levels of 1000 loggers are set already");
        }
        Instant until = length == null ? null : clock.instant().plus(length);
        String word = Level.atMost(level).name();
        var now = new LoggerLevel(name, word, "set at run time", until, word, true, List.of(), List.of("Debug"));
        set.put(name, now);
        return now;
    }

    @Override
    public LoggerLevel clear(String name, String who) {
        changes.add(name + " cleared " + who);
        set.remove(name);
        return of(name);
    }
}

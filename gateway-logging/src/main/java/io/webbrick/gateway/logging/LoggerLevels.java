package io.webbrick.gateway.logging;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Levels of loggers while the gateway runs. What is set here lies over the configuration, in a file of its own, and is
 * taken back by {@link #clear} or by itself. Any thread; changes come one at a time.
 */
public interface LoggerLevels {
    /** Every logger that is configured, was asked for or set, by name; the root logger first. */
    List<LoggerLevel> list();

    /** One logger, whether anybody has heard of it or not; an empty name is the root logger. */
    LoggerLevel of(String name);

    /**
     * Sets a level, at once.
     *
     * @param level its number; 0 takes the level of the logger above
     * @param length how long; null until it is taken back
     * @param who for the record that tells of it
     * @throws IllegalArgumentException when the name or the length cannot be, or too many loggers are set
     */
    LoggerLevel set(String name, int level, @Nullable Duration length, String who);

    /** Takes back what was set for a logger; nothing happens when nothing was. */
    LoggerLevel clear(String name, String who);
}

package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The door: starts, reloads, inspects and stops the logging of this process.
 */
public final class GatewayLogging implements AutoCloseable {
    private GatewayLogging() {}

    /**
     * Starts logging for this process: takes the log directory, loads the configuration and writes from now on. With a
     * broken configuration it starts with the last good one, else the built-in one, and says so on Screen and in Error.
     *
     * @throws ConfigurationException under {@code strict} when the configuration cannot be used
     * @throws IOException when the log directory cannot be used: not writable, or taken by another process; the message
     *     says what to do
     */
    public static GatewayLogging start(LoggingOptions options) throws IOException, ConfigurationException {
        throw new IllegalStateException();
    }

    /** The logging of this process; a plain application's is set up at the first use. */
    public static GatewayLogging current() {
        throw new IllegalStateException();
    }

    /** Loads and checks configuration files; touches no log. */
    public static ConfigReport check(LoggingOptions options) {
        throw new IllegalStateException();
    }

    /** The logger of this name for lines in their final grammar. */
    public Journal journal(String loggerName) {
        throw new IllegalStateException();
    }

    /** Reads the files again; on any error the configuration in force stays. */
    public ConfigReport reload() {
        throw new IllegalStateException();
    }

    /** How everything stands. */
    public LoggingStatus status() {
        throw new IllegalStateException();
    }

    /** The newest file of a stream, by its title in any case; empty when there is no such stream or it has no file. */
    public Optional<Path> file(String stream) {
        throw new IllegalStateException();
    }

    /** Begins a new file in this stream now. */
    public boolean rotate(String stream) {
        throw new IllegalStateException();
    }

    /** Writes everything accepted and lets the directory go; at most two seconds. */
    @Override
    public void close() {
        throw new IllegalStateException();
    }
}

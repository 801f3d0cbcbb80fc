package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.record.Level;
import java.nio.file.Path;

/**
 * Files and consoles that a program adds to loggers while it runs, and loggers that it silences for a time, over what the
 * configuration says; both outlive reloads and end with the process. Any thread; what is done is in force when the call returns.
 *
 * <pre>{@code
 * LoggerSinks sinks = GatewayLogging.current().sinks();
 * sinks.file("kamaki.clients.send", Path.of("/tmp/my_kamaki.log"));
 * sinks.file("kamaki.clients.recv", Path.of("/tmp/my_kamaki.log"));
 * // requests and replies go into the file
 * try (LoggerSinks.Silence quiet = sinks.deactivate("kamaki.clients")) {
 *     LoggerSinks.Added console = sinks.console("kamaki.clients");
 *     // now they go to the console alone
 *     console.close();
 * }
 * // and now into the file again
 * }</pre>
 */
public interface LoggerSinks {
    /** What is written of a record: its lines, each on a line of its own, and nothing else. */
    String LINES = "%(lines)s";

    /** Adds a file that takes everything from DEBUG on, in the form {@link #LINES}. */
    default Added file(String logger, Path file) {
        return file(logger, file, Level.DEBUG, LINES);
    }

    /**
     * Adds a file to a logger: what is logged by it and by the loggers below it goes there as well. The same file may be added to
     * several loggers, and keeps level and format of the first time; added twice to one it is there once. It rotates before 1 MB and keeps
     * five older files, all of them for their owner alone, as Kamaki's were (0600), unless a stream of the configuration has this file
     * already. Where it cannot be written, standard error takes its place and the self log says so there: nothing falls silent.
     *
     * @param file below the log directory when it is relative
     * @param level the lowest that enters; the logger lets it pass from now on
     * @param format Python's percent style
     * @throws IllegalArgumentException when the format is none
     */
    Added file(String logger, Path file, Level level, String format);

    /** Adds standard error, which takes everything from DEBUG on in the form {@link #LINES}. */
    default Added console(String logger) {
        return console(logger, Level.DEBUG, LINES);
    }

    /** Adds standard error to a logger, see {@link #file(String, Path, Level, String)}. */
    Added console(String logger, Level level, String format);

    /**
     * Silences a logger and those below it in all streams that there are now; streams that are added later do hear of it. Silenced
     * twice it is silent until both have ended.
     */
    Silence deactivate(String logger);

    /** Ends every silence of exactly this logger; nothing happens when there is none. */
    void activate(String logger);

    /** A sink that was added. */
    interface Added extends AutoCloseable {
        /** The name of its stream, as status and pages show it. */
        String stream();

        /** Whether it writes to standard error. */
        boolean isConsole();

        /** Silences this sink alone, for all loggers. */
        Silence deactivate();

        /** Takes it away; again, nothing happens. */
        @Override
        void close();
    }

    /** A time of silence. */
    interface Silence extends AutoCloseable {
        /** Ends it; again, nothing happens. */
        @Override
        void close();
    }
}

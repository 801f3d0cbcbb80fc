package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.ShipperStatus;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the logging of this process stands.
 *
 * @param directory the log directory; null while only the console is used
 * @param configuration in a few words: the files in force, "last good" or "built-in"
 * @param configurationProblems problems of the files as they are now, each {@code file:line: error|warning: text}
 * @param ring where the ring lives and how large it is, in words
 * @param budget what all files take together; null when nothing bounds them
 * @param accepted records offered while enabled
 * @param stored records written
 * @param lost records given up
 * @param missingAttributes how often formats asked for something that a record lacked; its line was kept
 * @param doubtfulLoggers configured loggers that nothing has asked for since the start, where something has for one that
 *     differs by case or one letter: a sentence for each
 * @param problems the self log's newest problems, newest first, and what shippers cannot deliver
 * @param shippers what is delivered to other machines
 * @param clockPlausible whether the clock can be right; until then nothing is rotated or deleted by time
 * @param fill how full the ring is
 */
public record LoggingStatus(
        @Nullable Path directory,
        String configuration,
        List<String> configurationProblems,
        String ring,
        @Nullable BudgetStatus budget,
        long accepted,
        long stored,
        long lost,
        long missingAttributes,
        List<String> doubtfulLoggers,
        List<String> problems,
        List<StreamStatus> streams,
        List<ShipperStatus> shippers,
        boolean clockPlausible,
        RingStatus fill) {
    public LoggingStatus {
        shippers = List.copyOf(shippers);
        configurationProblems = List.copyOf(configurationProblems);
        doubtfulLoggers = List.copyOf(doubtfulLoggers);
        problems = List.copyOf(problems);
        streams = List.copyOf(streams);
    }

    /** How it stands where nothing is delivered to other machines, with a plausible clock and an empty ring of no size. */
    public LoggingStatus(
            @Nullable Path directory,
            String configuration,
            List<String> configurationProblems,
            String ring,
            @Nullable BudgetStatus budget,
            long accepted,
            long stored,
            long lost,
            long missingAttributes,
            List<String> doubtfulLoggers,
            List<String> problems,
            List<StreamStatus> streams) {
        this(
                directory,
                configuration,
                configurationProblems,
                ring,
                budget,
                accepted,
                stored,
                lost,
                missingAttributes,
                doubtfulLoggers,
                problems,
                streams,
                List.of(),
                true,
                new RingStatus(0, 0, false));
    }

    /** The log directory in words. */
    public String where() {
        if (directory == null) {
            return "no files, the console only";
        }
        return directory.getFileSystem().equals(FileSystems.getDefault())
                ? directory.toString()
                : "the memory of this process (ram:)";
    }
}

package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What loading a configuration gave. Immutable.
 *
 * @param plan null exactly when there is an error among the problems
 * @param directory the log directory as far as the files could be understood; null when one of them cannot be read
 * @param problems all of them, in the order of the files and their lines
 * @param effective makes {@link #effectiveJson()}, which needs Jackson; nothing else here does
 * @param contentHash changes when the content of any file changes, and only then
 * @param persistsLevels whether levels that are set at run time are kept beside the configuration
 * @param series what it says of readings
 * @param wire what it says of watched HTTP requests
 * @param mutes where a dictConfig says that loggers which no file names fall silent; null when none does
 */
public record LoadedConfig(
        @Nullable LoggingPlan plan,
        @Nullable Path directory,
        List<ConfigProblem> problems,
        Supplier<String> effective,
        String contentHash,
        boolean persistsLevels,
        SeriesSpec series,
        WireSpec wire,
        @Nullable String mutes) {
    public LoadedConfig {
        problems = List.copyOf(problems);
    }

    /** The merged configuration as one JSON object in Python's words; empty when a file cannot be read. */
    public String effectiveJson() {
        return effective.get();
    }

    /** Whether a gateway can run with it. */
    public boolean usable() {
        return plan != null;
    }
}

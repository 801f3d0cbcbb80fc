package io.webbrick.gateway.logging.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded, and what the caller knows better than the files.
 *
 * @param files in order, later ones override earlier ones
 * @param logs the log directory; beats {@code logRoot} of the files when not null
 * @param zone beats the files' {@code zone} when not null
 * @param defaultDirectory the log directory when nobody names one; relative {@code logRoot}s resolve against it
 * @param clock the time
 * @param memory makes a directory in memory that holds so many bytes; null where there is none
 */
public record ConfigRequest(
        List<Path> files,
        @Nullable Path logs,
        @Nullable ZoneId zone,
        Path defaultDirectory,
        InstantSource clock,
        @Nullable LongFunction<Path> memory) {
    public ConfigRequest {
        files = List.copyOf(files);
    }

    /** One without a directory in memory. */
    public ConfigRequest(
            List<Path> files, @Nullable Path logs, @Nullable ZoneId zone, Path defaultDirectory, InstantSource clock) {
        this(files, logs, zone, defaultDirectory, clock, null);
    }

    /** The same with this log directory, whatever the files say. */
    public ConfigRequest in(Path directory) {
        return new ConfigRequest(files, directory, zone, defaultDirectory, clock, memory);
    }
}

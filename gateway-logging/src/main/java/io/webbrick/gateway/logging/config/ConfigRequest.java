package io.webbrick.gateway.logging.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be loaded, and what the caller knows better than the files.
 *
 * @param files in order, later ones override earlier ones
 * @param logs the log directory; beats {@code logRoot} of the files when not null
 * @param zone beats the files' {@code zone} when not null
 * @param defaultDirectory the log directory when nobody names one; relative {@code logRoot}s resolve against it
 * @param clock the time
 */
public record ConfigRequest(
        List<Path> files, @Nullable Path logs, @Nullable ZoneId zone, Path defaultDirectory, InstantSource clock) {
    public ConfigRequest {
        files = List.copyOf(files);
    }
}

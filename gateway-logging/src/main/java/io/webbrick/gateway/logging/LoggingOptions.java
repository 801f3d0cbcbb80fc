package io.webbrick.gateway.logging;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a process says about its logging before it starts.
 *
 * @param sources which configuration files there are, later ones override earlier ones: log.cfg, the platform's overlay,
 *     prod.cfg
 * @param logs the log directory; beats {@code logRoot} of the files when not null
 * @param zone beats the files' {@code zone} when not null
 * @param installation where the installation lies; the last resort for a log directory is {@code var/log} below it
 * @param strict whether a broken configuration refuses the start instead of falling back to the last good one
 * @param clock the time
 * @param memory makes the directory that {@code logRoot='ram:'} means, in a file system that holds so many bytes; null
 *     where there is none
 * @param gatewayId names this gateway among others, for records that leave it; null when it has no name
 */
public record LoggingOptions(
        ConfigSources sources,
        @Nullable Path logs,
        @Nullable ZoneId zone,
        @Nullable Path installation,
        boolean strict,
        InstantSource clock,
        @Nullable LongFunction<Path> memory,
        @Nullable String gatewayId) {
    /** Options with these files, and without a file system in memory. */
    public LoggingOptions(
            List<Path> files,
            @Nullable Path logs,
            @Nullable ZoneId zone,
            @Nullable Path installation,
            boolean strict,
            InstantSource clock) {
        this(ConfigSources.of(files), logs, zone, installation, strict, clock, null, null);
    }

    /** Options of a gateway without a name. */
    public LoggingOptions(
            ConfigSources sources,
            @Nullable Path logs,
            @Nullable ZoneId zone,
            @Nullable Path installation,
            boolean strict,
            InstantSource clock,
            @Nullable LongFunction<Path> memory) {
        this(sources, logs, zone, installation, strict, clock, memory, null);
    }

    /** The same with a file system in memory. */
    public LoggingOptions withMemory(LongFunction<Path> files) {
        return new LoggingOptions(sources, logs, zone, installation, strict, clock, files, gatewayId);
    }

    /** The same for the gateway of this id. */
    public LoggingOptions ofGateway(@Nullable String id) {
        return new LoggingOptions(sources, logs, zone, installation, strict, clock, memory, id);
    }

    /** Options that load these files and leave everything else to them. */
    public static LoggingOptions of(List<Path> files) {
        return new LoggingOptions(files, null, null, null, false, InstantSource.system());
    }
}

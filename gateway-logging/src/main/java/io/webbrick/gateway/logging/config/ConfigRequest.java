package io.webbrick.gateway.logging.config;

import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

public record ConfigRequest(
        List<Path> files, @Nullable Path logs, @Nullable ZoneId zone, Path defaultDirectory, InstantSource clock) {}

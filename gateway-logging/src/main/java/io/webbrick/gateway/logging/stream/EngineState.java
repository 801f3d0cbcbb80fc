package io.webbrick.gateway.logging.stream;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reload swaps whole: a plan with its open streams, by their names in the plan's order, and its routes.
 * Immutable.
 */
record EngineState(LoggingPlan plan, Map<String, LogStream> streams, RouteTable table) {
    /** The streams that are written here. */
    List<LogStream> here() {
        return streams.values().stream()
                .filter(stream -> stream.spec().isHere())
                .toList();
    }

    /** The open files, by their paths. */
    Map<Path, FileSink> files() {
        var files = new LinkedHashMap<Path, FileSink>();
        for (LogStream stream : streams.values()) {
            if (stream.spec().target() instanceof Target.File target && stream.sink() instanceof FileSink sink) {
                files.put(target.path(), sink);
            }
        }
        return files;
    }

    /** Streams of the state before whose sinks are not in use any more. */
    List<LogStream> retired(EngineState before) {
        var kept = here().stream().map(LogStream::sink).toList();
        return before.here().stream()
                .filter(stream -> !kept.contains(stream.sink()))
                .toList();
    }

    /** The stream of this title or name that is written here, in any case; null when there is none. */
    @Nullable
    LogStream find(String name) {
        for (LogStream stream : here()) {
            if (stream.spec().title().equalsIgnoreCase(name)
                    || stream.spec().name().equalsIgnoreCase(name)) {
                return stream;
            }
        }
        return null;
    }
}

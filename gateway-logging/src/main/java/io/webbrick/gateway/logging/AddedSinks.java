package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What programs have added to the configuration, and what they have silenced; both lie over the files and the levels that are set,
 * and outlive reloads. Whoever changes the configuration calls, one thread at a time.
 */
final class AddedSinks {
    private final Set<Sink> sinks = new LinkedHashSet<>();
    private final List<Silence> silences = new ArrayList<>();

    /** A stream that was added to a logger; equal when both are. */
    record Sink(String logger, StreamSpec stream) {}

    /** A time in which some streams do not hear of a logger, or with an empty name of none; each is its own. */
    static final class Silence {
        private final String logger;
        private final Set<String> streams;

        Silence(String logger, Set<String> streams) {
            this.logger = logger;
            this.streams = Set.copyOf(streams);
        }
    }

    /** The plan with all of it. */
    LoggingPlan over(LoggingPlan plan) {
        LoggingPlan next = plan;
        for (Sink sink : sinks) {
            next = next.with(sink.stream(), sink.logger());
        }
        var silent = new HashMap<String, List<String>>();
        for (Silence silence : silences) {
            silence.streams.forEach(stream ->
                    silent.computeIfAbsent(stream, name -> new ArrayList<>()).add(silence.logger));
        }
        return silent.isEmpty() ? next : next.silent(silent);
    }

    /** The one that was added to this logger before, with the same target; null when none was. */
    @Nullable
    Sink find(Sink wanted) {
        return sinks.stream()
                .filter(sink -> sink.logger().equals(wanted.logger())
                        && sink.stream().name().equals(wanted.stream().name()))
                .findFirst()
                .orElse(null);
    }

    void add(Sink sink) {
        sinks.add(sink);
    }

    /** Whether it was there. */
    boolean remove(Sink sink) {
        return sinks.remove(sink);
    }

    void add(Silence silence) {
        silences.add(silence);
    }

    /** Whether it was there. */
    boolean remove(Silence silence) {
        return silences.remove(silence);
    }

    /** Ends all silences of exactly this logger; whether there were any. */
    boolean endSilences(String logger) {
        return silences.removeIf(silence -> silence.logger.equals(logger));
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.series.SeriesReader;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one segment of EventLog holds. Immutable.
 *
 * @param first the earliest moment at which one of its events happened; null when it has no events
 * @param last the latest one
 * @param journaled when its last event was journaled
 * @param latest its last events, in their order
 */
record SegmentSummary(
        @Nullable Instant first,
        @Nullable Instant last,
        @Nullable Instant journaled,
        List<SourceSummary> sources,
        List<JournaledEvent> latest) {
    private static final int LATEST = 60;

    /** Reads a segment twice: for its sources, and for the newest event of each. */
    static SegmentSummary of(EventHistory segment) throws IOException {
        var tally = new Tally();
        segment.read(EventQuery.ALL, tally::take);
        List<SourceSummary> sources = new SeriesReader(segment)
                .sources().stream()
                        .map(info -> SourceSummary.of(info, tally.newest.get(info.source())))
                        .toList();
        return new SegmentSummary(tally.first, tally.last, tally.journaled, sources, List.copyOf(tally.latest));
    }

    /** Whether an event between these moments, journaled not before {@code since}, may be in it. */
    boolean mayHold(@Nullable Instant from, @Nullable Instant to, @Nullable Instant since) {
        if (first == null || last == null || journaled == null) {
            return false;
        }
        return (from == null || !last.isBefore(from))
                && (to == null || first.isBefore(to))
                && (since == null || !journaled.isBefore(since));
    }

    private static final class Tally {
        private final Map<String, JournaledEvent> newest = new HashMap<>();
        private final Deque<JournaledEvent> latest = new ArrayDeque<>();
        private @Nullable Instant first;
        private @Nullable Instant last;
        private @Nullable Instant journaled;

        boolean take(JournaledEvent event) {
            Instant happened = event.happened();
            if (first == null || happened.isBefore(first)) {
                first = happened;
            }
            if (last == null || happened.isAfter(last)) {
                last = happened;
            }
            if (journaled == null || event.time().isAfter(journaled)) {
                journaled = event.time();
            }
            latest.addLast(event);
            if (latest.size() > LATEST) {
                latest.removeFirst();
            }
            newest.merge(event.event().source(), event, Tally::newer);
            return true;
        }

        private static JournaledEvent newer(JournaledEvent one, JournaledEvent other) {
            return other.happened().isBefore(one.happened()) ? one : other;
        }
    }
}

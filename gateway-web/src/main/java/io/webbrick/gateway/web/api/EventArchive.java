package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.events.series.SourceInfo;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * EventLog with a memory of what each segment holds, so that a question about the last hour does not read last month.
 * A segment is read again only when its size or its time stamp have changed, which is the newest one. Any thread; memory
 * grows with the number of segments and of their sources.
 */
public final class EventArchive {
    private final Supplier<EventHistory> whole;
    private final Supplier<@Nullable Path> newest;
    private final Supplier<ZoneId> zone;
    private Map<Stamp, SegmentSummary> known = Map.of();

    EventArchive(Supplier<EventHistory> whole, Supplier<@Nullable Path> newest, Supplier<ZoneId> zone) {
        this.whole = whole;
        this.newest = newest;
        this.zone = zone;
    }

    /** Hands matching events, oldest first, to {@code each} until that returns false; skips what was journaled before. */
    void read(EventQuery query, @Nullable Instant journaledFrom, Predicate<JournaledEvent> each) throws IOException {
        history(query.from(), query.to(), journaledFrom).read(query, each);
    }

    /** As {@link SeriesReader#read}. */
    List<Series> series(SeriesQuery query) throws IOException {
        return new SeriesReader(whole.get()).read(query);
    }

    /** The sources whose readings there are. */
    List<SourceInfo> known() throws IOException {
        return new SeriesReader(whole.get()).sources();
    }

    /** Hands matching events to {@code each}, segment by segment from the newest, until a segment ends with false. */
    void readBackwards(EventQuery query, SegmentReader each) throws IOException {
        Path file = newest.get();
        if (file == null) {
            each.segment(whole.get(), query);
            return;
        }
        List<Path> segments = new ArrayList<>(Segments.oldestFirst(file));
        Collections.reverse(segments);
        for (Path segment : segments) {
            if (!each.segment(EventHistory.of(List.of(segment), zone.get()), query)) {
                return;
            }
        }
    }

    /** The newest events, newest first; at most 60. */
    public List<JournaledEvent> latest(int most) throws IOException {
        var events = new ArrayList<JournaledEvent>();
        var segments = new ArrayList<>(summaries());
        for (int i = segments.size() - 1; i >= 0 && events.size() < most; i--) {
            List<JournaledEvent> last = segments.get(i).latest();
            for (int j = last.size() - 1; j >= 0 && events.size() < most; j--) {
                events.add(last.get(j));
            }
        }
        return events;
    }

    /** All sources by name. */
    public List<SourceSummary> sources() throws IOException {
        var merged = new TreeMap<String, SourceSummary>();
        for (SegmentSummary summary : summaries()) {
            summary.sources().forEach(source -> merged.merge(source.source(), source, SourceSummary::and));
        }
        return List.copyOf(merged.values());
    }

    private Collection<SegmentSummary> summaries() throws IOException {
        Path file = newest.get();
        return file == null
                ? List.of(SegmentSummary.of(whole.get()))
                : summaries(Segments.oldestFirst(file)).values();
    }

    private EventHistory history(@Nullable Instant from, @Nullable Instant to, @Nullable Instant journaledFrom)
            throws IOException {
        Path file = newest.get();
        if (file == null || (from == null && to == null && journaledFrom == null)) {
            return whole.get();
        }
        var needed = new ArrayList<Path>();
        for (var entry : summaries(Segments.oldestFirst(file)).entrySet()) {
            if (entry.getValue().mayHold(from, to, journaledFrom)) {
                needed.add(entry.getKey());
            }
        }
        return EventHistory.of(needed, zone.get());
    }

    /** In the order of the segments; one that vanished meanwhile is left out. */
    private synchronized Map<Path, SegmentSummary> summaries(List<Path> segments) throws IOException {
        var fresh = new HashMap<Stamp, SegmentSummary>();
        var inOrder = new LinkedHashMap<Path, SegmentSummary>();
        for (Path segment : segments) {
            SegmentSummary summary = summary(segment, fresh);
            if (summary != null) {
                inOrder.put(segment, summary);
            }
        }
        known = fresh;
        return inOrder;
    }

    private @Nullable SegmentSummary summary(Path segment, Map<Stamp, SegmentSummary> fresh) throws IOException {
        try {
            ZoneId local = zone.get();
            Stamp stamp = Stamp.of(segment, local);
            SegmentSummary summary = known.get(stamp);
            if (summary == null) {
                summary = SegmentSummary.of(EventHistory.of(List.of(segment), local));
            }
            if (stamp.equals(Stamp.of(segment, local))) {
                fresh.put(stamp, summary);
            }
            return summary;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    /** Reads one segment; false when no older one is needed. */
    @FunctionalInterface
    interface SegmentReader {
        boolean segment(EventHistory segment, EventQuery query) throws IOException;
    }

    /** What tells one state of one segment, read in one zone, from every other; a rename keeps it. */
    private record Stamp(long bytes, long modifiedNanos, String first, ZoneId local) {
        static Stamp of(Path segment, ZoneId local) throws IOException {
            var attributes = Files.readAttributes(segment, BasicFileAttributes.class);
            Object key = attributes.fileKey();
            return new Stamp(
                    Segments.bytes(segment),
                    attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
                    key == null ? "" : key.toString(),
                    local);
        }
    }
}

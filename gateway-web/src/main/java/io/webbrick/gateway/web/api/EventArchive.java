package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.history.EventQuery;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.events.series.Series;
import io.webbrick.gateway.events.series.SeriesQuery;
import io.webbrick.gateway.events.series.SeriesReader;
import io.webbrick.gateway.events.series.SeriesRules;
import io.webbrick.gateway.events.series.SourceInfo;
import io.webbrick.gateway.logging.read.LastRecords;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * EventLog as questions over HTTP need it. What its indexes tell is not read from its text. Any thread; keeps nothing between two
 * questions.
 */
public final class EventArchive {
    private static final long LATEST_CHARS = 4 * 1_048_576;

    private final Supplier<EventHistory> whole;
    private final Supplier<SeriesRules> rules;
    private final Supplier<@Nullable Path> newest;
    private final Supplier<ZoneId> zone;

    EventArchive(
            Supplier<EventHistory> whole,
            Supplier<SeriesRules> rules,
            Supplier<@Nullable Path> newest,
            Supplier<ZoneId> zone) {
        this.whole = whole;
        this.rules = rules;
        this.newest = newest;
        this.zone = zone;
    }

    /** Hands matching events, oldest first, to {@code each} until that returns false; may skip what was journaled before. */
    void read(EventQuery query, @Nullable Instant journaledFrom, Predicate<JournaledEvent> each) throws IOException {
        whole.get().read(query, journaledFrom, each);
    }

    /** As {@link SeriesReader#read}. */
    List<Series> series(SeriesQuery query) throws IOException {
        return new SeriesReader(whole.get().rows(), rules.get()).read(query);
    }

    /** The sources whose readings there are. */
    List<SourceInfo> known() throws IOException {
        return new SeriesReader(whole.get().rows(), rules.get()).sources();
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

    /** The newest events, newest first. */
    public List<JournaledEvent> latest(int most) throws IOException {
        Path file = newest.get();
        List<JournaledEvent> events = file == null ? latestOfAll(most) : latest(file, most);
        var newestFirst = new ArrayList<>(events.subList(Math.max(0, events.size() - most), events.size()));
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private List<JournaledEvent> latestOfAll(int most) throws IOException {
        var events = new ArrayDeque<JournaledEvent>();
        whole.get().read(EventQuery.ALL, event -> {
            events.addLast(event);
            if (events.size() > most) {
                events.removeFirst();
            }
            return true;
        });
        return List.copyOf(events);
    }

    /** Reads more lines as long as too many of them are no events. */
    private List<JournaledEvent> latest(Path file, int most) throws IOException {
        for (int lines = most; ; lines *= 4) {
            LastRecords last = LastRecords.of(file, lines, LATEST_CHARS, record -> true);
            var times = new LocalTimes(zone.get());
            var events = new ArrayList<JournaledEvent>();
            for (RecordReader.Entry line : last.entries()) {
                event(line.text(), times).ifPresent(events::add);
            }
            if (events.size() >= most || last.entries().size() < lines) {
                return events;
            }
        }
    }

    private static Optional<JournaledEvent> event(String line, LocalTimes times) {
        try {
            return Optional.of(EventLine.parse(line, times));
        } catch (LineException isNone) {
            return Optional.empty();
        }
    }

    /** All sources by name. */
    public List<SourceSummary> sources() throws IOException {
        return known().stream().map(SourceSummary::of).toList();
    }

    /** Reads one segment; false when no older one is needed. */
    @FunctionalInterface
    interface SegmentReader {
        boolean segment(EventHistory segment, EventQuery query) throws IOException;
    }
}

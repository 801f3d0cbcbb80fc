package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.JournaledEvent;
import io.webbrick.gateway.events.line.LineException;
import io.webbrick.gateway.events.line.LocalTimes;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * EventLog read back, oldest first, over rotated, gzipped and original files. Unreadable lines are counted, never fatal.
 * Immutable; each read lists and opens the files anew and holds one of them at a time. Memory: one line.
 */
public final class EventHistory {
    private static final int REPORTED = 10;

    private final Files files;
    private final ZoneId zone;

    private EventHistory(Files files, ZoneId zone) {
        this.files = files;
        this.zone = zone;
    }

    /** Which files, oldest first, at the moment of a read. */
    private interface Files {
        List<Path> oldestFirst() throws IOException;
    }

    /** The history of a running or stopped gateway's EventLog, given its newest file; listed anew by each read. */
    public static EventHistory of(Path newest, ZoneId zone) {
        return new EventHistory(() -> Segments.oldestFirst(newest), zone);
    }

    /** These files in this order; {@code zone} is what local times without an offset mean. */
    public static EventHistory of(List<Path> files, ZoneId zone) {
        List<Path> copy = List.copyOf(files);
        return new EventHistory(() -> copy, zone);
    }

    /**
     * Hands every matching event to {@code each}, in the order of the lines, until that returns false. The hour that
     * comes twice when summer time ends is told apart by that order.
     *
     * @throws IOException when a file cannot be read; a damaged line is no such case
     */
    public Tally read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        var tally = new Counting();
        List<Path> present = files.oldestFirst();
        if (present.isEmpty()) {
            return tally.result();
        }
        var times = new LocalTimes(zone);
        try (LineReader lines = LineReader.of(present)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                JournaledEvent event = tally.parse(line, times, lines);
                if (event != null && query.matches(event)) {
                    tally.events++;
                    if (!each.test(event)) {
                        break;
                    }
                }
            }
        }
        return tally.result();
    }

    /** One read while it goes on. */
    private static final class Counting {
        private final List<String> first = new ArrayList<>();
        private long events;
        private long unreadable;

        /** The event of a line; null for an empty line, and for one that is none, which is counted. */
        @Nullable
        JournaledEvent parse(String line, LocalTimes times, LineReader place) {
            if (line.isBlank()) {
                return null;
            }
            try {
                return EventLine.parse(line, times);
            } catch (LineException e) {
                unreadable++;
                if (first.size() < REPORTED) {
                    first.add(place.file() + ":" + place.lineNumber() + ": " + e.getMessage());
                }
                return null;
            }
        }

        Tally result() {
            return new Tally(events, unreadable, first);
        }
    }

    /**
     * What a read met.
     *
     * @param events how many matching events were handed on
     * @param unreadable lines, matching or not, that are no event
     * @param firstUnreadable the first ten of them as {@code file:line: reason}
     */
    public record Tally(long events, long unreadable, List<String> firstUnreadable) {
        public Tally {
            firstUnreadable = List.copyOf(firstUnreadable);
        }
    }
}

package io.webbrick.gateway.events.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What history files have of each source, kept between two questions, so that a page that asks again and again has no file read
 * again. Any thread. Memory: about a hundred bytes for each source of a file, at most {@value #MOST} of these; a file beyond
 * that is read for each question.
 */
final class Overviews {
    private static final int MOST = 20_000;

    private final Map<String, Overview> byName = new HashMap<>();
    private final Map<Shape, Shape> shapes = new HashMap<>();
    private int held;

    /** That of one file; never changed once it is kept. */
    static final class Overview implements SourceSink {
        private final List<Told> told = new ArrayList<>();
        private @Nullable Instant last;

        @Override
        public void shape(Shape shape, long events, long first, long last, double[] values) {
            told.add(new Told(shape, events, first, last, values));
        }

        /** When its last line was journaled. */
        void last(@Nullable Instant time) {
            last = time;
        }

        @Nullable
        Instant last() {
            return last;
        }

        void tell(SourceSink sink) {
            told.forEach(each -> sink.shape(each.shape, each.events, each.first, each.last, each.values));
        }
    }

    /** What a sink was told of one shape. */
    private static final class Told {
        private final Shape shape;
        private final long events;
        private final long first;
        private final long last;
        private final double[] values;

        Told(Shape shape, long events, long first, long last, double[] values) {
            this.shape = shape;
            this.events = events;
            this.first = first;
            this.last = last;
            this.values = values;
        }
    }

    /** That of the file whose index has this name; null when it is not kept. */
    synchronized @Nullable Overview find(String name) {
        return byName.get(name);
    }

    /** Keeps that of a file, as long as there is room. */
    synchronized void keep(String name, Overview overview) {
        if (held + overview.told.size() > MOST || byName.containsKey(name)) {
            return;
        }
        var kept = new Overview();
        kept.last(overview.last());
        overview.tell((shape, events, first, last, values) ->
                kept.shape(shapes.computeIfAbsent(shape, same -> same), events, first, last, values));
        held += kept.told.size();
        byName.put(name, kept);
    }

    /** Forgets all files but these. */
    synchronized void retain(Set<String> names) {
        if (byName.keySet().retainAll(names)) {
            held = byName.values().stream().mapToInt(each -> each.told.size()).sum();
            shapes.clear();
            byName.values().forEach(each -> each.told.forEach(told -> shapes.put(told.shape, told.shape)));
        }
    }
}

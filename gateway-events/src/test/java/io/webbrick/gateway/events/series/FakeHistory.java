package io.webbrick.gateway.events.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.index.EventRows;
import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.index.RowHistory;
import io.webbrick.gateway.events.index.RowSink;
import io.webbrick.gateway.events.index.Shape;
import io.webbrick.gateway.events.index.SourceSink;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history in memory that counts how often it is scanned. */
final class FakeHistory implements RowHistory {
    static final Instant START = Instant.parse("2026-11-21T05:20:00Z");

    private final List<JournaledEvent> events = new ArrayList<>();
    private int scans;

    int scans() {
        return scans;
    }

    /** Adds an event so many seconds after the start. */
    FakeHistory add(double seconds, String type, String source, @Nullable Object payload) {
        Instant time = START.plusMillis(Math.round(seconds * 1000));
        events.add(new JournaledEvent(time, HomeEvent.of(HomeEvent.TYPE_PREFIX + type, source, payload)));
        return this;
    }

    FakeHistory temperature(double seconds, String channel, double value) {
        return add(seconds, "webbrick/CT", "webbrick/9/CT/" + channel, Map.of("val", value));
    }

    FakeHistory fault(double seconds, String channel) {
        return add(seconds, "webbrick/ET", "webbrick/9/ET/" + channel, Map.of("val", -1000.0));
    }

    @Override
    public void read(Set<String> sources, long fromMillis, long toMillis, FileSink sink) {
        scans++;
        var rows = new EventRows(sink);
        sink.file(0);
        events.stream()
                .filter(event -> sources.contains(event.event().source()))
                .forEach(rows::take);
    }

    @Override
    public void describe(SourceSink sink) {
        for (JournaledEvent event : events) {
            long millis = Millis.of(event.happened());
            new EventRows(new RowSink() {
                        @Override
                        public void row(long at, Shape shape, double[] values) {
                            sink.shape(shape, 1, millis, millis, values);
                        }

                        @Override
                        public void loss(long at, long fromMillis, long toMillis) {
                            assertEquals(millis, at);
                        }
                    })
                    .take(event);
        }
    }
}

package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.line.JournaledEvent;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns events into rows: the definition of what a row is. One thread; remembers the shapes that it has met. */
public final class EventRows {
    /** Whoever writes a new shape with each event shall not fill the memory. */
    private static final int MOST_SHAPES = 20_000;

    private static final String LOSS_TYPE = HomeEvent.TYPE_PREFIX + "log/lost";

    private final Map<Shape, Shape> shapes = new HashMap<>();
    private final RowSink sink;
    private double[] values = new double[8];

    public EventRows(RowSink sink) {
        this.sink = sink;
    }

    /** Hands on the row of this event, and the loss that it tells of. */
    public void take(JournaledEvent journaled) {
        HomeEvent event = journaled.event();
        long millis = Millis.of(journaled.happened());
        Map<String, Double> numbers = Attributes.all(event.payload());
        if (numbers.size() > values.length) {
            values = new double[numbers.size() * 2];
        }
        int index = 0;
        for (double value : numbers.values()) {
            values[index++] = value;
        }
        sink.row(millis, shape(Shape.of(event, numbers)), values);
        if (isLoss(event.type()) && event.payload() instanceof Map<?, ?> payload) {
            sink.loss(millis, millis(payload.get("from"), millis), millis(payload.get("to"), millis));
        }
    }

    static boolean isLoss(String type) {
        return type.equals(LOSS_TYPE);
    }

    /** The same shape as the same object, as long as there are not too many. */
    private Shape shape(Shape shape) {
        Shape known = shapes.get(shape);
        if (known == null) {
            if (shapes.size() >= MOST_SHAPES) {
                shapes.clear();
            }
            shapes.put(shape, shape);
        }
        return known == null ? shape : known;
    }

    private static long millis(@Nullable Object iso, long otherwise) {
        if (!(iso instanceof String text)) {
            return otherwise;
        }
        try {
            return Millis.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException unreadable) {
            return otherwise;
        }
    }
}

package io.webbrick.gateway.events.index;

/** Takes what is known of sources, one call for each shape of their events in a text. */
@FunctionalInterface
public interface SourceSink {
    /**
     * The events of one shape.
     *
     * @param first when the first of them happened
     * @param last when the last of them happened
     * @param values of the last of them, one for each of the shape's attributes
     */
    void shape(Shape shape, long events, long first, long last, double[] values);
}

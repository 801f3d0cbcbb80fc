package io.webbrick.gateway.events.index;

/** Takes what events say in numbers, one row an event, those of one source in the order of their lines. */
public interface RowSink {
    /**
     * One event.
     *
     * @param millis when it happened
     * @param values one for each of the shape's attributes; the array is used again for the next row
     */
    void row(long millis, Shape shape, double[] values);

    /** Events that EventLog lost between two moments, as an event of {@code millis} tells, whose row comes as well. */
    void loss(long millis, long fromMillis, long toMillis);
}

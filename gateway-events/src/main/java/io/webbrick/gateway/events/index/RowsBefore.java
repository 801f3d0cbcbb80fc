package io.webbrick.gateway.events.index;

/** Hands on what happened before a moment: a file that is opened once more may have been merged with newer ones. One thread. */
final class RowsBefore implements RowSink {
    private final long endMillis;
    private final RowSink sink;

    RowsBefore(long endMillis, RowSink sink) {
        this.endMillis = endMillis;
        this.sink = sink;
    }

    @Override
    public void row(long millis, Shape shape, double[] values) {
        if (millis < endMillis) {
            sink.row(millis, shape, values);
        }
    }

    @Override
    public void loss(long millis, long fromMillis, long toMillis) {
        if (millis < endMillis) {
            sink.loss(millis, fromMillis, toMillis);
        }
    }
}

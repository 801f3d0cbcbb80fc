package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.read.StreamCursor;
import org.jspecify.annotations.Nullable;

/** What the other side refused since it was last told of that, for the one record that tells of all of it. One thread. */
final class Refused {
    private static final int WARNING = 30;

    private long count;
    private @Nullable String first;
    private String last = "";
    private String why = "";

    /** So many records between these two, both included, were refused. */
    void add(long records, Outgoing from, Outgoing to, String reason) {
        if (first == null) {
            first = from.uid();
            why = reason;
        }
        count += records;
        last = to.uid();
    }

    boolean isEmpty() {
        return first == null;
    }

    /**
     * The record that tells of them; they count as told from now on.
     *
     * @param behind how far the stream is delivered or refused
     */
    Outgoing take(@Nullable StreamCursor behind, long millis) {
        String from = String.valueOf(first);
        String text = "lost " + count + " records, among " + from + " to " + last + ", not accepted: " + why;
        String uid = from.replaceFirst("/", "/refused/") + ".." + last;
        count = 0;
        first = null;
        return new Outgoing(
                uid,
                behind == null ? StreamCursor.START : behind,
                millis,
                WARNING,
                ShippingThread.LOGGER,
                text,
                Outgoing.Kind.REPORT);
    }
}

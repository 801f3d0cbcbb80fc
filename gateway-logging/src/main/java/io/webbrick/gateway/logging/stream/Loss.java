package io.webbrick.gateway.logging.stream;

import org.jspecify.annotations.Nullable;

/** Records a stream has lost and not yet said so. Any thread; losses are rare, so a lock is good enough. */
final class Loss {
    private long records;
    private boolean unknown;
    private long fromMillis;
    private long toMillis;
    private String reason = "";

    /**
     * What is to be reported.
     *
     * @param unknown whether more were lost than {@code records} says, nobody knows how many
     */
    record Report(long records, boolean unknown, long fromMillis, long toMillis, String reason) {}

    synchronized void add(long epochMillis, long more, String why) {
        span(epochMillis, epochMillis);
        records += more;
        reason = why;
    }

    /** An unknown number of records was lost. */
    synchronized void addUnknown(long from, long to, String why) {
        span(from, to);
        unknown = true;
        reason = why;
    }

    synchronized void add(Report report) {
        span(report.fromMillis(), report.toMillis());
        records += report.records();
        unknown |= report.unknown();
        reason = report.reason();
    }

    private void span(long from, long to) {
        boolean first = isEmpty();
        fromMillis = first ? from : Math.min(fromMillis, from);
        toMillis = first ? to : Math.max(toMillis, to);
    }

    /** What was lost since the last call, null when nothing was. */
    synchronized @Nullable Report take() {
        if (isEmpty()) {
            return null;
        }
        var report = new Report(records, unknown, fromMillis, toMillis, reason);
        records = 0;
        unknown = false;
        return report;
    }

    synchronized boolean isEmpty() {
        return records == 0 && !unknown;
    }
}

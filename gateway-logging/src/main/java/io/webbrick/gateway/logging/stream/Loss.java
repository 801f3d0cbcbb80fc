package io.webbrick.gateway.logging.stream;

import org.jspecify.annotations.Nullable;

/** Records a stream has lost and not yet said so. Any thread; losses are rare, so a lock is good enough. */
final class Loss {
    private long records;
    private long fromMillis;
    private long toMillis;
    private String reason = "";

    /** What is to be reported. */
    record Report(long records, long fromMillis, long toMillis, String reason) {}

    synchronized void add(long epochMillis, long more, String why) {
        fromMillis = records == 0 ? epochMillis : Math.min(fromMillis, epochMillis);
        toMillis = records == 0 ? epochMillis : Math.max(toMillis, epochMillis);
        records += more;
        reason = why;
    }

    void addAll(Loss other) {
        Report report = other.take();
        if (report != null) {
            add(report.fromMillis(), report.records(), report.reason());
            add(report.toMillis(), 0, report.reason());
        }
    }

    /** What was lost since the last call, null when nothing was. */
    synchronized @Nullable Report take() {
        if (records == 0) {
            return null;
        }
        var report = new Report(records, fromMillis, toMillis, reason);
        records = 0;
        return report;
    }

    synchronized boolean isEmpty() {
        return records == 0;
    }
}

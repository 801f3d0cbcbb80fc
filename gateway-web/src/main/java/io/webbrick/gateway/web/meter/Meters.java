package io.webbrick.gateway.web.meter;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the web server counts of itself: requests by the class of their status, how long they took, and how long answers to
 * questions took to make. Any thread.
 */
public final class Meters {
    private static final int CLASSES = 6;
    private static final long NANOS_OF_MILLI = 1_000_000;

    private final AtomicLongArray requests = new AtomicLongArray(CLASSES);
    private final Histogram durations = new Histogram();
    private final Map<String, Histogram> questions = new TreeMap<>();

    /** A request was answered with this status after so long, or refused. */
    public void request(int status, long millis) {
        requests.getAndIncrement(Math.max(1, Math.min(CLASSES - 1, status / 100)));
        durations.add(millis * NANOS_OF_MILLI);
    }

    /** An answer took so long to make. */
    public void question(String path, long nanos) {
        Histogram histogram;
        synchronized (questions) {
            histogram = questions.computeIfAbsent(path, key -> new Histogram());
        }
        histogram.add(nanos);
    }

    /** Writes all of it. */
    public void write(Exposition text) {
        text.family("webbrick_http_requests_total", "counter", "requests answered or refused, by class of status");
        for (int each = 1; each < CLASSES; each++) {
            text.sample("webbrick_http_requests_total", requests.get(each), "status", each + "xx");
        }
        String took = "webbrick_http_request_seconds";
        text.family(took, "histogram", "from the first byte of a request to the last of its answer");
        durations.write(text, took);
        String asked = "webbrick_query_seconds";
        text.family(asked, "histogram", "from a question to the beginning of its answer, by path");
        synchronized (questions) {
            questions.forEach((path, histogram) -> histogram.write(text, asked, "path", path));
        }
    }
}

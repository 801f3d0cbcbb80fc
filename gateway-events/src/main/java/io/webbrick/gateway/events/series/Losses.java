package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.series.Series.Gap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What EventLog says it lost, clipped to the range of a query; beyond a thousand the last one is prolonged. */
final class Losses {
    /** Where EventLog's own losses are logged. */
    static final String SOURCE = "log/EventLog";

    private static final int MOST = 1000;

    private final long from;
    private final long to;
    private final List<Gap> gaps = new ArrayList<>();

    Losses(SeriesQuery query) {
        Instant first = query.from();
        Instant end = query.to();
        from = first == null ? Long.MIN_VALUE : Millis.of(first);
        to = end == null ? Long.MAX_VALUE : Millis.of(end);
    }

    void take(long fromMillis, long toMillis) {
        long begin = Math.max(from, fromMillis);
        long end = Math.min(to, toMillis);
        if (begin > end) {
            return;
        }
        if (gaps.size() < MOST) {
            gaps.add(new Gap(begin, end, GapFinder.LOST));
        } else {
            Gap last = gaps.remove(gaps.size() - 1);
            gaps.add(new Gap(Math.min(last.fromMillis(), begin), Math.max(last.toMillis(), end), GapFinder.LOST));
        }
    }

    List<Gap> gaps() {
        return gaps;
    }
}

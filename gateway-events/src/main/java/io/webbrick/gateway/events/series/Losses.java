package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.series.Series.Gap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What EventLog says it lost, clipped to the range of a query; beyond a thousand the last one is prolonged. */
final class Losses {
    /** Where EventLog's own losses are logged. */
    static final String SOURCE = "log/EventLog";

    private static final String TYPE = HomeEvent.TYPE_PREFIX + "log/lost";
    private static final int MOST = 1000;

    private final long from;
    private final long to;
    private final List<Gap> gaps = new ArrayList<>();

    Losses(SeriesQuery query) {
        Instant first = query.from();
        Instant end = query.to();
        from = first == null ? Long.MIN_VALUE : Cells.millis(first);
        to = end == null ? Long.MAX_VALUE : Cells.millis(end);
    }

    static boolean isLoss(HomeEvent event) {
        return event.type().equals(TYPE);
    }

    void take(HomeEvent event, long millis) {
        if (!(event.payload() instanceof Map<?, ?> payload)) {
            return;
        }
        long begin = Math.max(from, millis(payload.get("from"), millis));
        long end = Math.min(to, millis(payload.get("to"), millis));
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

    private static long millis(@Nullable Object iso, long otherwise) {
        if (!(iso instanceof String text)) {
            return otherwise;
        }
        try {
            return Cells.millis(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return otherwise;
        }
    }
}

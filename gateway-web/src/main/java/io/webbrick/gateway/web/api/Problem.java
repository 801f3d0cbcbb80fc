package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.record.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All records of one logger and template. Guarded by whoever owns it. */
final class Problem {
    private static final int HOURS = 24;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int LONGEST_TEXT = 8_192;

    private final String id;
    private final String logger;
    private final String template;
    private final int[] rate = new int[HOURS];
    private Level level = Level.WARNING;
    private long count;

    /** The number of the record that was added last. */
    private long turn;

    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private String text = "";
    private String stream = "";
    private @Nullable Position position;

    /** The hour that {@code rate} was counted in last, in hours since 1970. */
    private long hour = Long.MIN_VALUE;

    Problem(String id, String logger, String template) {
        this.id = id;
        this.logger = logger;
        this.template = template;
    }

    /** @param number of the record, among all */
    void add(String from, RecordReader.Entry record, Level how, Instant time, long number) {
        count++;
        turn = number;
        first = time.isBefore(first) ? time : first;
        level = how.number() > level.number() ? how : level;
        if (!time.isBefore(last)) {
            last = time;
            text = record.text().length() > LONGEST_TEXT ? record.text().substring(0, LONGEST_TEXT) : record.text();
            stream = from;
            position = record.position();
        }
        long at = Math.floorDiv(time.toEpochMilli(), HOUR_MILLIS);
        turnTo(Math.max(at, hour));
        if (at > hour - HOURS) {
            rate[(int) Math.floorMod(at, (long) HOURS)]++;
        }
    }

    /** Hours that are over become empty for those that begin. */
    private void turnTo(long now) {
        long gone = hour == Long.MIN_VALUE ? HOURS : Math.min(HOURS, now - hour);
        for (long back = 0; back < gone; back++) {
            rate[(int) Math.floorMod(now - back, (long) HOURS)] = 0;
        }
        hour = now;
    }

    String id() {
        return id;
    }

    Instant last() {
        return last;
    }

    /** Which of those that happened in the same millisecond came last. */
    long turn() {
        return turn;
    }

    Map<String, @Nullable Object> shape(Instant now, @Nullable Acknowledgement acknowledged) {
        turnTo(Math.max(hour, Math.floorDiv(now.toEpochMilli(), HOUR_MILLIS)));
        List<Long> hours = new ArrayList<>();
        for (long back = HOURS - 1; back >= 0; back--) {
            hours.add((long) rate[(int) Math.floorMod(hour - back, (long) HOURS)]);
        }
        var shape = new LinkedHashMap<String, @Nullable Object>();
        shape.put("id", id);
        shape.put("logger", logger);
        shape.put("level", level.name());
        shape.put("template", template);
        shape.put("count", count);
        shape.put("first", first.toString());
        shape.put("last", last.toString());
        shape.put("rate", hours);
        shape.put("text", text);
        shape.put("stream", stream);
        Position place = position;
        if (place != null) {
            shape.put("position", place.toString());
        }
        shape.put(
                "acknowledged", acknowledged == null ? null : acknowledged.at().toString());
        shape.put("by", acknowledged == null ? null : acknowledged.by());
        return shape;
    }
}

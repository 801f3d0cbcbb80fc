package io.webbrick.gateway.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each logger has written within the last hour, counted in steps of five minutes. At most {@value #MOST} loggers are told
 * apart; further ones count as one. Any thread.
 */
final class Talkers {
    private static final int MOST = 1_000;
    private static final int SHOWN = 50;
    private static final int STEPS = 12;
    private static final long STEP_MILLIS = 300_000;
    private static final String OTHERS = "(others)";

    private final InstantSource clock;
    private final Map<String, Talker> talkers = new HashMap<>();
    private Instant since;

    Talkers(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
    }

    /** What one logger has written. */
    private static final class Talker {
        private final long[] lines = new long[STEPS];
        private final long[] bytes = new long[STEPS];
        private final long[] steps = new long[STEPS];

        void add(long step, int size) {
            int slot = (int) Math.floorMod(step, (long) STEPS);
            if (steps[slot] < step) {
                steps[slot] = step;
                lines[slot] = 0;
                bytes[slot] = 0;
            }
            if (steps[slot] == step) {
                lines[slot]++;
                bytes[slot] += size;
            }
        }

        long sum(long[] what, long now) {
            long sum = 0;
            for (int slot = 0; slot < STEPS; slot++) {
                sum += steps[slot] > now - STEPS && steps[slot] <= now ? what[slot] : 0;
            }
            return sum;
        }
    }

    private record Row(String name, long lines, long bytes) {}

    /** A record of this logger, with so many characters. */
    synchronized void add(String logger, Instant time, int size) {
        since = time.isBefore(since) ? time : since;
        long step = step(time);
        if (step <= step(clock.instant()) - STEPS) {
            return;
        }
        Talker talker = talkers.get(logger);
        if (talker == null && talkers.size() >= MOST) {
            forget(step);
        }
        String name = talker == null && talkers.size() >= MOST ? OTHERS : logger;
        talkers.computeIfAbsent(name, key -> new Talker()).add(step, size);
    }

    private static long step(Instant time) {
        return Math.floorDiv(time.toEpochMilli(), STEP_MILLIS);
    }

    private void forget(long now) {
        talkers.values().removeIf(talker -> talker.sum(talker.lines, now) == 0);
    }

    /** As the API shows them. */
    synchronized Map<String, Object> shape() {
        Instant now = clock.instant();
        long step = step(now);
        Instant hour = Instant.ofEpochMilli((step - STEPS + 1) * STEP_MILLIS);
        Instant from = since.isAfter(hour) ? since : hour;
        double minutes = Math.max(1, Duration.between(from, now).toMillis() / 60_000.0);
        var rows = new ArrayList<Row>();
        talkers.forEach((name, talker) ->
                rows.add(new Row(name, talker.sum(talker.lines, step), talker.sum(talker.bytes, step))));
        rows.removeIf(row -> row.lines() == 0);
        rows.sort(Comparator.comparingLong(Row::bytes).reversed().thenComparing(Row::name));
        List<Map<String, Object>> loggers =
                rows.stream().limit(SHOWN).map(row -> shape(row, minutes)).toList();
        var shape = new LinkedHashMap<String, Object>();
        shape.put("since", from.toString());
        shape.put("loggers", loggers);
        return shape;
    }

    private static Map<String, Object> shape(Row row, double minutes) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("name", row.name());
        shape.put("linesPerMinute", Math.round(row.lines() / minutes * 100) / 100.0);
        shape.put("bytesPerDay", Math.round(row.bytes() / minutes * 1_440));
        shape.put("lines", row.lines());
        shape.put("bytes", row.bytes());
        return shape;
    }
}

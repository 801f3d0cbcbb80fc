package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Every change of a series of 0 and 1, as long as there are not more than can be given. Readings that say the same again
 * are not kept, but the last is. One thread.
 */
final class Changes {
    private static final int MOST = SeriesQuery.MOST_POINTS - 2;

    private long[] millis = new long[16];
    private boolean[] on = new boolean[16];
    private int count;
    private long reads;
    private boolean isSorted = true;
    private boolean isTooMuch;
    private long lastMillis = Long.MIN_VALUE;
    private boolean lastOn;

    void read(long time, boolean isOn) {
        reads++;
        isSorted &= time >= lastMillis;
        boolean same = reads > 1 && isOn == lastOn && isSorted;
        lastMillis = Math.max(lastMillis, time);
        lastOn = isOn;
        if (same || isTooMuch) {
            return;
        }
        if (count >= MOST) {
            isTooMuch = true;
            return;
        }
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, count * 2);
            on = Arrays.copyOf(on, count * 2);
        }
        millis[count] = time;
        on[count++] = isOn;
    }

    boolean isTooMuch() {
        return isTooMuch;
    }

    /** The changes in order of time, and the last reading. */
    List<Point> points() {
        var points = new ArrayList<Point>(count + 1);
        for (int i = 0; i < count; i++) {
            points.add(Point.of(millis[i], on[i] ? 1 : 0));
        }
        points.sort(Comparator.comparingLong(Point::epochMillis));
        if (count > 0 && points.get(points.size() - 1).epochMillis() < lastMillis) {
            points.add(Point.of(lastMillis, lastOn ? 1 : 0));
        }
        return points;
    }
}

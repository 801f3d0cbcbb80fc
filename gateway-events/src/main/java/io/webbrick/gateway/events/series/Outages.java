package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What happened to all series of a query alike: recorded losses, and the times during which the gateway was off. It was when
 * its clock, which strikes each minute into EventLog, was silent for more than a minute and a half. One thread.
 */
final class Outages {
    /** Whose events strike each minute. */
    static final String CLOCK = "time/minute";

    private static final long MINUTE = 60_000;
    private static final long LONGEST_MINUTE = 90_000;
    private static final int MOST = 1_000;

    private final Losses losses;
    private final Intervals strikes = new Intervals();
    private final List<Gap> silences = new ArrayList<>();
    private long last = Long.MIN_VALUE;

    Outages(Losses losses) {
        this.losses = losses;
    }

    Losses losses() {
        return losses;
    }

    /** The gateway's clock struck. */
    void strike(long millis) {
        if (last != Long.MIN_VALUE) {
            strikes.add(millis - last);
            if (millis - last > LONGEST_MINUTE && silences.size() < MOST) {
                silences.add(new Gap(last, millis, GapFinder.RESTART));
            }
        }
        last = Math.max(last, millis);
    }

    /**
     * The gaps of one series together with these outages. A silence in which the gateway was off is one of the gateway; a
     * series that was read meanwhile shows that only its clock was silent.
     */
    List<Gap> with(List<Gap> own, Collection<Cell> cells) {
        var all = new ArrayList<Gap>(own.size() + 8);
        List<Gap> off = restarts(cells);
        for (Gap gap : own) {
            boolean isOff =
                    gap.reason().equals(GapFinder.SILENT) && off.stream().anyMatch(one -> overlap(one, gap));
            all.add(isOff ? new Gap(gap.fromMillis(), gap.toMillis(), GapFinder.RESTART) : gap);
        }
        for (Gap one : off) {
            if (all.stream().noneMatch(gap -> gap.reason().equals(GapFinder.RESTART) && overlap(one, gap))) {
                all.add(one);
            }
        }
        all.addAll(losses.gaps());
        return all;
    }

    private List<Gap> restarts(Collection<Cell> cells) {
        if (Math.abs(strikes.median() - MINUTE) > MINUTE / 10) {
            return List.of();
        }
        return silences.stream()
                .filter(gap -> cells.stream().noneMatch(cell -> isWithin(cell, gap)))
                .toList();
    }

    private static boolean isWithin(Cell cell, Gap gap) {
        long from = gap.fromMillis() + MINUTE;
        long to = gap.toMillis() - MINUTE;
        return cell.hasReadings()
                && ((cell.firstMillis() > from && cell.firstMillis() < to)
                        || (cell.lastMillis() > from && cell.lastMillis() < to));
    }

    private static boolean overlap(Gap one, Gap other) {
        return one.fromMillis() < other.toMillis() && other.fromMillis() < one.toMillis();
    }
}

package io.webbrick.gateway.events.series;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a scale of time has its ticks: at round local times, so days of 23 and 25 hours come out right. The second line
 * of a label says the day (or the year), at the first tick and wherever it changes.
 */
final class TimeAxis {
    /**
     * One tick.
     *
     * @param millis its moment
     * @param label such as {@code 05:20}
     * @param context such as {@code Sat 21 Nov}; null where it is that of the tick before
     */
    record Tick(long millis, String label, @Nullable String context) {}

    /** A step between ticks: so many of a unit, about so many seconds, written so. */
    private record Step(int count, ChronoUnit unit, DateTimeFormatter label, DateTimeFormatter context) {
        double seconds() {
            return count * (double) unit.getDuration().toSeconds();
        }
    }

    private static final DateTimeFormatter SECONDS = format("HH:mm:ss");
    private static final DateTimeFormatter MINUTES = format("HH:mm");
    private static final DateTimeFormatter DAY = format("EEE d MMM");
    private static final DateTimeFormatter DATE = format("d MMM");
    private static final DateTimeFormatter MONTH = format("MMM");
    private static final DateTimeFormatter YEAR = format("uuuu");
    private static final DateTimeFormatter NOTHING = format("");
    private static final List<Step> STEPS = steps();
    private static final int SECONDS_OF_HOUR = 3600;

    private TimeAxis() {}

    /** The ticks between two moments, both included, at most about so many. */
    static List<Tick> ticks(long fromMillis, long toMillis, ZoneId zone, int most) {
        double seconds = (toMillis - fromMillis) / 1000.0;
        Step step = STEPS.stream()
                .filter(one -> seconds / one.seconds() <= most)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        ZonedDateTime from = Instant.ofEpochMilli(fromMillis).atZone(zone);
        var ticks = new ArrayList<Tick>();
        String context = "";
        for (ZonedDateTime at = first(from, step); at.toInstant().toEpochMilli() <= toMillis; at = next(at, step)) {
            String now = step.context.format(at);
            ticks.add(new Tick(at.toInstant().toEpochMilli(), step.label.format(at), now.equals(context) ? null : now));
            context = now;
        }
        return ticks;
    }

    private static ZonedDateTime first(ZonedDateTime from, Step step) {
        ZonedDateTime start = before(from, step);
        return start.isBefore(from) ? next(start, step) : start;
    }

    /** The last round moment at or before this one. */
    private static ZonedDateTime before(ZonedDateTime from, Step step) {
        LocalDate day = from.toLocalDate();
        return switch (step.unit) {
            case DAYS ->
                day.minusDays(Math.floorMod(day.toEpochDay() + 3, step.count)).atStartOfDay(from.getZone());
            case MONTHS ->
                day.withDayOfMonth(1)
                        .minusMonths((day.getMonthValue() - 1) % step.count)
                        .atStartOfDay(from.getZone());
            case YEARS ->
                day.withDayOfYear(1)
                        .minusYears(Math.floorMod(day.getYear(), step.count))
                        .atStartOfDay(from.getZone());
            default -> {
                long past = from.toLocalTime().toSecondOfDay() % Math.min(SECONDS_OF_HOUR, (long) step.seconds());
                ZonedDateTime aligned = from.truncatedTo(ChronoUnit.SECONDS).minusSeconds(past);
                while (!isRound(aligned, step)) {
                    aligned = aligned.minusHours(1);
                }
                yield aligned;
            }
        };
    }

    private static ZonedDateTime next(ZonedDateTime tick, Step step) {
        if (step.unit.isDateBased()) {
            return tick.toLocalDate().plus(step.count, step.unit).atStartOfDay(tick.getZone());
        }
        long seconds = Math.min(SECONDS_OF_HOUR, (long) step.seconds());
        ZonedDateTime next = tick;
        do {
            next = next.plusSeconds(seconds);
            next = next.minusSeconds(next.toLocalTime().toSecondOfDay() % seconds);
            if (!next.isAfter(tick)) {
                next = tick.plusSeconds(seconds);
            }
        } while (!isRound(next, step));
        return next;
    }

    private static boolean isRound(ZonedDateTime at, Step step) {
        return step.unit != ChronoUnit.HOURS || at.getHour() % step.count == 0;
    }

    private static List<Step> steps() {
        var steps = new ArrayList<Step>();
        add(steps, ChronoUnit.SECONDS, SECONDS, DAY, 1, 2, 5, 10, 15, 30);
        add(steps, ChronoUnit.MINUTES, MINUTES, DAY, 1, 2, 5, 10, 15, 30);
        add(steps, ChronoUnit.HOURS, MINUTES, DAY, 1, 2, 3, 6, 12);
        add(steps, ChronoUnit.DAYS, DATE, YEAR, 1, 2, 7, 14);
        add(steps, ChronoUnit.MONTHS, MONTH, YEAR, 1, 2, 3, 6);
        add(steps, ChronoUnit.YEARS, YEAR, NOTHING, 1, 2, 5, 10, 20, 50, 100, 500, 1000);
        return List.copyOf(steps);
    }

    private static void add(
            List<Step> steps, ChronoUnit unit, DateTimeFormatter label, DateTimeFormatter context, int... counts) {
        for (int count : counts) {
            steps.add(new Step(count, unit, label, context));
        }
    }

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }
}

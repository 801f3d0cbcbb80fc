package io.webbrick.gateway.events.series;

import java.util.List;

/** The scale of time below a picture: lines through panels and lanes, times, and days below them. */
final class TimeScale {
    /** How high its two rows of labels are. */
    static final int HEIGHT = 32;

    private static final int PIXELS_PER_TICK = 62;

    private final Frame frame;
    private final int width;
    private final List<TimeAxis.Tick> ticks;

    /** A scale for a picture so wide. */
    TimeScale(Frame frame, int width) {
        this.frame = frame;
        this.width = width;
        int most = Math.max(2, (int) (frame.width() / PIXELS_PER_TICK));
        ticks = TimeAxis.ticks(frame.fromMillis(), frame.toMillis(), frame.zone(), most);
    }

    /** A line at each tick between these heights; stronger where a day begins. */
    void lines(Svg svg, double top, double bottom) {
        for (int i = 0; i < ticks.size(); i++) {
            double x = frame.x(ticks.get(i).millis());
            svg.add(
                    "<line " + (i > 0 && ticks.get(i).context() != null ? Style.MAJOR : Style.GRID)
                            + " x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                    x,
                    x,
                    top,
                    bottom);
        }
    }

    void labels(Svg svg, double top) {
        double used = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ticks.size(); i++) {
            TimeAxis.Tick tick = ticks.get(i);
            double x = frame.x(tick.millis());
            svg.text(inside(x, tick.label()), top + 14, "middle", Style.MUTED, tick.label());
            String context = tick.context();
            if (context == null || context.isEmpty() || (i == 0 && crowds(context))) {
                continue;
            }
            double place = inside(x, context);
            double half = TextWidth.of(context, Style.SMALL) / 2;
            if (place - half > used + 6) {
                svg.text(place, top + 28, "middle", Style.MUTED, context);
                used = place + half;
            }
        }
    }

    /** Whether the first tick's day would take the place of the next day's name, which says more. */
    private boolean crowds(String context) {
        double half = TextWidth.of(context, Style.SMALL) / 2;
        double end = inside(frame.x(ticks.get(0).millis()), context) + half;
        return ticks.stream()
                .skip(1)
                .filter(tick -> tick.context() != null)
                .findFirst()
                .filter(tick -> frame.x(tick.millis()) - half < end + 6)
                .isPresent();
    }

    /** The middle of a text that is to stay within the picture. */
    private double inside(double x, String text) {
        double half = TextWidth.of(text, Style.SMALL) / 2;
        return Math.max(2 + half, Math.min(width - 2 - half, x));
    }
}

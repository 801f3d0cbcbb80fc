package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.index.Millis;
import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Lays out one picture: legend above, panels and lanes on one scale of time, notes below. */
final class Chart {
    private static final String FONTS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";
    private static final int MOST_CURVES = 24;
    private static final int UNIT_ROW = 18;
    private static final int LEAST_PANEL = 56;
    private static final int LEAST_LONE_PANEL = 100;
    private static final int LANE = 38;
    private static final int LEAST_LANE = 30;
    private static final int NOTE_ROW = 16;
    private static final int RIGHT_ROOM = 4;
    private static final long LEAST_RANGE_MILLIS = 1000;

    private final List<Curve> curves;
    private final int left;
    private final ZoneId zone;
    private final int width;
    private final int height;
    private final int pad;
    private final Svg svg = new Svg();

    Chart(List<Series> series, ZoneId zone, int width, int height) {
        curves = IntStream.range(0, Math.min(MOST_CURVES, series.size()))
                .mapToObj(i -> new Curve(i, series.get(i)))
                .toList();
        left = series.size() - curves.size();
        this.zone = zone;
        this.width = width;
        this.height = height;
        pad = width < 480 ? 8 : 14;
    }

    String draw(@Nullable Instant from, @Nullable Instant to) {
        Frame whole = frame(from, to);
        List<Curve> steps = curves.stream().filter(Curve::isSteps).toList();
        Map<String, List<Curve>> byUnit = curves.stream()
                .filter(curve -> !curve.isEmpty() && !curve.isSteps())
                .collect(Collectors.groupingBy(Curve::unit, LinkedHashMap::new, Collectors.toList()));
        if (byUnit.isEmpty() && steps.isEmpty()) {
            nothing(whole, from != null || to != null);
        } else {
            full(whole, List.copyOf(byUnit.values()), steps);
        }
        return svg.add("</svg>").toString();
    }

    private void full(Frame whole, List<List<Curve>> groups, List<Curve> steps) {
        var legend = new Legend(
                curves.stream().filter(curve -> !curve.isSteps()).toList(), pad, width - 2.0 * pad, MOST_CURVES);
        List<String> notes = notes(whole);
        double top = pad + legend.height();
        double below = TimeScale.HEIGHT + NOTE_ROW * notes.size() + pad;
        int leastPanel = UNIT_ROW + (groups.size() == 1 ? LEAST_LONE_PANEL : LEAST_PANEL);
        double needed = top + groups.size() * leastPanel + steps.size() * LEAST_LANE + below;
        int total = (int) Math.max(height, Math.ceil(needed));
        begin(whole, total);
        legend.draw(svg, pad);

        double bottom = total - below;
        double lane = lane(bottom - top - groups.size() * (double) leastPanel, groups.isEmpty(), steps.size());
        double lanesTop = bottom - lane * steps.size();
        List<CurvePanel> panels = panels(groups, top, lanesTop);
        double labels =
                panels.stream().mapToDouble(CurvePanel::labelWidth).max().orElse(18);
        var frame = new Frame(
                pad + Math.max(24, labels + 8), whole.right() - RIGHT_ROOM, whole.fromMillis(), whole.toMillis(), zone);
        var times = new TimeScale(frame, width);
        for (CurvePanel panel : panels) {
            times.lines(svg, panel.top(), panel.bottom());
            panel.draw(svg, frame);
        }
        for (int i = 0; i < steps.size(); i++) {
            new StepLane(steps.get(i), lanesTop + i * lane, lanesTop + (i + 1) * lane - 6).draw(svg, frame, times);
        }
        times.labels(svg, bottom);
        for (int i = 0; i < notes.size(); i++) {
            svg.text(pad, bottom + TimeScale.HEIGHT + (i + 1.0) * NOTE_ROW - 3, "start", Style.MUTED, notes.get(i));
        }
    }

    /** How high each lane is: all there is without curves, little with them. */
    private static double lane(double room, boolean alone, int lanes) {
        if (lanes == 0) {
            return 0;
        }
        return alone ? room / lanes : Math.max(LEAST_LANE, Math.min(LANE, room / lanes));
    }

    private static List<CurvePanel> panels(List<List<Curve>> groups, double top, double bottom) {
        var panels = new ArrayList<CurvePanel>();
        double each = (bottom - top) / Math.max(1, groups.size());
        for (List<Curve> group : groups) {
            double from = top + panels.size() * each;
            panels.add(new CurvePanel(group, from + UNIT_ROW, from + each - 4));
        }
        return panels;
    }

    private List<String> notes(Frame frame) {
        var notes = new ArrayList<String>();
        String gaps = Notes.gaps(curves, frame, width - 2.0 * pad);
        if (!gaps.isEmpty()) {
            notes.add(gaps);
        }
        notes.add(Moments.zone(frame) + (left == 0 ? "" : " · " + left + " more series not drawn"));
        return notes;
    }

    private void nothing(Frame frame, boolean isRangeKnown) {
        begin(frame, height);
        double middle = height / 2.0;
        double widest = width - 4.0 * pad;
        svg.add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\" fill=\"none\" stroke-dasharray=\"4 4\" "
                        + Style.MAJOR + "/>",
                pad,
                pad,
                width - 2 * pad,
                height - 2 * pad);
        svg.text(width / 2.0, middle - 10, "middle", Style.STRONG, "no readings");
        String names = curves.isEmpty()
                ? "no source chosen"
                : String.join(", ", curves.stream().map(Curve::name).toList());
        svg.text(width / 2.0, middle + 10, "middle", Style.TEXT, TextWidth.fit(names, Style.FONT, widest));
        if (isRangeKnown) {
            String range = TextWidth.fit(Moments.range(frame), Style.SMALL, widest);
            svg.text(width / 2.0, middle + 30, "middle", Style.MUTED, range);
            svg.text(width / 2.0, middle + 46, "middle", Style.MUTED, Moments.zone(frame));
        }
    }

    private void begin(Frame frame, int total) {
        svg.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\""
                        + " role=\"img\" aria-labelledby=\"chart-title chart-desc\" font-family=\"" + FONTS + "\">",
                width,
                total,
                width,
                total);
        String title = curves.isEmpty() ? "no readings" : Notes.title(curves, frame);
        svg.add("<title id=\"chart-title\">" + Svg.escape(title) + "</title>");
        svg.add("<desc id=\"chart-desc\">" + Svg.escape(Notes.description(curves, frame)) + "</desc>");
        Style.define(svg);
        svg.add("<rect width=\"%s\" height=\"%s\" " + Style.BACKGROUND + "/>", width, total);
    }

    /** The scale of time over the whole width: the wanted range, else all readings and gaps. */
    private Frame frame(@Nullable Instant from, @Nullable Instant to) {
        long first = from == null
                ? moments().min().orElse(to == null ? 0 : Millis.of(to) - LEAST_RANGE_MILLIS)
                : Millis.of(from);
        long last = to == null ? moments().max().orElse(first) : Millis.of(to);
        boolean isShort = last - first < LEAST_RANGE_MILLIS;
        long room = isShort ? 30 * LEAST_RANGE_MILLIS : 0;
        return new Frame(pad, width - pad, first - room, Math.max(first, last) + room, zone);
    }

    private LongStream moments() {
        LongStream points =
                curves.stream().flatMap(c -> c.series().points().stream()).mapToLong(Point::epochMillis);
        LongStream periods = curves.stream()
                .filter(curve -> curve.isTotals() && !curve.isEmpty())
                .mapToLong(curve -> Objects.requireNonNull(curve.lastPoint()).epochMillis() + curve.periodMillis());
        LongStream gaps = curves.stream()
                .flatMap(c -> c.series().gaps().stream())
                .flatMapToLong((Gap gap) -> LongStream.of(gap.fromMillis(), gap.toMillis()));
        return LongStream.concat(LongStream.concat(points, periods), gaps);
    }
}

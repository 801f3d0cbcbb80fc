package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import io.webbrick.gateway.events.series.Series.Point;
import java.util.List;
import java.util.Objects;

/**
 * Curves that share a unit and so a scale of values: band between lowest and highest reading of each bucket, line through the last
 * one, gaps hatched.
 */
final class CurvePanel {
    private static final int PIXELS_PER_TICK = 30;
    private static final int STRIP = 6;
    private static final double BAR = 0.8;

    private final List<Curve> curves;
    private final double top;
    private final double bottom;
    private final ValueAxis axis;

    CurvePanel(List<Curve> curves, double top, double bottom) {
        this.curves = curves;
        this.top = top;
        this.bottom = bottom;
        axis = ValueAxis.of(
                curves.stream().mapToDouble(Curve::min).min().orElse(0),
                curves.stream().mapToDouble(Curve::max).max().orElse(0),
                (int) Math.max(2, (bottom - top) / PIXELS_PER_TICK + 0.5));
    }

    /** How wide the widest label of its values is. */
    double labelWidth() {
        return axis.ticks().stream()
                .mapToDouble(tick -> TextWidth.of(axis.label(tick), Style.SMALL))
                .max()
                .orElse(0);
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    void draw(Svg svg, Frame frame) {
        scale(svg, frame);
        gaps(svg, frame);
        bars(svg, frame, curves.stream().filter(Curve::isTotals).toList());
        List<Curve> lines = curves.stream().filter(curve -> !curve.isTotals()).toList();
        for (Curve curve : lines) {
            svg.add("<g " + Style.area(curve.index()) + " fill-opacity=\"0.18\" stroke=\"none\">");
            curve.runs().forEach(run -> band(svg, frame, run));
            svg.add("</g>");
        }
        for (Curve curve : lines) {
            svg.add("<g " + Style.line(curve.index())
                    + " stroke-width=\"1.8\" stroke-linejoin=\"round\" stroke-linecap=\"round\">");
            svg.add(Svg.tip(curve.name()));
            curve.runs().forEach(run -> line(svg, frame, run));
            svg.add("</g>");
            dots(svg, frame, curve);
        }
    }

    /** A bar for each period, those of several counters side by side. */
    private void bars(Svg svg, Frame frame, List<Curve> totals) {
        for (int i = 0; i < totals.size(); i++) {
            Curve curve = totals.get(i);
            double period = frame.x(frame.fromMillis() + curve.periodMillis()) - frame.left();
            double width = Math.max(1, period * BAR / totals.size());
            svg.add("<g " + Style.area(curve.index()) + " fill-opacity=\"0.85\">");
            for (Point point : curve.series().points()) {
                double x = frame.x(point.epochMillis()) + period * (1 - BAR) / 2 + i * width;
                double y = Math.min(y(point.last()), y(0));
                svg.add(
                        "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\">" + Svg.tip(tip(frame, curve, point))
                                + "</rect>",
                        x,
                        y,
                        Math.max(1, width - 1),
                        Math.abs(y(point.last()) - y(0)));
            }
            svg.add("</g>");
        }
    }

    private static String tip(Frame frame, Curve curve, Point point) {
        return curve.name() + " from " + new Moments(frame).at(point.epochMillis()) + ": "
                + curve.valueText(point.last());
    }

    private void scale(Svg svg, Frame frame) {
        svg.text(frame.left(), top - 5, "start", Style.MUTED, curves.get(0).unit());
        svg.add("<g " + Style.GRID + ">");
        for (double tick : axis.ticks()) {
            svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", frame.left(), frame.right(), y(tick), y(tick));
        }
        svg.add("</g>");
        for (double tick : axis.ticks()) {
            svg.text(frame.left() - 6, y(tick) + 4, "end", Style.MUTED, axis.label(tick));
        }
    }

    private void band(Svg svg, Frame frame, List<Point> run) {
        if (run.size() < 2 || run.stream().allMatch(point -> point.min() == point.max())) {
            return;
        }
        var path = new StringBuilder();
        for (Point point : run) {
            path.append(path.length() == 0 ? 'M' : 'L').append(place(frame, point, point.max()));
        }
        for (int i = run.size() - 1; i >= 0; i--) {
            path.append('L').append(place(frame, run.get(i), run.get(i).min()));
        }
        svg.add("<path d=\"" + path + "Z\"/>");
    }

    private void line(Svg svg, Frame frame, List<Point> run) {
        if (run.size() < 2) {
            return;
        }
        var path = new StringBuilder();
        for (Point point : run) {
            path.append(path.length() == 0 ? 'M' : 'L').append(place(frame, point, point.last()));
        }
        svg.add("<path d=\"" + path + "\"/>");
    }

    /** Readings that stand alone, with their extent, and the end of the curve. */
    private void dots(Svg svg, Frame frame, Curve curve) {
        svg.add("<g " + Style.area(curve.index()) + ">");
        for (List<Point> run : curve.runs()) {
            if (run.size() == 1) {
                Point alone = run.get(0);
                double x = frame.x(alone.epochMillis());
                svg.add("<circle cx=\"%s\" cy=\"%s\" r=\"2.4\"/>", x, y(alone.last()));
                svg.add(
                        "<rect x=\"%s\" y=\"%s\" width=\"2\" height=\"%s\" fill-opacity=\"0.4\"/>",
                        x - 1, y(alone.max()), y(alone.min()) - y(alone.max()));
            }
        }
        Point last = Objects.requireNonNull(curve.lastPoint());
        svg.add("<circle cx=\"%s\" cy=\"%s\" r=\"3\"/>", frame.x(last.epochMillis()), y(last.last()));
        svg.add("</g>");
    }

    /** The gaps of a lone curve fill the panel's height; of several curves each has a strip of its colour below. */
    private void gaps(Svg svg, Frame frame) {
        double strip = bottom;
        for (Curve curve : curves) {
            boolean own = curve.series().gaps().stream().anyMatch(gap -> !isCommon(gap));
            if (own) {
                strip -= STRIP + 1;
            }
            for (Gap gap : GapMark.visible(curve.series().gaps(), frame)) {
                if (curves.size() == 1 || isCommon(gap)) {
                    if (curve.equals(curves.get(0))) {
                        GapMark.draw(svg, frame, curve, gap, top, bottom);
                    }
                } else {
                    GapMark.drawStrip(svg, frame, curve, gap, Math.max(top, strip), STRIP);
                }
            }
        }
    }

    /** Losses happened to all curves alike. */
    private static boolean isCommon(Gap gap) {
        return gap.reason().equals(GapFinder.LOST);
    }

    private String place(Frame frame, Point point, double value) {
        return Svg.number(frame.x(point.epochMillis())) + " " + Svg.number(y(value));
    }

    private double y(double value) {
        return bottom - (value - axis.low()) / (axis.high() - axis.low()) * (bottom - top);
    }
}

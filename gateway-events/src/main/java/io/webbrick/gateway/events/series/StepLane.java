package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Point;
import java.util.List;

/**
 * A series of 0 and 1 in a lane of its own: filled while on, a stroke of full height where it was both within one
 * bucket. A state lasts until it changes, to the end of the picture.
 */
final class StepLane {
    private static final int LABEL = 15;

    private final Curve curve;
    private final double top;
    private final double bottom;

    /** A lane between these heights, its label included. */
    StepLane(Curve curve, double top, double bottom) {
        this.curve = curve;
        this.top = top + LABEL;
        this.bottom = bottom;
    }

    void draw(Svg svg, Frame frame, TimeScale times) {
        times.lines(svg, top, bottom);
        String state = curve.lastText();
        double room = frame.width() - TextWidth.of(state, Style.FONT) - 12;
        svg.text(frame.left(), top - 4, "start", Style.TEXT, TextWidth.fit(curve.name(), Style.FONT, room));
        svg.text(frame.right(), top - 4, "end", Style.STRONG, state);
        svg.add("<g " + Style.GRID + ">");
        for (double y : new double[] {top, bottom}) {
            svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>", frame.left(), frame.right(), y, y);
        }
        svg.add("</g>");
        if (bottom - top >= 24) {
            svg.text(frame.left() - 6, top + 9, "end", Style.MUTED, "on");
            svg.text(frame.left() - 6, bottom + 1, "end", Style.MUTED, "off");
        }
        GapMark.visible(curve.series().gaps(), frame).forEach(gap -> GapMark.draw(svg, frame, curve, gap, top, bottom));
        curve.runsFrom(frame.fromMillis()).forEach(run -> draw(svg, frame, run));
    }

    private void draw(Svg svg, Frame frame, List<Point> run) {
        var line = new StringBuilder();
        Point before = null;
        for (Point point : run) {
            double x = frame.x(point.epochMillis());
            if (before == null) {
                line.append('M').append(Svg.number(x)).append(' ').append(y(point.last()));
            } else {
                line.append('H').append(Svg.number(x)).append('V').append(y(point.last()));
            }
            if (point.min() < point.max()) {
                line.append('V')
                        .append(y(0))
                        .append('V')
                        .append(y(1))
                        .append('V')
                        .append(y(point.last()));
            }
            before = point;
        }
        Point first = run.get(0);
        Point last = run.get(run.size() - 1);
        String end = Svg.number(frame.x(curve.heldUntil(last, frame.toMillis())));
        svg.add("<path " + Style.area(curve.index()) + " fill-opacity=\"0.3\" d=\"" + line + "H" + end + "V" + y(0)
                + "H" + Svg.number(frame.x(first.epochMillis())) + "Z\"/>");
        svg.add("<path " + Style.solid(curve.index()) + " stroke-width=\"1.6\" d=\"" + line + "H" + end + "\"/>");
    }

    private String y(double value) {
        return Svg.number(bottom - value * (bottom - top));
    }
}

package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A gap as it is drawn: hatched by its reason, with the reason in words where there is room, and as a tip. */
final class GapMark {
    private static final double LEAST_WIDTH = 2;

    private GapMark() {}

    /** The gaps as they can be told apart in this picture: those of one reason that touch there are one. */
    static List<Gap> visible(List<Gap> gaps, Frame frame) {
        var visible = new ArrayList<Gap>();
        Map<String, Integer> places = new HashMap<>();
        for (Gap gap : gaps) {
            Integer place = places.get(gap.reason());
            Gap before = place == null ? null : visible.get(place);
            if (place != null
                    && before != null
                    && frame.x(gap.fromMillis()) <= frame.x(before.toMillis()) + LEAST_WIDTH) {
                long end = Math.max(before.toMillis(), gap.toMillis());
                visible.set(place, new Gap(before.fromMillis(), end, gap.reason()));
            } else {
                places.put(gap.reason(), visible.size());
                visible.add(gap);
            }
        }
        return visible;
    }

    /** Over the whole height of a panel. */
    static void draw(Svg svg, Frame frame, Curve curve, Gap gap, double top, double bottom) {
        double x = left(frame, gap);
        double width = width(frame, gap);
        open(svg, frame, curve, gap);
        svg.add(
                "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" " + Style.hatch(gap.reason())
                        + " fill-opacity=\"0.55\"/>",
                x,
                top,
                width,
                bottom - top);
        if (TextWidth.of(gap.reason(), Style.SMALL) + 8 < width) {
            double half = TextWidth.of(gap.reason(), Style.SMALL) / 2 + 3;
            svg.add(
                    "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"16\" rx=\"3\" " + Style.BACKGROUND + "/>",
                    x + width / 2 - half,
                    top + 3,
                    half * 2);
            svg.text(x + width / 2, top + 15, "middle", Style.MUTED, gap.reason());
        }
        svg.add("</g>");
    }

    /** A narrow strip in the curve's colour. */
    static void drawStrip(Svg svg, Frame frame, Curve curve, Gap gap, double top, double height) {
        open(svg, frame, curve, gap);
        String rect = "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" ";
        double x = left(frame, gap);
        double width = width(frame, gap);
        svg.add(rect + Style.area(curve.index()) + " fill-opacity=\"0.25\"/>", x, top, width, height);
        svg.add(rect + Style.hatch(gap.reason()) + "/>", x, top, width, height);
        svg.add("</g>");
    }

    private static void open(Svg svg, Frame frame, Curve curve, Gap gap) {
        String when = new Moments(frame).span(gap.fromMillis(), gap.toMillis());
        svg.add("<g>" + Svg.tip(curve.name() + ": " + gap.reason() + " " + when));
    }

    private static double left(Frame frame, Gap gap) {
        return Math.min(frame.x(gap.fromMillis()), frame.right() - LEAST_WIDTH);
    }

    private static double width(Frame frame, Gap gap) {
        return Math.max(LEAST_WIDTH, frame.x(gap.toMillis()) - frame.x(gap.fromMillis()));
    }
}

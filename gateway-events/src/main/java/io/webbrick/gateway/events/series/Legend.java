package io.webbrick.gateway.events.series;

import java.util.List;

/** Names, colours and last readings of the curves, in as many columns as fit. */
final class Legend {
    private static final int ROW = 19;
    private static final int SWATCH = 22;
    private static final int BETWEEN = 14;
    private static final int WIDEST = 420;

    private final List<Curve> curves;
    private final double left;
    private final double width;
    private final int columns;
    private final int rows;

    /** A legend of at most so many rows; the last place says how many found no room. */
    Legend(List<Curve> curves, double left, double width, int mostRows) {
        this.curves = curves;
        this.left = left;
        this.width = width;
        double widest = curves.stream().mapToDouble(Legend::wanted).max().orElse(width);
        columns = Math.max(1, (int) ((width + BETWEEN) / (Math.min(widest, WIDEST) + BETWEEN)));
        rows = Math.max(1, Math.min(mostRows, (curves.size() + columns - 1) / columns));
    }

    private static double wanted(Curve curve) {
        return SWATCH + TextWidth.of(curve.name(), Style.FONT) + 8 + TextWidth.of(curve.lastText(), Style.FONT);
    }

    double height() {
        return curves.isEmpty() ? 0 : rows * ROW;
    }

    void draw(Svg svg, double top) {
        int places = rows * columns;
        double column = (width + BETWEEN) / columns;
        for (int i = 0; i < Math.min(places, curves.size()); i++) {
            double x = left + i % columns * column;
            double y = top + i / columns * ROW + 13;
            if (i == places - 1 && curves.size() > places) {
                svg.text(x, y, "start", Style.MUTED, "and " + (curves.size() - i) + " more");
            } else {
                entry(svg, curves.get(i), x, y, column - BETWEEN);
            }
        }
    }

    private static void entry(Svg svg, Curve curve, double x, double y, double width) {
        String last = curve.lastText();
        double room = width - SWATCH - 8 - TextWidth.of(last, Style.FONT);
        String name = TextWidth.fit(curve.name(), Style.FONT, Math.max(30, room));
        svg.add("<g>" + Svg.tip(curve.name()));
        svg.add(
                "<line " + Style.line(curve.index()) + " stroke-width=\"3\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                x,
                x + SWATCH - 6,
                y - 4,
                y - 4);
        svg.add(
                "<text x=\"%s\" y=\"%s\" " + Style.TEXT + ">" + Svg.escape(name).replace("%", "&#37;")
                        + " <tspan font-weight=\"600\">" + Svg.escape(last).replace("%", "&#37;")
                        + "</tspan></text>",
                x + SWATCH,
                y);
        svg.add("</g>");
    }
}

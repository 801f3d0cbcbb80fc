package io.webbrick.gateway.events.series;

import io.webbrick.gateway.events.series.Series.Gap;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a picture says in words: its gaps below the curves, everything for those who cannot see it. */
final class Notes {
    private Notes() {}

    /** The gaps in one line of this width, the first ones if not all. */
    static String gaps(List<Curve> curves, Frame frame, double width) {
        Set<String> notes = new LinkedHashSet<>();
        var moments = new Moments(frame);
        for (Curve curve : curves) {
            for (Gap gap : curve.series().gaps()) {
                boolean named = curves.size() > 1 && !gap.reason().equals(GapFinder.LOST);
                notes.add(gap.reason() + " " + moments.span(gap.fromMillis(), gap.toMillis())
                        + (named ? " " + curve.name() : ""));
            }
        }
        return joined(new ArrayList<>(notes), width);
    }

    private static String joined(List<String> notes, double width) {
        if (notes.isEmpty()) {
            return "";
        }
        for (int shown = notes.size(); shown > 0; shown--) {
            int hidden = notes.size() - shown;
            String text = "gaps: " + String.join(" · ", notes.subList(0, shown))
                    + (hidden == 0 ? "" : " · " + hidden + " more");
            if (TextWidth.of(text, Style.SMALL) <= width) {
                return text;
            }
        }
        return TextWidth.fit(notes.size() + " gaps, " + notes.get(0), Style.SMALL, width);
    }

    /** The picture in one sentence. */
    static String title(List<Curve> curves, Frame frame) {
        List<String> names = curves.stream().map(Curve::name).limit(8).toList();
        String more = curves.size() > names.size() ? " and " + (curves.size() - names.size()) + " more" : "";
        return String.join(", ", names) + more + ", " + Moments.range(frame) + ", " + Moments.zone(frame);
    }

    /** Each curve in a sentence. */
    static String description(List<Curve> curves, Frame frame) {
        var moments = new Moments(frame);
        var text = new StringBuilder();
        for (Curve curve : curves) {
            text.append(curve.name()).append(": ");
            if (curve.isEmpty()) {
                text.append("no readings");
            } else if (curve.isSteps()) {
                text.append("last ").append(curve.lastText());
            } else {
                text.append("from ")
                        .append(curve.valueText(curve.min()))
                        .append(" to ")
                        .append(curve.valueText(curve.max()))
                        .append(", last ")
                        .append(curve.lastText());
            }
            for (Gap gap : curve.series().gaps().stream().limit(10).toList()) {
                text.append(", ").append(gap.reason()).append(' ');
                text.append(moments.span(gap.fromMillis(), gap.toMillis()));
            }
            text.append(". ");
        }
        return text.toString().strip();
    }
}

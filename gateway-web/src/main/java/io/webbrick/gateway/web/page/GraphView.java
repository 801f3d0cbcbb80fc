package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.api.SourceSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The graph with the form that says what it shows; the form works as a plain GET. */
final class GraphView {
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 400;
    private static final int PHONE_WIDTH = 420;
    private static final int PHONE_HEIGHT = 300;
    private static final int LISTED = 200;
    private static final String FAULT = "/ET";
    private static final Duration QUIET = Duration.ofHours(1);

    private final Choice choice;
    private final List<SourceSummary> sources;
    private final Instant now;

    GraphView(Choice choice, List<SourceSummary> sources, Instant now) {
        this.choice = choice;
        this.sources = sources.stream()
                .filter(Choice::drawable)
                .sorted(Comparator.comparing(Choice::clock).thenComparing(SourceSummary::source))
                .toList();
        this.now = now;
    }

    void write(Html html) {
        html.raw("<form class=\"graph\" id=\"choice\" method=\"get\" action=\"/\">");
        html.raw("<section class=\"card picture\" id=\"graph\" aria-labelledby=\"graph-title\"><div class=\"bar\">");
        html.raw("<h2 id=\"graph-title\">Graph</h2>");
        ranges(html);
        html.raw("</div>");
        picture(html);
        html.raw("</section><section class=\"card sources\" aria-labelledby=\"sources-title\">");
        html.raw("<h2 id=\"sources-title\">Sources</h2>");
        list(html);
        if (!choice.attr().isEmpty()) {
            html.raw("<input type=\"hidden\" name=\"attr\" value=\"")
                    .text(choice.attr())
                    .raw("\">");
        }
        html.raw("<button class=\"show main\" type=\"submit\">Show</button></section></form>");
    }

    private void ranges(Html html) {
        html.raw("<fieldset class=\"ranges\"><legend>Range</legend>");
        Choice.RANGES.forEach((word, label) -> {
            html.raw("<label><input type=\"radio\" name=\"range\" value=\"")
                    .text(word)
                    .raw("\"");
            html.raw(word.equals(choice.range()) ? " checked" : "")
                    .raw("><span>")
                    .text(label)
                    .raw("</span></label>");
        });
        html.raw("</fieldset>");
    }

    private void picture(Html html) {
        if (choice.sources().isEmpty()) {
            html.raw("<p class=\"empty\" id=\"picture\">")
                    .raw(
                            sources.isEmpty()
                                    ? "Nothing can be drawn yet: no source has sent a number."
                                    : "Choose a source to see its curve.")
                    .raw("</p>");
            return;
        }
        html.raw("<picture><source media=\"(max-width: 40rem)\" srcset=\"");
        html.text(choice.picture(PHONE_WIDTH, PHONE_HEIGHT)).raw("\"><img id=\"picture\" src=\"");
        html.text(choice.picture(WIDTH, HEIGHT)).raw("\" alt=\"");
        html.text(String.join(", ", choice.sources())).raw(" over time, range ");
        html.text(Choice.RANGES.getOrDefault(choice.range(), "")).raw("\"></picture>");
    }

    private void list(Html html) {
        html.raw("<ul id=\"sources\" tabindex=\"-1\">");
        List<SourceSummary> shown = shown();
        for (SourceSummary source : shown) {
            boolean quiet = Duration.between(source.last(), now).compareTo(QUIET) > 0;
            html.raw(quiet ? "<li class=\"old\"><label>" : "<li><label>");
            html.raw("<input type=\"checkbox\" name=\"source\" value=\"")
                    .text(source.source())
                    .raw("\"");
            html.raw(choice.sources().contains(source.source()) ? " checked" : "")
                    .raw("><span class=\"source\">");
            label(html, source);
            html.raw("</span><span class=\"value\" data-value=\"")
                    .text(source.source())
                    .raw("\" title=\"");
            html.text(age(source)).raw("\">").text(reading(source)).raw("</span></label></li>");
        }
        html.raw("</ul>");
        if (shown.size() < sources.size()) {
            html.raw("<p class=\"quiet\">and ").text(sources.size() - shown.size());
            html.raw(" more: see <a href=\"/api/sources\">/api/sources</a></p>");
        }
        if (sources.isEmpty()) {
            html.raw("<p class=\"quiet\">They appear here with their first event.</p>");
        }
    }

    /** The chosen ones in any case, of the others as many as a list can bear. */
    private List<SourceSummary> shown() {
        var shown = new ArrayList<SourceSummary>();
        int others = 0;
        for (SourceSummary source : sources) {
            if (choice.sources().contains(source.source()) || others++ < LISTED) {
                shown.add(source);
            }
        }
        return shown;
    }

    private static void label(Html html, SourceSummary source) {
        String name = source.name();
        if (name == null) {
            html.text(source.source());
        } else {
            html.text(Words.shortened(name))
                    .raw(" <small>")
                    .text(source.source())
                    .raw("</small>");
        }
    }

    private static String reading(SourceSummary source) {
        if (source.type().endsWith(FAULT)) {
            return "fault";
        }
        String value = source.value();
        String unit = source.unit();
        return value == null ? "–" : Words.value(value) + (unit == null ? "" : " " + unit);
    }

    private String age(SourceSummary source) {
        return source.attributes().get(0) + ", " + Words.length(Duration.between(source.last(), now)) + " ago";
    }
}

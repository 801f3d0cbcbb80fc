package io.webbrick.gateway.web.page;

import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.web.api.Vitals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the gateway stands: its name and one sentence at the top, what its streams hold at the bottom. */
final class StateView {
    private static final int SHOWN_PROBLEMS = 8;

    private final Vitals vitals;
    private final LoggingStatus status;
    private final Instant now;

    StateView(Vitals vitals, LoggingStatus status, Instant now) {
        this.vitals = vitals;
        this.status = status;
        this.now = now;
    }

    void header(Html html) {
        html.raw("<div class=\"lead\"><div class=\"name\"><h1>")
                .text(vitals.name())
                .raw("</h1><p data-live=\"uptime\">running for ");
        html.text(Words.length(Duration.between(vitals.started(), now))).raw(" · ");
        html.text(Words.moment(now, now, vitals.zone()))
                .raw(" ")
                .text(Words.zone(vitals.zone()))
                .raw("</p></div>");
        html.raw("<p class=\"state\" id=\"state\" role=\"status\" data-live=\"state\">");
        if (status.lost() > 0) {
            html.raw("<span class=\"dot bad\"></span>")
                    .text(Words.count(status.lost()))
                    .raw(" records lost");
        } else if (!status.configurationProblems().isEmpty()) {
            html.raw("<span class=\"dot warn\"></span>configuration needs a look");
        } else {
            html.raw("<span class=\"dot good\"></span>everything is recorded");
        }
        html.raw("</p></div><div data-live=\"problems\">");
        problems(html);
        html.raw("</div>");
    }

    void streams(Html html) {
        html.raw("<section class=\"card\" aria-labelledby=\"streams-title\"><h2 id=\"streams-title\">Streams</h2>");
        html.raw("<div class=\"scroll\"><table class=\"streams\"><thead><tr><th scope=\"col\">Stream</th>");
        html.raw("<th scope=\"col\">Level</th><th scope=\"col\" class=\"n\">Size</th>");
        html.raw("<th scope=\"col\" class=\"n\">Files</th><th scope=\"col\">Since</th>");
        html.raw("<th scope=\"col\" class=\"n\">Stored</th><th scope=\"col\" class=\"n\">Lost</th></tr></thead>");
        html.raw("<tbody data-live=\"streams\">");
        status.streams().forEach(stream -> stream(html, stream));
        html.raw("</tbody></table></div><p class=\"quiet\" data-live=\"ring\">");
        if (status.directory() != null) {
            html.raw("Logs in ").text(status.directory()).raw(" · ");
        }
        html.raw("ring: ").text(status.ring()).raw(" · configuration: ").text(status.configuration());
        html.raw("</p></section>");
    }

    private void stream(Html html, StreamStatus stream) {
        boolean file = stream.file() != null;
        Instant oldest = stream.oldest();
        html.raw("<tr><th scope=\"row\">").text(stream.name()).raw("</th><td>").text(stream.level());
        html.raw("</td><td class=\"n\">").text(file ? Words.bytes(stream.bytes()) : "console");
        html.raw("</td><td class=\"n\">").text(file ? Words.count(stream.files()) : "");
        html.raw("</td><td>").text(oldest == null ? "" : Words.day(oldest, vitals.zone()));
        html.raw("</td><td class=\"n\">").text(Words.count(stream.stored()));
        html.raw(stream.lost() > 0 ? "</td><td class=\"n lost\">" : "</td><td class=\"n\">");
        html.text(Words.count(stream.lost())).raw("</td></tr>");
    }

    private void problems(Html html) {
        List<String> all = new ArrayList<>(status.configurationProblems());
        all.addAll(status.problems());
        if (all.isEmpty()) {
            return;
        }
        html.raw("<section class=\"problems\" aria-label=\"Problems\"><ul>");
        for (String problem : all.subList(0, Math.min(SHOWN_PROBLEMS, all.size()))) {
            html.raw("<li>").text(problem).raw("</li>");
        }
        html.raw("</ul>");
        if (all.size() > SHOWN_PROBLEMS) {
            html.raw("<p>and ").text(all.size() - SHOWN_PROBLEMS).raw(" more: see <code>./gateway status</code></p>");
        }
        html.raw("</section>");
    }
}

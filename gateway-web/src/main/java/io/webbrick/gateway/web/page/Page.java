package io.webbrick.gateway.web.page;

import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Api;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.EventArchive;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import io.webbrick.gateway.web.api.SourceSummary;
import io.webbrick.gateway.web.api.Vitals;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * The page at {@code /}: how the gateway stands, a graph of chosen sources, the latest events. Whole without JavaScript;
 * with it the page renews itself by reading its own address again. Any thread.
 */
public final class Page {
    private static final String TYPE = "text/html; charset=utf-8";
    private static final int EVENTS = 30;
    private static final Assets ASSETS = new Assets();

    private final Api api;
    private final Vitals vitals;
    private final InstantSource clock;

    public Page(Api api, Vitals vitals, InstantSource clock) {
        this.api = api;
        this.vitals = vitals;
        this.clock = clock;
    }

    /** Adds the page and its files. */
    public void addTo(Routes routes) {
        routes.get("/", api.scanning(this::page));
        ASSETS.addTo(routes);
    }

    /** A small page that says no. */
    public static Answer refusal(Refusal refusal) {
        var html = new Html();
        head(html, refusal.error());
        html.raw("<body><main class=\"refusal\"><h1>")
                .text(capital(refusal.error()))
                .raw("</h1><p>");
        html.text(capital(refusal.detail()))
                .raw(".</p><p><a href=\"/\">To the gateway's page</a></p></main></body></html>\n");
        return Answer.of(refusal.status(), TYPE, html.toString());
    }

    private Answer page(Ask ask) throws IOException {
        EventArchive archive = api.archive();
        List<SourceSummary> sources = archive.sources();
        Choice choice = Choice.of(ask, sources);
        Instant now = clock.instant();
        LoggingStatus status = vitals.status();
        var html = new Html();
        head(html, vitals.name());
        html.raw("<body><a class=\"skip\" href=\"#graph\">To the graph</a>");
        new StateView(vitals, status, now).header(html);
        html.raw("<main>");
        new GraphView(choice, sources, now).write(html);
        new EventsView(archive.latest(EVENTS), now, vitals.zone()).write(html);
        new StateView(vitals, status, now).streams(html);
        html.raw("</main></body></html>\n");
        return Answer.of(200, TYPE, html.toString());
    }

    private static void head(Html html, String title) {
        html.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .raw(
                        "<meta name=\"color-scheme\" content=\"light dark\"><link rel=\"icon\" type=\"image/svg+xml\" href=\"")
                .raw(ASSETS.path(Assets.ICON))
                .raw("\"><link rel=\"stylesheet\" href=\"")
                .raw(ASSETS.path(Assets.CSS))
                .raw("\"><script type=\"module\" src=\"")
                .raw(ASSETS.path(Assets.SCRIPT))
                .raw("\"></script></head>");
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

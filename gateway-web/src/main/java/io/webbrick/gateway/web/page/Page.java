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
 * The pages. The one at {@code /} shows how the gateway stands, a graph of chosen sources, the latest events; it is whole
 * without JavaScript, and with it renews itself by reading its own address again. The others are filled by their modules.
 * Any thread.
 */
public final class Page {
    private static final int EVENTS = 30;
    private static final Assets ASSETS = Assets.ofPlaces();

    private final Api api;
    private final Vitals vitals;
    private final InstantSource clock;
    private final Shell shell;

    public Page(Api api, Vitals vitals, InstantSource clock) {
        this.api = api;
        this.vitals = vitals;
        this.clock = clock;
        this.shell = new Shell(ASSETS, vitals);
    }

    /** Adds the pages and their files. */
    public void addTo(Routes routes) {
        routes.get(Place.OVERVIEW.path(), api.scanning(this::overview));
        routes.get(Place.SIGN_IN.path(), this::signIn);
        for (Place place : Place.values()) {
            if (place != Place.OVERVIEW && place != Place.SIGN_IN) {
                routes.get(place.path(), ask -> shell.page(place));
            }
        }
        ASSETS.addTo(routes);
    }

    /** A small page that says no. */
    public static Answer refusal(Refusal refusal) {
        var html = new Html();
        html.raw("<!doctype html><html lang=\"en\">");
        Shell.head(ASSETS, html, refusal.error());
        html.raw("</head><body><main class=\"refusal\"><h1>")
                .text(capital(refusal.error()))
                .raw("</h1><p>");
        html.text(capital(refusal.detail()))
                .raw(".</p><p><a href=\"/\">To the gateway's page</a></p></main></body></html>\n");
        return Answer.of(refusal.status(), Shell.TYPE, html.toString());
    }

    private Answer signIn(Ask ask) {
        return shell.signIn(ask.query().getOrDefault("back", List.of("/")).get(0));
    }

    private Answer overview(Ask ask) throws IOException {
        EventArchive archive = api.archive();
        List<SourceSummary> sources = archive.sources();
        Choice choice = Choice.of(ask, sources);
        Instant now = clock.instant();
        LoggingStatus status = vitals.status();
        var html = new Html();
        shell.begin(html, Place.OVERVIEW, vitals.name());
        new StateView(vitals, status, now).header(html);
        new GraphView(choice, sources, now).write(html);
        new EventsView(archive.latest(EVENTS), now, vitals.zone()).write(html);
        new StateView(vitals, status, now).streams(html);
        Shell.end(html);
        return Answer.of(200, Shell.TYPE, html.toString());
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}

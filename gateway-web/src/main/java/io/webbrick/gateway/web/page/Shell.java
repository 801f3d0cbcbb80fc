package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Vitals;

/**
 * What every page has around what is its own: the head with the page's files, the navigation, the place for messages. The
 * modules fill the rest. Any thread.
 */
final class Shell {
    static final String TYPE = "text/html; charset=utf-8";

    private final Assets assets;
    private final Vitals vitals;

    Shell(Assets assets, Vitals vitals) {
        this.assets = assets;
        this.vitals = vitals;
    }

    /** A page whose module fills it. */
    Answer page(Place place) {
        var html = new Html();
        begin(html, place, place.title() + " · " + vitals.name());
        html.raw("<h1>").text(place.title()).raw("</h1>");
        html.raw(
                        "<noscript><p class=\"empty\">This page needs JavaScript. The <a href=\"/\">overview</a> does without it,")
                .raw(" and so does <code>./gateway tail</code> on the command line.</p></noscript>");
        html.raw(Assets.markup(place));
        end(html);
        return Answer.of(200, TYPE, html.toString());
    }

    /** The form that begins a session, whole without JavaScript; {@code back} is where to go on afterwards. */
    Answer signIn(String back) {
        var html = new Html();
        begin(html, Place.SIGN_IN, Place.SIGN_IN.title() + " · " + vitals.name());
        html.raw("<form class=\"card\" id=\"sign-in\" method=\"post\" action=\"/sign-in\"><h1>Sign in</h1>")
                .raw("<p class=\"quiet\">to the gateway of ")
                .text(vitals.name())
                .raw("</p><p class=\"wrong\" id=\"wrong\" role=\"alert\" hidden></p>")
                .raw("<label>Name<input name=\"name\" autocomplete=\"username\" autocapitalize=\"none\"")
                .raw(" spellcheck=\"false\" required autofocus></label>")
                .raw("<label>Password<input name=\"password\" type=\"password\" autocomplete=\"current-password\"")
                .raw(" required></label><input type=\"hidden\" name=\"back\" value=\"")
                .text(back)
                .raw("\"><button class=\"main\">Sign in</button>")
                .raw("<p class=\"quiet\">An account is made with <code>./gateway users add NAME</code>.</p></form>");
        end(html);
        return Answer.of(200, TYPE, html.toString());
    }

    /** Everything up to what the page shows. */
    void begin(Html html, Place place, String title) {
        String zone = Words.zone(vitals.zone());
        html.raw("<!doctype html><html lang=\"en\" data-place=\"")
                .text(place.file())
                .raw("\" data-zone=\"")
                .text(zone)
                .raw("\" data-home=\"")
                .text(vitals.name())
                .raw("\">");
        head(assets, html, title);
        place.vendored().forEach(name -> vendored(html, name));
        html.raw("<script type=\"module\" src=\"")
                .raw(assets.path(Assets.SCRIPT))
                .raw("\"></script>");
        html.raw("</head><body><a class=\"skip\" href=\"#main\">To the content</a><header class=\"top\">")
                .raw("<a class=\"home\" href=\"/\"><img src=\"")
                .raw(assets.path(Assets.ICON))
                .raw("\" alt=\"\" width=\"22\" height=\"22\"><b>")
                .text(vitals.name())
                .raw("</b></a>");
        if (place.listed()) {
            navigation(html, place);
        }
        html.raw("<div class=\"who\" id=\"who\"></div></header>")
                .raw("<div class=\"message\" id=\"message\" role=\"alert\"></div>")
                .raw("<main id=\"main\" class=\"")
                .raw(place.file())
                .raw("\" tabindex=\"-1\">");
    }

    /** Everything behind what the page shows. */
    static void end(Html html) {
        html.raw("</main></body></html>\n");
    }

    /** The head up to what only a place has; it is left open. */
    static void head(Assets assets, Html html, String title) {
        html.raw("<head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw("</title><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">")
                .raw("<link rel=\"icon\" type=\"image/svg+xml\" href=\"")
                .raw(assets.path(Assets.ICON))
                .raw("\">");
        style(assets, html, Assets.CSS);
    }

    private static void style(Assets assets, Html html, String name) {
        html.raw("<link rel=\"stylesheet\" href=\"").raw(assets.path(name)).raw("\">");
    }

    /** A script that is no module is run before the modules. */
    private void vendored(Html html, String name) {
        if (name.endsWith(".css")) {
            style(assets, html, name);
        } else {
            html.raw("<script defer src=\"").raw(assets.path(name)).raw("\"></script>");
        }
    }

    private static void navigation(Html html, Place here) {
        html.raw("<nav aria-label=\"Pages\"><ul>");
        for (Place place : Place.values()) {
            if (place.listed()) {
                html.raw("<li><a href=\"").raw(place.path()).raw("\"");
                html.raw(place == here ? " aria-current=\"page\">" : ">")
                        .raw(place.title())
                        .raw("</a></li>");
            }
        }
        html.raw("</ul></nav>");
    }
}

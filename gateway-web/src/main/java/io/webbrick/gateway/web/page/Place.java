package io.webbrick.gateway.web.page;

import java.util.List;
import java.util.Locale;

/**
 * Where a visitor can be. A place has a module NAME.js and, where there is one, a style sheet NAME.css of its own besides
 * the shared ones.
 */
enum Place {
    OVERVIEW("/", "Overview"),
    LIVE("/live", "Live"),
    PROBLEMS("/problems", "Problems"),
    LEVELS("/levels", "Levels"),
    HISTORY("/history", "History"),
    STORAGE("/storage", "Storage"),
    SIGN_IN("/sign-in", "Sign in");

    private final String path;
    private final String title;

    Place(String path, String title) {
        this.path = path;
        this.title = title;
    }

    String path() {
        return path;
    }

    String title() {
        return title;
    }

    /** What its own files are called, without what follows the dot. */
    String file() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Files of others that it needs before its own. */
    List<String> vendored() {
        return this == HISTORY ? List.of("vendor/uPlot.min.css", "vendor/uPlot.iife.min.js") : List.of();
    }

    /** Whether the navigation leads here. */
    boolean listed() {
        return this != SIGN_IN;
    }
}

package io.webbrick.gateway.web;

import java.util.ArrayList;
import java.util.List;

/** The cookie that stands for a session: no script reads it, and it goes with requests of our own pages only. Stateless. */
final class SessionCookie {
    static final String NAME = "webbrick-session";

    /** Gateways on other ports of this host share the browser's cookies. */
    private static final int MOST = 4;

    private SessionCookie() {}

    /** What sets it, until the browser ends. */
    static String of(String token, boolean secure) {
        return NAME + "=" + token + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    /** What takes it away. */
    static String gone(boolean secure) {
        return of("", secure) + "; Max-Age=0";
    }

    /** What the cookies of this name hold, the first few. */
    static List<String> tokens(List<String> headers) {
        var tokens = new ArrayList<String>();
        for (String header : headers) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).trim().equals(NAME) && tokens.size() < MOST) {
                    tokens.add(pair.substring(equals + 1).trim());
                }
            }
        }
        return List.copyOf(tokens);
    }
}

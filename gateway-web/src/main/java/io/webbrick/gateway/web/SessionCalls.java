package io.webbrick.gateway.web;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.Accounts.Standing;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /api/session}, and what the form of {@code /sign-in} posts: signing in and out with a browser. Any thread. */
final class SessionCalls {
    /** The page with the form. */
    static final String PAGE = "/sign-in";

    private static final String PATH = "/api/session";
    private static final String BACK = "back";

    private final Accounts accounts;
    private final SignIn signIn;
    private final PasswordCheck check;
    private final Sessions sessions;
    private final Trail trail;
    private final boolean secure;

    /** @param secure whether the cookie may go over TLS only */
    SessionCalls(
            Accounts accounts, SignIn signIn, PasswordCheck check, Sessions sessions, Trail trail, boolean secure) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.check = check;
        this.sessions = sessions;
        this.trail = trail;
        this.secure = secure;
    }

    /** Whether a request for this is answered here. */
    static boolean take(String method, String path) {
        return path.equals(PATH) || (path.equals(PAGE) && method.equals("POST"));
    }

    /** Where a browser signs in to come back to this address. */
    static Answer toPage(String back) {
        String page =
                back.equals("/") ? PAGE : PAGE + "?" + BACK + "=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
        return Answer.empty(303).with("Location", page);
    }

    /**
     * The answer, with its cookie.
     *
     * @param named is told the account that the request is about, once somebody has shown to have it
     */
    Answer answer(Ask ask, Caller caller, Consumer<String> named) throws Refusal {
        if (ask.path().equals(PAGE)) {
            return form(ask, caller, named);
        }
        return switch (ask.method()) {
            case "GET" -> tell(caller, named);
            case "POST" -> post(ask, caller, named);
            case "DELETE" -> end(caller, named);
            default ->
                new Refusal(405, "method not allowed", PATH + " answers GET, POST and DELETE, not " + ask.method())
                        .answer()
                        .with("Allow", "DELETE, GET, HEAD, POST");
        };
    }

    private Answer tell(Caller caller, Consumer<String> named) {
        try {
            Visitor visitor = signIn.visitor(caller);
            if (visitor.user() != null) {
                named.accept(visitor.user());
            }
            return who(visitor.user(), visitor.role(), false);
        } catch (Refusal nobody) {
            return who(null, null, true);
        }
    }

    private static Answer who(@Nullable String name, @Nullable Role role, boolean needed) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("name", name);
        body.put("role", word(role));
        body.put("signInNeeded", needed);
        return Answer.json(200, body);
    }

    private Answer post(Ask ask, Caller caller, Consumer<String> named) throws Refusal {
        Map<?, ?> body = body(ask);
        if (!(body.get("name") instanceof String name) || !(body.get("password") instanceof String password)) {
            throw new Refusal(400, "bad body", "the body must be an object with the texts name and password");
        }
        Begun begun = begin(caller, name, password);
        named.accept(name);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("name", name);
        answer.put("role", word(begun.role));
        return Answer.json(200, answer).with("Set-Cookie", SessionCookie.of(begun.token, secure));
    }

    private Answer form(Ask ask, Caller caller, Consumer<String> named) throws Refusal {
        Map<String, String> fields = FormBody.parse(ask.text());
        String name = fields.get("name");
        String password = fields.get("password");
        if (name == null || password == null) {
            throw new Refusal(400, "bad form", "the form must have the fields name and password");
        }
        Begun begun = begin(caller, name, password);
        named.accept(name);
        return Answer.empty(303)
                .with("Location", safe(fields.get(BACK)))
                .with("Set-Cookie", SessionCookie.of(begun.token, secure));
    }

    private Begun begin(Caller caller, String name, String password) throws Refusal {
        if (!accounts.any()) {
            throw new Refusal(
                    409, "no accounts", "this gateway has no account yet; make one with: ./gateway users add NAME");
        }
        Optional<Standing> before = accounts.standing(name);
        Role role = check.password(caller, name, password);
        if (before.isEmpty()) {
            throw new Refusal(503, "busy", "this account is being made; try again in a few seconds");
        }
        caller.sessions().forEach(sessions::end);
        String token = sessions.begin(name, before.get());
        trail.signedIn(name, caller);
        return new Begun(role, token);
    }

    private Answer end(Caller caller, Consumer<String> named) throws Refusal {
        boolean ended = false;
        for (String token : caller.sessions()) {
            Optional<Visitor> visitor = sessions.visitor(token);
            if (visitor.isPresent()) {
                named.accept(visitor.get().shown());
                refuseForeign(caller);
                sessions.end(token);
                trail.signedOut(visitor.get(), caller);
                ended = true;
            }
        }
        return Answer.json(200, Map.of("ended", ended)).with("Set-Cookie", SessionCookie.gone(secure));
    }

    /** A change by cookie comes from one of our own pages, which say so: no other site's page can. */
    static void refuseForeign(Caller caller) throws Refusal {
        if (!caller.page()) {
            throw new Refusal(
                    403,
                    "foreign page",
                    "a change by a session needs the header X-WebBrick: 1, as our own pages send it");
        }
    }

    /** An address of this gateway to go on to; nothing that a browser could take for another host's. */
    static String safe(@Nullable String back) {
        if (back == null || !back.startsWith("/") || back.startsWith("//") || back.startsWith(PAGE)) {
            return "/";
        }
        return back.chars().allMatch(c -> c > ' ' && c <= '~' && c != '\\') ? back : "/";
    }

    private static Map<?, ?> body(Ask ask) throws Refusal {
        try {
            if (Json.parse(ask.text()) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonException e) {
            throw new Refusal(400, "bad body", "the body is no JSON: " + e.getMessage());
        }
        throw new Refusal(
                400, "bad body", "the body must be an object such as {\"name\":\"anna\",\"password\":\"...\"}");
    }

    private static @Nullable String word(@Nullable Role role) {
        return role == null ? null : role.name().toLowerCase(Locale.ROOT);
    }

    private record Begun(Role role, String token) {
        @Override
        public String toString() {
            return "a session of a " + role;
        }
    }
}

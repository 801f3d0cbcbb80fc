package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Random requests and replies with random secrets: each stands once where secrets stand, and at random places besides, encoded at
 * random. No line may show one. {@code -Dwire.rounds=100000 -Dwire.seed=...} makes it longer, or repeats a failure.
 */
final class NoSecretTest {
    private static final int ROUNDS = Integer.getInteger("wire.rounds", 300);
    private static final long SEED = Long.getLong("wire.seed", System.nanoTime());
    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\"€Äß";
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}");

    /** What a request and its reply are made of, as far as they are known. */
    private static final class Draft {
        final Random random;
        final List<String> traces = new ArrayList<>();
        final List<WireHeader> asked = new ArrayList<>();
        final List<WireHeader> answered = new ArrayList<>();
        final StringBuilder sent = new StringBuilder();
        final StringBuilder received = new StringBuilder();
        String url = "http://h/";
        String query = "a=1";
        final boolean replied;
        String reason = "OK";
        String failure = "reset";

        Draft(Random random) {
            this.random = random;
            this.replied = random.nextInt(8) != 0;
        }

        List<WireHeader> headers() {
            return !replied || random.nextBoolean() ? asked : answered;
        }

        StringBuilder body() {
            return !replied || random.nextBoolean() ? sent : received;
        }
    }

    private static String secret(Random random) {
        int length = 8 + random.nextInt(40);
        var secret = new StringBuilder();
        for (int i = 0; i < length; i++) {
            boolean inside = i > 0 && i < length - 1 && random.nextInt(20) == 0;
            secret.append(inside ? ' ' : LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return secret.toString();
    }

    private static String percent(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Some characters in JSON's escapes, those always that must be. */
    private static String json(String text, Random random) {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (random.nextInt(5) == 0) {
                out.append(String.format("\\u%04" + (random.nextBoolean() ? "x" : "X"), (int) c));
            } else {
                out.append(c == '/' && random.nextBoolean() ? "\\/" : c);
            }
        }
        return out.toString();
    }

    private static String base64(String text, Random random) {
        byte[] bytes =
                ("x".repeat(random.nextInt(5)) + text + "y".repeat(random.nextInt(5))).getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(3)) {
            case 0 -> Base64.getEncoder().encodeToString(bytes);
            case 1 -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            default -> Base64.getEncoder().withoutPadding().encodeToString(bytes);
        };
    }

    /** Some characters as entities, those always that must be. */
    private static String xml(String text, Random random) {
        var out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if ("&<>\"'".indexOf(c) >= 0) {
                out.append(List.of("&amp;", "&lt;", "&gt;", "&quot;", "&apos;").get("&<>\"'".indexOf(c)));
            } else if (random.nextInt(5) == 0) {
                out.append(String.format(random.nextBoolean() ? "&#%d;" : "&#x%x;", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String encoded(String secret, Random random) {
        return switch (random.nextInt(10)) {
            case 8 -> xml(secret, random);
            case 9 -> percent(xml(secret, random));
            case 0 -> percent(secret);
            case 1 -> URLEncoder.encode(secret, StandardCharsets.UTF_8);
            case 2 -> json(secret, random);
            case 3 -> base64(secret, random);
            case 4 -> percent(json(secret, random));
            case 5 -> percent(base64(secret, random));
            case 6 -> percent(percent(secret));
            default -> secret;
        };
    }

    /** Once where secrets stand. */
    private static void place(Draft draft, String secret) {
        Random random = draft.random;
        int choice = random.nextInt(13);
        switch (choice == 5 && draft.url.contains("@") ? 0 : choice) {
            case 0 -> draft.headers().add(new WireHeader("X-Auth-Token", secret));
            case 1 -> draft.headers().add(new WireHeader("Authorization", "Bearer " + percent(secret)));
            case 2 ->
                draft.asked.add(new WireHeader(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("jane:" + secret).getBytes(StandardCharsets.UTF_8))));
            case 3 -> draft.headers().add(new WireHeader("Set-Cookie", "sid=" + percent(secret) + "; Path=/"));
            case 4 -> draft.query += "&access_token=" + percent(secret);
            case 5 -> draft.url = "http://jane:" + percent(secret) + "@" + draft.url.substring("http://".length());
            case 6 ->
                draft.body()
                        .append("{\"auth\":{\"token\":{\"id\":\"")
                        .append(json(secret, random))
                        .append("\"}}}");
            case 7 ->
                draft.body()
                        .append("\n&password=")
                        .append(URLEncoder.encode(secret, StandardCharsets.UTF_8))
                        .append("&x=1\n");
            case 8 ->
                draft.body()
                        .append("\n<auth><apiToken>")
                        .append(xml(secret, random))
                        .append("</apiToken></auth>\n");
            case 9 ->
                draft.body()
                        .append("\n<login user='jane' password=\"")
                        .append(xml(secret, random))
                        .append("\"/>\n");
            case 10 ->
                draft.body()
                        .append("\n<secret><![CDATA[")
                        .append(secret.replace("]]>", "]]"))
                        .append("]]></secret>\n");
            case 11 ->
                draft.body()
                        .append("\r\n--bound\r\nContent-Disposition: form-data; name=\"passwd\"\r\n\r\n")
                        .append(secret)
                        .append("\r\n--bound--\r\n");
            default ->
                draft.headers().add(new WireHeader("Location", "http://h/back?q=1&code_token=" + percent(secret)));
        }
    }

    /** And somewhere else. */
    private static void scatter(Draft draft, String secret) {
        Random random = draft.random;
        String form = encoded(secret, random);
        draft.traces.add(form);
        switch (random.nextInt(6)) {
            case 0 -> draft.headers().add(new WireHeader("X-Note", "see " + form));
            case 1 -> {
                draft.url += percent(form) + "/";
                draft.traces.add(percent(form));
            }
            case 2 -> draft.reason = "said " + form;
            case 3 -> draft.failure = "cannot " + form;
            default -> draft.body().append(" note: ").append(form).append(' ');
        }
    }

    private static String run(Draft draft, Watched watched) {
        byte[] sent = draft.sent.toString().getBytes(StandardCharsets.UTF_8);
        WireExchange exchange =
                watched.monitor.begin("POST", draft.url + "?" + draft.query, draft.asked, sent.length, 1);
        Watched.pass(exchange.requestBody(), sent);
        if (draft.replied) {
            exchange.reply(200, draft.reason, draft.answered);
            Watched.pass(exchange.replyBody(), draft.received.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (draft.random.nextInt(4) == 0) {
            exchange.fail(new IOException(draft.failure));
        } else {
            exchange.end();
        }
        return watched.text();
    }

    private static boolean inBase64(String text, String secret) {
        Matcher run = BASE64.matcher(text);
        while (run.find()) {
            for (int skip = 0; skip < 4; skip++) {
                String part = run.group().substring(skip).replace('-', '+').replace('_', '/');
                byte[] bytes = Base64.getDecoder().decode(part.substring(0, part.length() / 4 * 4));
                if (new String(bytes, StandardCharsets.UTF_8).contains(secret)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noLineShowsASecret() {
        var seeds = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            long seed = seeds.nextLong();
            var random = new Random(seed);
            var watched = new Watched();
            watched.monitor.logData(true);
            watched.configured = new ConfiguredWire(
                    List.of(), List.of(), 64 + random.nextInt(2_000), List.of(), List.of(), List.of());
            var draft = new Draft(random);
            List<String> secrets = new ArrayList<>();
            for (int count = random.nextInt(3); count >= 0; count--) {
                secrets.add(secret(random));
            }
            secrets.forEach(secret -> place(draft, secret));
            for (String secret : secrets) {
                for (int count = random.nextInt(4); count > 0; count--) {
                    scatter(draft, secret);
                }
            }
            Collections.shuffle(draft.asked, random);
            String text = run(draft, watched);
            for (String secret : secrets) {
                String told = "-Dwire.seed=" + SEED + " round " + round + ": " + secret + " in\n" + text;
                assertFalse(text.contains(secret), told);
                assertFalse(text.contains(percent(secret)), told);
                assertFalse(inBase64(text, secret), told);
            }
            for (String trace : draft.traces) {
                assertFalse(
                        text.contains(trace),
                        () -> "-Dwire.seed=" + SEED + ": " + trace + " of " + secrets + " in\n" + text);
            }
            assertTrue(text.startsWith("> POST http://"), text);
        }
    }
}

package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import org.jspecify.annotations.Nullable;

/**
 * The line as the original gateway wrote it under Python 2: {@code type,source[,payload]}, the payload as Python prints
 * a dict. It escaped nothing in type and source, so a source may hold commas. The type ends at the first comma; the
 * payload begins behind the earliest comma from which the rest of the line is one whole literal. Stateless.
 */
final class OriginalLine {
    /** Places at which a payload is looked for; more than any source has commas before brackets. */
    private static final int MAX_TRIES = 64;

    private OriginalLine() {}

    /** Whether the first payload that the body can hold begins as Python prints a dict and JSON never does. */
    static boolean looksPython(String body) {
        int source = body.indexOf(',') + 1;
        int dict = body.indexOf(",{'", source);
        int unicode = body.indexOf(",{u'", source);
        int payload = dict < 0 || (unicode >= 0 && unicode < dict) ? unicode : dict;
        int quote = body.indexOf('"');
        return payload >= 0 && (quote < 0 || quote > payload);
    }

    static HomeEvent parse(String body) throws LineException {
        int comma = body.indexOf(',');
        if (comma < 0) {
            throw new LineException("no comma after the type");
        }
        String type = body.substring(0, comma);
        String rest = body.substring(comma + 1);
        LineException first = null;
        int tries = 0;
        for (int i = rest.indexOf(','); i >= 0 && tries < MAX_TRIES; i = rest.indexOf(',', i + 1)) {
            if (mayBePayload(rest, i + 1, rest.indexOf(',') == i)) {
                tries++;
                try {
                    Object payload = PythonLiteral.parse(rest, i + 1);
                    return HomeEvent.of(type, rest.substring(0, i), payload);
                } catch (LineException e) {
                    first = first == null ? e : first;
                }
            }
        }
        refuseBroken(rest, first);
        return HomeEvent.of(type, rest, null);
    }

    /** The original logged dicts only; lists and tuples are read as well, anything else where no comma is in doubt. */
    private static boolean mayBePayload(String rest, int from, boolean firstComma) {
        if (from >= rest.length()) {
            return false;
        }
        char last = rest.charAt(rest.length() - 1);
        return switch (rest.charAt(from)) {
            case '{' -> last == '}';
            case '[' -> last == ']';
            case '(' -> last == ')';
            case ' ', '\t' -> false;
            default -> firstComma;
        };
    }

    /** A source without a payload never looks like the remains of one. */
    private static void refuseBroken(String rest, @Nullable LineException first) throws LineException {
        boolean opens = rest.contains(",{")
                || rest.contains(",[")
                || rest.contains(",(")
                || rest.contains("{'")
                || rest.contains("{u'")
                || rest.contains("{\"");
        boolean closes = rest.endsWith("}") || rest.endsWith("]") || rest.endsWith(")");
        if (opens || rest.endsWith(",") || (closes && rest.contains(","))) {
            throw new LineException(
                    "payload is broken: " + (first == null ? "it does not end with its bracket" : first.getMessage()));
        }
    }
}

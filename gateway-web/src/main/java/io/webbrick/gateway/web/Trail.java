package io.webbrick.gateway.web;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records who signed in and out, who was refused, what was changed and what was downloaded, and from where, beside the line
 * that Access has of each request. Never a password, token or cookie: a name that is no account's may be a password in the
 * wrong field and is left out too. What a client sent is cut and shown without characters that hide or turn a line. Any
 * thread.
 */
final class Trail {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final int LONGEST = 200;

    /** Each of its events is in EventLog, with time and source; a record of its own for each would be twice that. */
    private static final String EVENTS = "/api/events";

    private static final String BUNDLE = "/api/bundle";
    private static final String DOWNLOAD = "/download";

    /** Somebody has a session from now on. */
    void signedIn(String name, Caller caller) {
        LOG.info("{} signed in from {}", shown(name), caller.address());
    }

    /** Somebody ended a session. */
    void signedOut(Visitor visitor, Caller caller) {
        LOG.info("{} signed out from {}", shown(visitor.shown()), caller.address());
    }

    /** Wrong credentials came; {@code name} is an account's, or null. */
    void refused(Caller caller, @Nullable String name) {
        if (name == null) {
            LOG.warn("sign-in refused from {}", caller.address());
        } else {
            LOG.warn("sign-in as {} refused from {}", shown(name), caller.address());
        }
    }

    /** Something was asked for and answered with this status. */
    void answered(String method, String path, Visitor visitor, Caller caller, int status) {
        boolean reading = method.equals("GET") || method.equals("HEAD");
        if (reading && !path.endsWith(DOWNLOAD) && !path.equals(BUNDLE)) {
            return;
        }
        String what = method + " " + shown(path);
        String who = shown(visitor.shown());
        if (status < 400 && path.equals(EVENTS)) {
            LOG.debug("{} by {} from {}: {}", what, who, caller.address(), status);
        } else if (status < 400) {
            LOG.info("{} by {} from {}: {}", what, who, caller.address(), status);
        } else {
            LOG.warn("{} by {} from {} refused: {}", what, who, caller.address(), status);
        }
    }

    /** The text on one line in one direction, cut where it is long. */
    static String shown(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> {
            boolean unseen = switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.PRIVATE_USE,
                        Character.SURROGATE,
                        Character.UNASSIGNED -> true;
                default -> false;
            };
            if (unseen) {
                shown.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? shown + "..." : shown.toString();
    }
}

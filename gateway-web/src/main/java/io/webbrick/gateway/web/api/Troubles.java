package io.webbrick.gateway.web.api;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once of each thing that fails that it does, and again only after it has worked in between: what is tried several times a
 * second must not fill the log with why it fails. One thread at a time.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");

    private final String what;
    private final Set<String> failing = new HashSet<>();

    /** @param what cannot be done */
    Troubles(String what) {
        this.what = what;
    }

    /** This works. */
    void over(String thing) {
        failing.remove(thing);
    }

    /** This does not. */
    void tell(String thing, Exception why) {
        if (failing.add(thing)) {
            LOG.warn("{} cannot be {} now: {}", thing, what, String.valueOf(why.getMessage()));
        }
    }
}

package io.webbrick.gateway.web.api;

/** A body that grows while somebody reads it: it may have no part for now, and tells when it has one again. */
public interface LiveParts extends Parts {
    /**
     * Called once, before the first part is asked for.
     *
     * @param wake to be called when there is a part again; by any thread, takes no time
     * @param cut breaks the connection off, also when its client takes nothing; by any thread
     */
    void begin(Runnable wake, Runnable cut);
}

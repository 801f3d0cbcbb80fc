package io.webbrick.gateway.web;

import io.webbrick.gateway.web.access.RequestTimes;

/**
 * What a client may take.
 *
 * @param bodyBytes bytes of one request's body
 * @param allBodiesBytes bytes of all bodies that are being received
 * @param headerBytes bytes of one request's header
 * @param connections open connections
 * @param idleMillis silence on a connection
 * @param times how long one request may take
 * @param stopMillis how long closing waits for answers
 */
record Limits(
        int bodyBytes,
        long allBodiesBytes,
        int headerBytes,
        int connections,
        long idleMillis,
        RequestTimes times,
        long stopMillis) {
    static final Limits DEFAULT =
            new Limits(4 * 1024 * 1024, 32 * 1024 * 1024, 8_192, 512, 30_000, new RequestTimes(10_000, 60_000), 1_000);

    private static final int STRANGERS_BODY = 4_096;
    private static final int STRANGERS = 64;

    /** The same for bodies of those who have not signed in yet: a name and a password. They take no room from others. */
    Limits ofStrangers() {
        int body = Math.min(bodyBytes, STRANGERS_BODY);
        return new Limits(
                body, (long) STRANGERS * STRANGERS_BODY, headerBytes, connections, idleMillis, times, stopMillis);
    }
}

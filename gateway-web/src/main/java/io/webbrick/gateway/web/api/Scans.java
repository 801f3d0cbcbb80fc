package io.webbrick.gateway.web.api;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only a few questions read through history at the same time, so that reading never takes all threads. Any thread;
 * who waits longer than its bound is told to come back.
 */
final class Scans {
    private final Semaphore places;
    private final int queue;
    private final long waitMillis;

    Scans(int places, int queue, long waitMillis) {
        this.places = new Semaphore(places, true);
        this.queue = queue;
        this.waitMillis = waitMillis;
    }

    /** The same endpoint, taking a place while it answers. */
    Endpoint limit(Endpoint endpoint) {
        return ask -> {
            enter();
            try {
                return endpoint.answer(ask);
            } finally {
                places.release();
            }
        };
    }

    private void enter() throws Refusal, IOException {
        try {
            if (places.getQueueLength() < queue && places.tryAcquire(waitMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for other questions to end", e);
        }
        throw new Refusal(503, "busy", "too many questions are being answered; ask again in a few seconds");
    }
}

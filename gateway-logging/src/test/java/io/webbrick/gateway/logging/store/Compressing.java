package io.webbrick.gateway.logging.store;

/** Lets tests of other packages wait for a compressor. */
public final class Compressing {
    private Compressing() {}

    /** Runs {@code action} when everything that was given to the compressor so far is done. */
    public static void afterAll(Compressor compressor, Runnable action) {
        compressor.submit(action);
    }
}

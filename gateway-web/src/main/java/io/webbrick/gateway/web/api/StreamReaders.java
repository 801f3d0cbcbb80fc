package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.StreamReading;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** Everything in the server that reads streams by itself or for as long as somebody listens. Three threads at most. */
public final class StreamReaders implements AutoCloseable {
    private static final long LAST_WORDS_MILLIS = 300;

    private final Tails tails;
    private final Searches searches;
    private final StreamWatch watch;

    /**
     * @param executor makes what is sent
     * @param beatNanos so often who follows a stream hears something
     */
    public StreamReaders(StreamReading streams, Executor executor, long beatNanos, InstantSource clock) {
        this.tails = new Tails(streams, executor, beatNanos);
        this.searches = new Searches(streams);
        this.watch = new StreamWatch(streams, clock);
    }

    Tails tails() {
        return tails;
    }

    Searches searches() {
        return searches;
    }

    StreamWatch watch() {
        return watch;
    }

    /** Begins to watch what goes wrong. */
    public void start() {
        watch.start();
    }

    /** Ends all of them, those who follow streams within a moment. */
    @Override
    public void close() {
        watch.close();
        searches.close();
        tails.close(LAST_WORDS_MILLIS);
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Ledger;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives the records of a dead process's ring to the streams they were meant for, by its ledger: what recovery, which
 * writes them, and a reader, which shows them, have in common. One thread.
 */
final class Salvage {
    private static final int BATCH_BYTES = 65_536;

    private final Ledger ledger;
    private final SelfLog selfLog;
    private final Map<Integer, StoredStreams.Stored> stored = new TreeMap<>();
    private final Map<Integer, LogStream> streams = new TreeMap<>();
    private final Map<Integer, Route> routes = new HashMap<>();

    Salvage(Ledger ledger, SelfLog selfLog) {
        this.ledger = ledger;
        this.selfLog = selfLog;
        ledger.streams().forEach((number, text) -> {
            try {
                stored.put(number, StoredStreams.stream(text, ledger.files()));
            } catch (RuntimeException unreadable) {
                selfLog.problem("the ledger's stream " + number + " cannot be understood", unreadable);
            }
        });
    }

    /** The stream that wrote this file last; null when none is known. */
    StoredStreams.@Nullable Stored owner(int fileId) {
        StoredStreams.Stored owner = null;
        for (StoredStreams.Stored stream : stored.values()) {
            owner = stream.fileId() == fileId ? stream : owner;
        }
        return owner;
    }

    /** Makes streams and routes; those without a sink for their file take nothing. */
    void connect(IntFunction<? extends @Nullable LineSink> sinks) {
        stored.forEach((number, stream) -> {
            LineSink sink = sinks.apply(stream.fileId());
            if (sink != null) {
                streams.put(number, new LogStream(number, stream.spec(), sink));
            }
        });
        ledger.routes().forEach(this::addRoute);
    }

    private void addRoute(int id, String text) {
        try {
            routes.put(id, StoredStreams.route(id, text, streams));
        } catch (RuntimeException unreadable) {
            selfLog.problem("the ledger's route " + id + " cannot be understood", unreadable);
        }
    }

    Map<Integer, LogStream> streams() {
        return streams;
    }

    @Nullable
    Route route(int id) {
        return routes.get(id);
    }

    /**
     * Gives every record of the ring to its streams, batch by batch.
     *
     * @param batch runs after each
     * @throws IOException when the ring is damaged; records before the damage were given
     */
    void empty(Ring ring, Drain drain, Runnable batch) throws IOException {
        long at = drain.position();
        try {
            while (at < ring.salvageEnd()) {
                at = ring.salvage(at, BATCH_BYTES, drain);
                drain.position(at);
                flush(batch);
            }
        } catch (IOException | InternalError damaged) {
            flush(batch);
            throw damaged instanceof IOException known ? known : new IOException(damaged.getMessage(), damaged);
        }
    }

    private void flush(Runnable batch) {
        streams.values().forEach(LogStream::flush);
        batch.run();
    }
}

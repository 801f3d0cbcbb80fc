package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.health.ShipperStatus;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** What a delivery has done so far, for whoever asks. Any thread. */
final class Progress {
    private final ShipperSettings settings;
    private final String destination;
    private final InstantSource clock;
    private String state = "idle";
    private int waiting;
    private long oldestMillis;
    private long sent;
    private long requests;
    private long rejected;
    private long gaps;
    private @Nullable Instant lastSuccess;
    private @Nullable String lastError;
    private @Nullable Instant lastErrorAt;

    Progress(ShipperSettings settings, String destination, InstantSource clock) {
        this.settings = settings;
        this.destination = destination;
        this.clock = clock;
    }

    synchronized void state(String word) {
        state = word;
    }

    /** @param oldest when the oldest record was logged that is not acknowledged */
    synchronized void waits(int records, long oldest) {
        waiting = records;
        oldestMillis = oldest;
    }

    synchronized void request() {
        requests++;
        state = state.equals("failing") ? state : "sending";
    }

    synchronized void delivered(long records, long gapRecords) {
        sent += records;
        gaps += gapRecords;
        lastSuccess = clock.instant();
    }

    /** So many records are refused for good, while deliveries go on. */
    synchronized void rejected(long records, String why) {
        rejected += records;
        lastError = why;
        lastErrorAt = clock.instant();
    }

    /** It does nothing until this is over. */
    synchronized void waitsFor(String why) {
        failed(why);
        state = "waiting";
    }

    synchronized void failed(String why) {
        state = "failing";
        lastError = why;
        lastErrorAt = clock.instant();
    }

    synchronized ShipperStatus status() {
        return new ShipperStatus(
                settings.name(),
                settings.kind(),
                destination,
                state,
                waiting == 0 ? 0 : Math.max(0, clock.millis() - oldestMillis),
                waiting,
                sent,
                requests,
                rejected,
                gaps,
                lastSuccess,
                lastError,
                lastErrorAt);
    }
}

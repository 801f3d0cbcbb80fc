package io.webbrick.gateway.logging.health;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a shipper stands. Holds no secret.
 *
 * @param name the handler's name
 * @param kind the handler's class
 * @param destination where it delivers to
 * @param state in a word: idle, waiting, sending, failing, closed
 * @param lagMillis how old the oldest record is that is read and not acknowledged; 0 when there is none
 * @param waiting how many records are read and not acknowledged
 * @param sent records that were acknowledged since the start
 * @param requests what was asked of the other side since the start
 * @param rejected records that the other side refused for good; the reject file has them with the reason
 * @param gaps places where records were deleted before they were sent; each was delivered as a record
 * @param lastSuccess when the other side acknowledged the last time
 * @param lastError what went wrong the last time
 * @param lastErrorAt when that was
 */
public record ShipperStatus(
        String name,
        String kind,
        String destination,
        String state,
        long lagMillis,
        int waiting,
        long sent,
        long requests,
        long rejected,
        long gaps,
        @Nullable Instant lastSuccess,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {}

package io.webbrick.gateway.logging.sink;

import io.webbrick.gateway.logging.health.ShipperStatus;
import java.time.Duration;

/**
 * Delivers the records of one stream to another machine, on a thread of its own: it reads the stream's files and remembers how far
 * everything is acknowledged, so that no call of the logging waits for it and an end of the process costs nothing. Any thread.
 */
public interface Shipper {
    /** Begins where it stopped the last time. Once. */
    void start();

    /** How it stands. */
    ShipperStatus status();

    /**
     * Ends: hands over what it can within this time, keeps its place and returns. What is left stays in the files for the next start.
     */
    void close(Duration within);
}

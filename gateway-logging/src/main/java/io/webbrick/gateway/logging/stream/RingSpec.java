package io.webbrick.gateway.logging.stream;

import java.time.Duration;

/**
 * The ring as configured. Immutable.
 *
 * @param bytes its capacity, a power of two from 64 KiB to 1 GiB; another one counts from the next start on
 * @param maxWait how long a log call waits for room in it, and for its record to be written, at most
 */
public record RingSpec(int bytes, Duration maxWait) {
    /** The smallest capacity, bytes. */
    public static final int SMALLEST = 65_536;

    /** The largest capacity, bytes. */
    public static final int LARGEST = 1 << 30;

    /** What counts where nothing is configured. */
    public static final RingSpec USUAL = new RingSpec(4 * 1_048_576, Duration.ofMillis(50));
}

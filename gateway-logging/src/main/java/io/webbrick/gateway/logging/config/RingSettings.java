package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.RingSpec;
import java.time.Duration;
import java.util.Optional;

/** Reads how large the ring is and how long a log call waits for room in it. */
final class RingSettings {
    private RingSettings() {}

    static RingSpec read(Settings logging) {
        return new RingSpec(bytes(logging), maxWait(logging));
    }

    private static int bytes(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.RING);
        if (given.isEmpty()) {
            return RingSpec.USUAL.bytes();
        }
        long bytes = Units.bytes(given.get()).orElse(-1);
        boolean fits = bytes >= RingSpec.SMALLEST && bytes <= RingSpec.LARGEST && Long.bitCount(bytes) == 1;
        if (!fits) {
            logging.wrong(ConfigKey.RING, given.get(), "a power of two from '64KiB' to '1GiB', such as '4MiB'");
            return RingSpec.USUAL.bytes();
        }
        return (int) bytes;
    }

    private static Duration maxWait(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.RING_WAIT);
        if (given.isEmpty()) {
            return RingSpec.USUAL.maxWait();
        }
        Optional<Duration> wait = Units.moment(given.get());
        if (wait.isEmpty()) {
            logging.wrong(ConfigKey.RING_WAIT, given.get(), "'0ms' to '60000ms', such as '50ms'");
        }
        return wait.orElse(RingSpec.USUAL.maxWait());
    }
}

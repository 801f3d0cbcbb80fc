package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.OptionalLong;

/** Lets tests of other packages wait for a compressor. */
public final class Compressing {
    private Compressing() {}

    /** Runs {@code action} when everything that was given to the compressor so far is done. */
    public static void afterAll(Compressor compressor, Runnable action) {
        compressor.submit(action);
    }

    /** A file whose history is merged without waiting for readers. */
    public static RotatingFile withoutGrace(
            Path path, Rotation rotation, Retention retention, Compressor compressor, SelfLog selfLog) {
        return new RotatingFile(
                path,
                rotation,
                retention,
                ZoneId.of("UTC"),
                compressor,
                selfLog,
                first -> OptionalLong.empty(),
                System::nanoTime,
                Duration.ZERO);
    }
}

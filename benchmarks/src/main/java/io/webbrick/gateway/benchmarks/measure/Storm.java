package io.webbrick.gateway.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.LoggerFactory;

/**
 * {@link Paced}, while files are rotated and packed by the configuration and the configuration itself is changed every
 * second.
 */
final class Storm {
    private static final long RELOAD_NANOS = 1_000_000_000L;

    private final Path config;
    private final Library library;
    private volatile boolean stop;

    private Storm(Path config, Library library) {
        this.config = config;
        this.library = library;
    }

    static void run(Settings settings, Library library) throws Exception {
        LoggerFactory.getLogger(CallSite.LOGGER);
        var storm = new Storm(Path.of(settings.text("config")), library);
        var reloading = new Thread(storm::reload, "reloading");
        reloading.setDaemon(true);
        reloading.start();
        Paced.pace(settings, library);
        storm.stop = true;
        reloading.join();
        library.close();
    }

    /** An empty line more is a change that every library sees: of time stamp, of length, of content. */
    private void reload() {
        while (!stop) {
            Steady.pause(RELOAD_NANOS);
            try {
                Files.writeString(config, "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
            } catch (IOException failed) {
                throw new IllegalStateException("cannot change " + config, failed);
            }
            library.reload();
        }
    }
}

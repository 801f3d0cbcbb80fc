package io.webbrick.gateway.app.place;

import io.webbrick.gateway.logging.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the parts of an installation lie: a source tree's root or an unpacked distribution. Immutable.
 */
public record Installation(Path home) {
    /** The shipped configuration. */
    public Path conf() {
        return home.resolve("conf");
    }

    /** What the gateway makes: run files, caches, logs when there is no better place. */
    public Path var() {
        return home.resolve("var");
    }

    /**
     * The configuration files of a start, in order: the base, the platform's overlay, the local overrides.
     *
     * @param conf the directory with the base and the overrides
     * @param platform {@code disk}, {@code appliance} or {@code none}
     * @throws IOException when there is no base, or more than one; the message says which
     */
    public List<Path> configuration(Path conf, String platform) throws IOException {
        return sources(conf, platform).now(List.of());
    }

    /** The same for a gateway that runs: which files there are is asked anew at each load. */
    public ConfigSources sources(Path conf, String platform) {
        return new InstalledConfiguration(this, conf, platform);
    }

    /** The overlay of a platform. */
    public Path overlay(String platform) throws IOException {
        Path file = overlayFile(platform);
        if (!Files.isRegularFile(file)) {
            throw new IOException("the overlay of platform '" + platform + "' is missing: " + file
                    + "; unpack the distribution again or take --platform none");
        }
        return file;
    }

    /** Where the overlay of a platform lies. */
    Path overlayFile(String platform) {
        return home.resolve("platform").resolve(platform).resolve("log.cfg");
    }
}

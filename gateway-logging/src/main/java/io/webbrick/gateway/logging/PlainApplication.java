package io.webbrick.gateway.logging;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Logging for a program that has our jar on its class path and says nothing: the configuration that it points to, else
 * INFO and above on standard error and no file.
 */
final class PlainApplication {
    private static final String RESOURCE = "webbrick/log.cfg";

    private PlainApplication() {}

    /** The file named by {@code -Dwebbrick.conf}, {@code WEBBRICK_CONF}, or found on the class path. */
    static Optional<Path> configuration() throws IOException {
        String named = System.getProperty("webbrick.conf", System.getenv("WEBBRICK_CONF"));
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        URL found = loader == null ? null : loader.getResource(RESOURCE);
        return found == null ? Optional.empty() : Optional.of(file(found));
    }

    private static Path file(URL resource) throws IOException {
        if (resource.getProtocol().equals("file")) {
            try {
                return Path.of(resource.toURI());
            } catch (URISyntaxException unusable) {
                throw new IOException(resource + " is no file name", unusable);
            }
        }
        Path copy = Files.createTempFile("webbrick-log", ".cfg");
        copy.toFile().deleteOnExit();
        try (InputStream in = resource.openStream()) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        return copy;
    }
}

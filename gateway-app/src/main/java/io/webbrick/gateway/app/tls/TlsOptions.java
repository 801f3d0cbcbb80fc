package io.webbrick.gateway.app.tls;

import java.nio.file.Path;

/** Where the certificate of the web server comes from. */
public sealed interface TlsOptions {
    /**
     * Somebody else makes and renews it.
     *
     * @param certificate the certificate, then those of its authorities, in PEM
     * @param key its private key, in PEM
     */
    record Given(Path certificate, Path key) implements TlsOptions {}

    /**
     * The gateway makes it itself.
     *
     * @param file keeps it
     */
    record Self(Path file) implements TlsOptions {}
}

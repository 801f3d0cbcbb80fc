package io.webbrick.gateway.web;

import java.security.KeyStore;

/**
 * What the web server shows over TLS.
 *
 * @param keys one private key with its certificates, protected by {@link #IN_MEMORY}
 * @param selfMade whether no browser trusts it by itself: then nothing tells browsers to insist on TLS for ever
 */
public record Tls(KeyStore keys, boolean selfMade) {
    /** Key stores want a password, also where there is no file that it could protect. */
    public static final String IN_MEMORY = "in memory only";
}

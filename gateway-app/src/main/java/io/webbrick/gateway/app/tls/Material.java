package io.webbrick.gateway.app.tls;

import io.webbrick.gateway.web.Tls;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A private key and the certificates that go with it, the key's own first. Immutable; its text shows no key.
 *
 * @param chain not empty
 */
record Material(PrivateKey key, List<X509Certificate> chain) {
    Material {
        chain = List.copyOf(chain);
    }

    X509Certificate certificate() {
        return chain.get(0);
    }

    /** By what a client knows the certificate, in hexadecimal. */
    String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(certificate().getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot digest a certificate", e);
        }
    }

    /** The same as browsers show it. */
    String shownFingerprint() {
        return fingerprint().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }

    /** When it ends. */
    Instant end() {
        return certificate().getNotAfter().toInstant();
    }

    /** When it begins. */
    Instant begin() {
        return certificate().getNotBefore().toInstant();
    }

    /** Whether the key is the certificate's: what one signs the other confirms. */
    boolean fits() {
        try {
            String algorithm = switch (key.getAlgorithm()) {
                case "RSA" -> "SHA256withRSA";
                case "EC" -> "SHA256withECDSA";
                default -> key.getAlgorithm();
            };
            var challenge = new byte[32];
            new SecureRandom().nextBytes(challenge);
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(challenge);
            byte[] signed = signature.sign();
            signature.initVerify(certificate().getPublicKey());
            signature.update(challenge);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** What the web server takes. */
    Tls tls(boolean selfMade) throws IOException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            keys.setKeyEntry("gateway", key, Tls.IN_MEMORY.toCharArray(), chain.toArray(Certificate[]::new));
            return new Tls(keys, selfMade);
        } catch (GeneralSecurityException e) {
            throw new IOException("the key cannot be used for TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return certificate().getSubjectX500Principal() + " until " + end();
    }
}

package io.webbrick.gateway.ship.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads private keys and certificates in PEM. What cannot be read is not shown. Stateless. */
public final class Pem {
    /** What stands before the key in a PKCS #1 file when it is wrapped as PKCS #8: an algorithm of RSA. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final Pattern KEY = Pattern.compile("-----BEGIN (RSA |)PRIVATE KEY-----([^-]*)-----END");

    private Pem() {}

    /**
     * The key of RSA, or of an elliptic curve, in this text.
     *
     * @param name of it, for messages
     * @throws IOException when there is none, saying what to do
     */
    public static PrivateKey key(String pem, String name) throws IOException {
        if (pem.contains("ENCRYPTED")) {
            throw new IOException(name + " has a passphrase; make one without: openssl pkey -in KEY -out NEW");
        }
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new IOException(
                    name + " is no private key in PEM that is known; make one: openssl pkey -in KEY -out" + " NEW");
        }
        try {
            byte[] der = Base64.getMimeDecoder().decode(found.group(2));
            return found.group(1).isEmpty()
                    ? pkcs8(der)
                    : KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(wrapped(der)));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IOException(name + " is no key of RSA or an elliptic curve");
        }
    }

    private static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException notRsa) {
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        }
    }

    /**
     * The certificates in this text, in its order.
     *
     * @throws IOException when there is none
     */
    public static List<X509Certificate> certificates(String pem, String name) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) each);
            }
        } catch (GeneralSecurityException unreadable) {
            throw new IOException(name + " holds what is no certificate in PEM", unreadable);
        }
        if (certificates.isEmpty()) {
            throw new IOException(name + " holds no certificate in PEM");
        }
        return certificates;
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = sequence((byte) 0x04, pkcs1);
        byte[] version = {0x02, 0x01, 0x00};
        var content = new byte[version.length + RSA.length + octets.length];
        System.arraycopy(version, 0, content, 0, version.length);
        System.arraycopy(RSA, 0, content, version.length, RSA.length);
        System.arraycopy(octets, 0, content, version.length + RSA.length, octets.length);
        return sequence((byte) 0x30, content);
    }

    private static byte[] sequence(byte tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {tag, (byte) length}
                : length < 0x100
                        ? new byte[] {tag, (byte) 0x81, (byte) length}
                        : new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        var all = new byte[head.length + length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, length);
        return all;
    }
}

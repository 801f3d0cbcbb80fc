package io.webbrick.gateway.app.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Certificates and private keys in the text form that everybody uses (RFC 7468). Stateless. */
final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Pattern BEGIN = Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----");
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519", "Ed448");

    private Pem() {}

    /** All certificates of a text, in its order. */
    static List<X509Certificate> certificates(String text) throws IOException {
        var found = new ArrayList<X509Certificate>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (byte[] block : blocks(text, CERTIFICATE)) {
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block)));
            }
        } catch (CertificateException e) {
            throw new IOException("holds a certificate that cannot be read: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IOException("holds no certificate; it must begin with -----BEGIN CERTIFICATE-----");
        }
        return found;
    }

    /** The private key of a text. */
    static PrivateKey key(String text) throws IOException {
        List<byte[]> keys = blocks(text, PRIVATE_KEY);
        if (keys.isEmpty()) {
            Matcher other = BEGIN.matcher(text);
            throw new IOException(
                    other.find()
                            ? "holds a key as " + other.group(1)
                                    + "; make one without a password and of the usual form with: openssl pkcs8 -topk8"
                                    + " -nocrypt -in OLD -out NEW"
                            : "holds no private key; it must begin with -----BEGIN PRIVATE KEY-----");
        }
        for (String algorithm : ALGORITHMS) {
            PrivateKey key = key(algorithm, keys.get(0));
            if (key != null) {
                return key;
            }
        }
        throw new IOException("holds a key of another kind than " + String.join(", ", ALGORITHMS));
    }

    /** Null when it is another algorithm's. */
    private static @Nullable PrivateKey key(String algorithm, byte[] encoded) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException anothers) {
            return null;
        }
    }

    /** Key and certificates as one text. */
    static String text(Material material) throws IOException {
        var text = new StringBuilder(block(PRIVATE_KEY, material.key().getEncoded()));
        try {
            for (X509Certificate certificate : material.chain()) {
                text.append(block(CERTIFICATE, certificate.getEncoded()));
            }
        } catch (CertificateException e) {
            throw new IOException("cannot write the certificate", e);
        }
        return text.toString();
    }

    private static String block(String name, byte[] bytes) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + name + "-----\n" + encoder.encodeToString(bytes) + "\n-----END " + name + "-----\n";
    }

    private static List<byte[]> blocks(String text, String name) throws IOException {
        var found = new ArrayList<byte[]>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(name)) {
                try {
                    found.add(Base64.getMimeDecoder().decode(block.group(2)));
                } catch (IllegalArgumentException e) {
                    throw new IOException("holds a " + name + " that is no base64", e);
                }
            }
        }
        return found;
    }
}

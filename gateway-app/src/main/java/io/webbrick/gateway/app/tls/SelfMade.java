package io.webbrick.gateway.app.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes a key on P-256 and a certificate that it signs itself: for a web server of these names and addresses, no
 * authority. Keys and signature are Java's; only the few fields around them are written here.
 */
final class SelfMade {
    /** What browsers take at most of a certificate that a user trusts. */
    static final Duration LIFE = Duration.ofDays(825);

    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String ALTERNATIVE_NAMES = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER = "1.3.6.1.5.5.7.3.1";
    private static final int DNS = Der.CONTEXT | 2;
    private static final int ADDRESS = Der.CONTEXT | 7;
    private static final int SERIAL_BITS = 127;
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*:.*");

    private SelfMade() {}

    /** A new key and certificate, good from a day ago, since clocks differ. */
    static Material make(Collection<String> names, Instant now, SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        KeyPair pair = generator.generateKeyPair();
        byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
        byte[] who = Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text("WebBrick gateway"))));
        Instant from = now.minus(Duration.ofDays(1));
        byte[] content = Der.sequence(
                Der.tagged(Der.CONTEXT | Der.CONSTRUCTED, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, random).setBit(0)),
                algorithm,
                who,
                Der.sequence(Der.time(from), Der.time(from.plus(LIFE))),
                who,
                pair.getPublic().getEncoded(),
                Der.tagged(Der.CONTEXT | Der.CONSTRUCTED | 3, extensions(names)));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate(), random);
        signature.update(content);
        byte[] whole = Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
        var certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        certificate.verify(pair.getPublic());
        return new Material(pair.getPrivate(), List.of(certificate));
    }

    private static byte[] extensions(Collection<String> names) {
        return Der.sequence(
                extension(BASIC_CONSTRAINTS, true, Der.sequence()),
                extension(KEY_USAGE, true, Der.bits(7, new byte[] {(byte) 0x80})),
                extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.identifier(SERVER))),
                extension(ALTERNATIVE_NAMES, false, Der.sequence(alternatives(names))));
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.identifier(identifier), Der.yes(), Der.octets(value))
                : Der.sequence(Der.identifier(identifier), Der.octets(value));
    }

    private static byte[][] alternatives(Collection<String> names) {
        var all = new ArrayList<byte[]>();
        for (String name : names) {
            if (NUMERIC.matcher(name).matches()) {
                all.add(Der.tagged(ADDRESS, address(name)));
            } else {
                all.add(Der.tagged(DNS, name.getBytes(StandardCharsets.US_ASCII)));
            }
        }
        return all.toArray(byte[][]::new);
    }

    /** A text of digits, or with a colon, is looked up nowhere. */
    private static byte[] address(String numeric) {
        try {
            return InetAddress.getByName(numeric).getAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + numeric + "' is no address", e);
        }
    }
}

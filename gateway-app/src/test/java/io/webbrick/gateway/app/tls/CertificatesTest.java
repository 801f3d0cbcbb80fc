package io.webbrick.gateway.app.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.web.Tls;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificatesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T05:20:00Z");
    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "::1", "house.lan");

    @TempDir
    private Path directory;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private final List<String> problems = new ArrayList<>();

    private Path file() {
        return directory.resolve(Certificates.NAME);
    }

    private Certificates self() {
        return new Certificates(new TlsOptions.Self(file()), NAMES, clock, problems::add);
    }

    private static Material made(Instant now) throws GeneralSecurityException {
        return SelfMade.make(NAMES, now, new SecureRandom());
    }

    @Test
    void whatItMakesIsAServersCertificateAsJavaReadsIt() throws Exception {
        X509Certificate certificate = made(NOW).certificate();
        certificate.verify(certificate.getPublicKey());
        assertEquals(3, certificate.getVersion());
        assertEquals(
                "CN=WebBrick gateway", certificate.getSubjectX500Principal().getName());
        assertEquals(certificate.getSubjectX500Principal(), certificate.getIssuerX500Principal());
        assertEquals(-1, certificate.getBasicConstraints(), "no authority");
        assertEquals(List.of("1.3.6.1.5.5.7.3.1"), certificate.getExtendedKeyUsage());
        assertTrue(certificate.getKeyUsage()[0]);
        assertFalse(certificate.getKeyUsage()[5]);
        assertEquals(
                List.of("[2, localhost]", "[7, 127.0.0.1]", "[7, 0:0:0:0:0:0:0:1]", "[2, house.lan]"),
                certificate.getSubjectAlternativeNames().stream()
                        .map(Object::toString)
                        .collect(Collectors.toList()));
        assertEquals(NOW.minus(Duration.ofDays(1)), certificate.getNotBefore().toInstant());
        assertEquals(NOW.plus(Duration.ofDays(824)), certificate.getNotAfter().toInstant());
        assertTrue(certificate.getSerialNumber().compareTo(BigInteger.ZERO) > 0);
    }

    @Test
    void writesDatesOnBothSidesOf2050() throws Exception {
        for (String now : List.of("1970-01-03T00:00:00Z", "2049-12-31T00:00:00Z", "2060-02-29T12:00:00Z")) {
            Material material = made(Instant.parse(now));
            assertEquals(Instant.parse(now).plus(Duration.ofDays(824)), material.end());
        }
    }

    @Test
    void keepsItsOwnForTheNextStartReadableByItsOwnerOnly() throws IOException {
        Certificates first = self();
        assertNotNull(first.next());
        assertNull(first.next(), "nothing new");
        Certificates second = self();
        assertNotNull(second.next());
        assertEquals(first.fingerprint(), second.fingerprint());
        if (Files.getFileStore(file()).supportsFileAttributeView("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void makesAnotherInItsLastThirtyDaysAndKeepsThat() throws IOException {
        Certificates certificates = self();
        certificates.next();
        String first = certificates.fingerprint();
        clock.advance(Duration.ofDays(793));
        assertNull(certificates.next());
        clock.advance(Duration.ofDays(2));
        assertNotNull(certificates.next());
        assertNotEquals(first, certificates.fingerprint());
        Certificates next = self();
        next.next();
        assertEquals(certificates.fingerprint(), next.fingerprint());
    }

    @Test
    void makesAnotherWhenTheClockTurnsOutToHaveBeenWrong() throws IOException {
        Certificates certificates = self();
        certificates.next();
        String first = certificates.fingerprint();
        clock.advance(Duration.ofDays(-400));
        assertNotNull(certificates.next());
        assertNotEquals(first, certificates.fingerprint());
        assertEquals(List.of(), problems);
    }

    @Test
    void aFileThatCannotBeReadGivesWayAndSaysSo() throws IOException {
        Files.writeString(
                file(), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", StandardCharsets.UTF_8);
        assertNotNull(self().next());
        assertTrue(problems.get(0).contains("another TLS certificate is made"), problems.toString());
    }

    @Test
    void aHouseStartsAlsoWhereNothingCanBeKept() throws IOException {
        var certificates = new Certificates(
                new TlsOptions.Self(directory.resolve("none").resolve("x.pem")), NAMES, clock, problems::add);
        assertNotNull(certificates.next());
        assertTrue(problems.get(0).contains("cannot be kept"), problems.toString());
    }

    @Test
    void takesGivenFilesAndNoticesWhenTheyAreRenewed() throws Exception {
        Path certificate = directory.resolve("c.pem");
        Path key = directory.resolve("k.pem");
        Material first = made(NOW);
        write(first, certificate, key);
        var certificates = new Certificates(new TlsOptions.Given(certificate, key), NAMES, clock, problems::add);
        Tls tls = Objects.requireNonNull(certificates.next());
        assertFalse(tls.selfMade());
        assertEquals(first.fingerprint(), certificates.fingerprint());
        assertNull(certificates.next());
        Material second = made(NOW);
        write(second, certificate, key);
        assertNotNull(certificates.next());
        assertEquals(second.fingerprint(), certificates.fingerprint());
        assertTrue(certificates.describe().endsWith("SHA-256 " + second.shownFingerprint()));
    }

    @Test
    void saysWhatIsWrongWithGivenFiles() throws Exception {
        Path certificate = directory.resolve("c.pem");
        Path key = directory.resolve("k.pem");
        write(made(NOW), certificate, key);
        Path otherKey = directory.resolve("o.pem");
        write(made(NOW), directory.resolve("oc.pem"), otherKey);
        Path old = Files.writeString(
                directory.resolve("old.pem"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertProblem("is not there; --tls-cert and --tls-key name files in PEM", directory.resolve("nothing"), key);
        assertProblem("holds no certificate", key, key);
        assertProblem("holds no private key", certificate, certificate);
        assertProblem("openssl pkcs8 -topk8 -nocrypt", certificate, old);
        assertProblem("must belong together", certificate, otherKey);
    }

    private void assertProblem(String words, Path certificate, Path key) {
        var certificates = new Certificates(new TlsOptions.Given(certificate, key), NAMES, clock, problems::add);
        IOException refused = assertThrows(IOException.class, () -> assertNull(certificates.next()));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused.getMessage());
    }

    @Test
    void warnsOfAGivenCertificateThatHasEnded() throws Exception {
        Path certificate = directory.resolve("c.pem");
        Path key = directory.resolve("k.pem");
        write(made(NOW.minus(Duration.ofDays(900))), certificate, key);
        assertNotNull(new Certificates(new TlsOptions.Given(certificate, key), NAMES, clock, problems::add).next());
        assertTrue(problems.get(0).contains("browsers will refuse it"), problems.toString());
    }

    @Test
    void readsKeysOfAllKindsThatTlsKnows() throws Exception {
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            byte[] key = KeyPairGenerator.getInstance(algorithm)
                    .generateKeyPair()
                    .getPrivate()
                    .getEncoded();
            String text = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key) + "\n-----END PRIVATE KEY-----\n";
            assertArrayEquals(key, Pem.key(text).getEncoded(), algorithm);
        }
    }

    private static void write(Material material, Path certificate, Path key) throws IOException {
        String text = Pem.text(material);
        int at = text.indexOf("-----BEGIN CERTIFICATE");
        Files.writeString(key, text.substring(0, at), StandardCharsets.UTF_8);
        Files.writeString(certificate, text.substring(at), StandardCharsets.UTF_8);
    }
}

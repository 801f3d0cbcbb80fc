package io.webbrick.gateway.ship.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that is made for a test and signs itself: of this machine as a server, of a device, and of an instance in the tenancy
 * {@code ocid1.tenancy.oc1..t}. Immutable.
 */
public final class OwnCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final KeyStore store;
    private final PrivateKey key;
    private final X509Certificate certificate;

    private OwnCertificate(KeyStore store) throws GeneralSecurityException {
        this.store = store;
        this.key = (PrivateKey) store.getKey("own", PASSWORD);
        this.certificate = (X509Certificate) store.getCertificate("own");
    }

    /** Makes one by the JDK's keytool, with a file in this directory. */
    public static OwnCertificate make(Path directory)
            throws IOException, InterruptedException, GeneralSecurityException {
        Path file = directory.resolve("own.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        "own",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "36500",
                        "-dname",
                        "CN=localhost, OU=opc-instance:ocid1.instance.oc1..i, OU=opc-tenant:ocid1.tenancy.oc1..t",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return new OwnCertificate(store);
    }

    public PrivateKey key() {
        return key;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** The key as a file holds it. */
    public String keyPem() {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    /** The certificate as a file holds it. */
    public String pem() throws GeneralSecurityException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }

    /** Shows this certificate and trusts it. */
    public SSLContext tls() throws GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        var trusted = KeyStore.getInstance("PKCS12");
        try {
            trusted.load(null, null);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        trusted.setCertificateEntry("own", certificate);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}

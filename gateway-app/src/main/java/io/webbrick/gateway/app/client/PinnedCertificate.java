package io.webbrick.gateway.app.client;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one certificate and no other, whoever signed it and whatever names are in it: the one that the gateway wrote into its
 * instance file, which only its user can write, or the one that somebody names by its fingerprint. Any thread.
 */
final class PinnedCertificate implements X509TrustManager {
    private final String fingerprint;
    private @Nullable SSLSocketFactory sockets;

    /** @param fingerprint its SHA-256 in hexadecimal */
    PinnedCertificate(String fingerprint) {
        this.fingerprint = fingerprint;
    }

    /** Lets this connection reach nobody else. */
    void guard(HttpsURLConnection connection) throws IOException {
        connection.setSSLSocketFactory(sockets());
        connection.setHostnameVerifier((host, session) -> true);
    }

    /** One for all calls, so that they share connections. */
    private synchronized SSLSocketFactory sockets() throws IOException {
        SSLSocketFactory made = sockets;
        if (made != null) {
            return made;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, new SecureRandom());
            made = context.getSocketFactory();
            sockets = made;
            return made;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java has no TLS: " + e.getMessage(), e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        try {
            byte[] shown = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            if (!MessageDigest.isEqual(shown, HexFormat.of().parseHex(fingerprint))) {
                throw new CertificateException("its certificate has the SHA-256 "
                        + HexFormat.ofDelimiter(":").withUpperCase().formatHex(shown)
                        + ", which is not that of the one to trust");
            }
        } catch (GeneralSecurityException e) {
            throw e instanceof CertificateException wrong ? wrong : new CertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String algorithm) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}

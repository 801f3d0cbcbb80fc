package io.webbrick.gateway.events.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A watched connection that is one for HTTPS too, so that programs may ask it for certificates: of TLS it asks the connection
 * itself, of everything else the watched one around it. Threads as with those.
 */
final class WatchedTlsConnection extends HttpsURLConnection {
    private final HttpsURLConnection connection;
    private final HttpURLConnection watched;

    WatchedTlsConnection(HttpsURLConnection connection, WatchedUrlConnection watched) {
        super(connection.getURL());
        this.connection = connection;
        this.watched = watched;
    }

    @Override
    public String getCipherSuite() {
        return connection.getCipherSuite();
    }

    @Override
    public Certificate @Nullable [] getLocalCertificates() {
        return connection.getLocalCertificates();
    }

    @Override
    public Certificate[] getServerCertificates() throws SSLPeerUnverifiedException {
        return connection.getServerCertificates();
    }

    @Override
    public Principal getPeerPrincipal() throws SSLPeerUnverifiedException {
        return connection.getPeerPrincipal();
    }

    @Override
    public @Nullable Principal getLocalPrincipal() {
        return connection.getLocalPrincipal();
    }

    @Override
    public Optional<SSLSession> getSSLSession() {
        return connection.getSSLSession();
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        connection.setHostnameVerifier(verifier);
    }

    @Override
    public HostnameVerifier getHostnameVerifier() {
        return connection.getHostnameVerifier();
    }

    @Override
    public void setSSLSocketFactory(SSLSocketFactory factory) {
        connection.setSSLSocketFactory(factory);
    }

    @Override
    public SSLSocketFactory getSSLSocketFactory() {
        return connection.getSSLSocketFactory();
    }

    @Override
    public void connect() throws IOException {
        watched.connect();
    }

    @Override
    public void disconnect() {
        watched.disconnect();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return watched.getOutputStream();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return watched.getInputStream();
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        return watched.getErrorStream();
    }

    @Override
    public int getResponseCode() throws IOException {
        return watched.getResponseCode();
    }

    @Override
    public @Nullable String getResponseMessage() throws IOException {
        return watched.getResponseMessage();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return watched.getHeaderFields();
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return watched.getHeaderField(name);
    }

    @Override
    public @Nullable String getHeaderField(int index) {
        return watched.getHeaderField(index);
    }

    @Override
    public @Nullable String getHeaderFieldKey(int index) {
        return watched.getHeaderFieldKey(index);
    }

    @Override
    public void setRequestProperty(String name, String value) {
        watched.setRequestProperty(name, value);
    }

    @Override
    public void addRequestProperty(String name, String value) {
        watched.addRequestProperty(name, value);
    }

    @Override
    public @Nullable String getRequestProperty(String name) {
        return watched.getRequestProperty(name);
    }

    @Override
    public Map<String, List<String>> getRequestProperties() {
        return watched.getRequestProperties();
    }

    @Override
    public void setFixedLengthStreamingMode(int bytes) {
        watched.setFixedLengthStreamingMode(bytes);
    }

    @Override
    public void setFixedLengthStreamingMode(long bytes) {
        watched.setFixedLengthStreamingMode(bytes);
    }

    @Override
    public void setChunkedStreamingMode(int bytes) {
        watched.setChunkedStreamingMode(bytes);
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        watched.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return watched.getRequestMethod();
    }

    @Override
    public URL getURL() {
        return watched.getURL();
    }

    @Override
    public boolean usingProxy() {
        return watched.usingProxy();
    }

    @Override
    public void setAuthenticator(Authenticator authenticator) {
        watched.setAuthenticator(authenticator);
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        watched.setInstanceFollowRedirects(follow);
    }

    @Override
    public boolean getInstanceFollowRedirects() {
        return watched.getInstanceFollowRedirects();
    }

    @Override
    public void setConnectTimeout(int millis) {
        watched.setConnectTimeout(millis);
    }

    @Override
    public int getConnectTimeout() {
        return watched.getConnectTimeout();
    }

    @Override
    public void setReadTimeout(int millis) {
        watched.setReadTimeout(millis);
    }

    @Override
    public int getReadTimeout() {
        return watched.getReadTimeout();
    }

    @Override
    public void setDoInput(boolean reads) {
        watched.setDoInput(reads);
    }

    @Override
    public boolean getDoInput() {
        return watched.getDoInput();
    }

    @Override
    public void setDoOutput(boolean writes) {
        watched.setDoOutput(writes);
    }

    @Override
    public boolean getDoOutput() {
        return watched.getDoOutput();
    }

    @Override
    public void setAllowUserInteraction(boolean allowed) {
        watched.setAllowUserInteraction(allowed);
    }

    @Override
    public boolean getAllowUserInteraction() {
        return watched.getAllowUserInteraction();
    }

    @Override
    public void setUseCaches(boolean used) {
        watched.setUseCaches(used);
    }

    @Override
    public boolean getUseCaches() {
        return watched.getUseCaches();
    }

    @Override
    public void setIfModifiedSince(long millis) {
        watched.setIfModifiedSince(millis);
    }

    @Override
    public long getIfModifiedSince() {
        return watched.getIfModifiedSince();
    }
}

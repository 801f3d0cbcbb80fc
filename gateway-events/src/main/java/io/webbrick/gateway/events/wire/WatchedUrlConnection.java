package io.webbrick.gateway.events.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.ProtocolException;
import java.net.URL;
import java.util.List;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection of the JDK, watched: uses another one and tells a {@link WireMonitor} what passes by. Bodies are looked at on their
 * way and never held up. Headers that the JDK adds by itself, Host and cookies of a handler among them, and what it sends besides,
 * for redirects and authentication, are not seen. A reply whose body is not read is logged with {@link #disconnect}. What else
 * {@code HttpURLConnection} promises of threads counts here as well.
 */
public final class WatchedUrlConnection extends HttpURLConnection {
    private final HttpURLConnection connection;
    private final UrlWatch watch;

    private WatchedUrlConnection(HttpURLConnection connection, WireMonitor monitor, int attempt) {
        super(connection.getURL());
        this.connection = connection;
        this.watch = new UrlWatch(connection, monitor, attempt);
    }

    /**
     * Watches this connection, which is best used through what is returned from now on: a header that was set before may stay
     * unseen. One for HTTPS stays one; while nobody listens it is returned as it is.
     */
    public static HttpURLConnection of(HttpURLConnection connection, WireMonitor monitor) {
        return of(connection, monitor, 1);
    }

    /**
     * The same for a request that is repeated because it has failed: the log says {@code attempt=2} behind it.
     *
     * @param attempt 2 for the first repetition
     */
    public static HttpURLConnection of(HttpURLConnection connection, WireMonitor monitor, int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt " + attempt + " is below 1, which is the first");
        }
        if (!monitor.enabled()) {
            return connection;
        }
        var watched = new WatchedUrlConnection(connection, monitor, attempt);
        return connection instanceof HttpsURLConnection secure ? new WatchedTlsConnection(secure, watched) : watched;
    }

    @Override
    public void connect() throws IOException {
        watch.connect();
    }

    @Override
    public void disconnect() {
        connection.disconnect();
        watch.letGo();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return watch.sending();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return watch.ask(() -> watch.receiving(connection.getInputStream()));
    }

    @Override
    public @Nullable InputStream getErrorStream() {
        InputStream error = connection.getErrorStream();
        return error == null ? null : watch.receiving(error);
    }

    @Override
    public int getResponseCode() throws IOException {
        return watch.ask(connection::getResponseCode);
    }

    @Override
    public @Nullable String getResponseMessage() throws IOException {
        return watch.ask(connection::getResponseMessage);
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return watch.ask(connection::getHeaderFields);
    }

    @Override
    public @Nullable String getHeaderField(String name) {
        return watch.ask(() -> connection.getHeaderField(name));
    }

    @Override
    public @Nullable String getHeaderField(int index) {
        return watch.ask(() -> connection.getHeaderField(index));
    }

    @Override
    public @Nullable String getHeaderFieldKey(int index) {
        return watch.ask(() -> connection.getHeaderFieldKey(index));
    }

    @Override
    public void setRequestProperty(String name, String value) {
        connection.setRequestProperty(name, value);
        watch.set(name, value);
    }

    @Override
    public void addRequestProperty(String name, String value) {
        connection.addRequestProperty(name, value);
        watch.add(name, value);
    }

    @Override
    public @Nullable String getRequestProperty(String name) {
        return connection.getRequestProperty(name);
    }

    @Override
    public Map<String, List<String>> getRequestProperties() {
        return connection.getRequestProperties();
    }

    @Override
    public void setFixedLengthStreamingMode(int bytes) {
        connection.setFixedLengthStreamingMode(bytes);
        watch.length(bytes);
    }

    @Override
    public void setFixedLengthStreamingMode(long bytes) {
        connection.setFixedLengthStreamingMode(bytes);
        watch.length(bytes);
    }

    @Override
    public void setChunkedStreamingMode(int bytes) {
        connection.setChunkedStreamingMode(bytes);
    }

    @Override
    public void setRequestMethod(String method) throws ProtocolException {
        connection.setRequestMethod(method);
    }

    @Override
    public String getRequestMethod() {
        return connection.getRequestMethod();
    }

    @Override
    public URL getURL() {
        return connection.getURL();
    }

    @Override
    public boolean usingProxy() {
        return connection.usingProxy();
    }

    @Override
    public void setAuthenticator(Authenticator authenticator) {
        connection.setAuthenticator(authenticator);
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        connection.setInstanceFollowRedirects(follow);
    }

    @Override
    public boolean getInstanceFollowRedirects() {
        return connection.getInstanceFollowRedirects();
    }

    @Override
    public void setConnectTimeout(int millis) {
        connection.setConnectTimeout(millis);
    }

    @Override
    public int getConnectTimeout() {
        return connection.getConnectTimeout();
    }

    @Override
    public void setReadTimeout(int millis) {
        connection.setReadTimeout(millis);
    }

    @Override
    public int getReadTimeout() {
        return connection.getReadTimeout();
    }

    @Override
    public void setDoInput(boolean reads) {
        connection.setDoInput(reads);
    }

    @Override
    public boolean getDoInput() {
        return connection.getDoInput();
    }

    @Override
    public void setDoOutput(boolean writes) {
        connection.setDoOutput(writes);
    }

    @Override
    public boolean getDoOutput() {
        return connection.getDoOutput();
    }

    @Override
    public void setAllowUserInteraction(boolean allowed) {
        connection.setAllowUserInteraction(allowed);
    }

    @Override
    public boolean getAllowUserInteraction() {
        return connection.getAllowUserInteraction();
    }

    @Override
    public void setUseCaches(boolean used) {
        connection.setUseCaches(used);
    }

    @Override
    public boolean getUseCaches() {
        return connection.getUseCaches();
    }

    @Override
    public void setIfModifiedSince(long millis) {
        connection.setIfModifiedSince(millis);
    }

    @Override
    public long getIfModifiedSince() {
        return connection.getIfModifiedSince();
    }
}

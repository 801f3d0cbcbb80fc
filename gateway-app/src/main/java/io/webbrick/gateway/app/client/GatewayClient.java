package io.webbrick.gateway.app.client;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Talks to a running gateway over HTTP. Any thread; connections are kept open between calls. The old connection class,
 * not the newer client: it costs a short command a tenth of the start-up.
 */
public final class GatewayClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    /** A gateway whose events are followed shows every few seconds that it is there. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final URI base;
    private final Optional<String> token;
    private final @Nullable PinnedCertificate pinned;

    /** A client that trusts the certificates that this Java trusts. */
    public GatewayClient(String url, Optional<String> token) {
        this(url, token, "");
    }

    /**
     * A client of the gateway at {@code url}.
     *
     * @param certificate the SHA-256 of the only certificate that it trusts; empty for those that this Java trusts
     * @throws IllegalArgumentException when that is no http or https address
     */
    public GatewayClient(String url, Optional<String> token, String certificate) {
        URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("'" + url + "' must look like http://HOST:PORT");
        }
        this.base = uri;
        this.token = token;
        this.pinned = certificate.isEmpty() ? null : new PinnedCertificate(certificate);
    }

    /** The gateway's address. */
    public URI address() {
        return base;
    }

    /** The JSON object that a GET answers; anything but success is an IOException that says what to do. */
    public Map<?, ?> get(String path) throws IOException {
        return object(path, call("GET", path, null, null));
    }

    /** The text that a GET answers. */
    public String text(String path) throws IOException {
        return call("GET", path, null, null);
    }

    /** Posts a body and gives the JSON object that is answered. */
    public Map<?, ?> post(String path, String contentType, String body) throws IOException {
        return object(path, call("POST", path, contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Puts a JSON body and gives the JSON object that is answered. */
    public Map<?, ?> put(String path, String body) throws IOException {
        return object(path, call("PUT", path, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Deletes and gives the JSON object that is answered. */
    public Map<?, ?> delete(String path) throws IOException {
        return object(path, call("DELETE", path, null, null));
    }

    /** Opens the server-sent events that a GET answers. */
    public ServerEvents events(String path) throws IOException {
        HttpURLConnection connection = open("GET", path, "text/event-stream", SILENCE);
        return reached("GET " + path, () -> {
            int status = connection.getResponseCode();
            if (status / 100 != 2) {
                throw new RefusedException(status, refusal(status, text(connection)));
            }
            return new ServerEvents(connection);
        });
    }

    private String call(String method, String path, @Nullable String contentType, byte @Nullable [] body)
            throws IOException {
        HttpURLConnection connection = open(method, path, "application/json, */*;q=0.1", ANSWER);
        return reached(method + " " + path, () -> {
            if (body != null) {
                connection.setDoOutput(true);
                connection.setRequestProperty("Content-Type", String.valueOf(contentType));
                connection.setFixedLengthStreamingMode(body.length);
                connection.getOutputStream().write(body);
            }
            int status = connection.getResponseCode();
            String text = text(connection);
            if (status / 100 != 2) {
                throw new RefusedException(status, refusal(status, text));
            }
            return text;
        });
    }

    private HttpURLConnection open(String method, String path, String accept, Duration patience) throws IOException {
        var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        if (pinned != null && connection instanceof HttpsURLConnection encrypted) {
            pinned.guard(encrypted);
        }
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Accept", accept);
        connection.setRequestProperty("User-Agent", "gateway-command-line");
        token.ifPresent(secret -> connection.setRequestProperty("Authorization", "Bearer " + secret));
        return connection;
    }

    /** One exchange with the gateway. */
    @FunctionalInterface
    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Says of an exchange that reached nobody what to do about it. */
    private <T> T reached(String what, Exchange<T> exchange) throws IOException {
        try {
            return exchange.run();
        } catch (ConnectException | UnknownHostException e) {
            throw new IOException(
                    "no gateway answers at " + base + " (" + e.getMessage() + "); is it running? name it with --url",
                    e);
        } catch (SSLException e) {
            throw new IOException("no trusted connection to " + base + ": " + distrust(e), e);
        } catch (SocketException e) {
            throw new IOException(
                    "the connection to " + base + " broke off (" + e.getMessage()
                            + "); where the gateway runs with --tls its address begins with https://",
                    e);
        } catch (SocketTimeoutException e) {
            throw new IOException("the gateway at " + base + " did not answer in time: " + what, e);
        }
    }

    private String distrust(SSLException problem) {
        Throwable cause = problem;
        while (cause != null && !(cause instanceof CertificateException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return problem.getMessage() + "; https is spoken only where --tls says so";
        }
        return pinned == null
                ? "its certificate is none that this Java trusts; --certificate names the one to trust by the SHA-256 that"
                        + " the gateway prints at its start"
                : String.valueOf(cause.getMessage());
    }

    private static String text(HttpURLConnection connection) throws IOException {
        boolean failed = connection.getResponseCode() >= 400;
        try (InputStream in = failed ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String refusal(int status, String text) {
        String what = detail(text);
        return switch (status) {
            case 401, 403 ->
                "the gateway at " + base + " lets nobody in without credentials (" + status + what
                        + "); give a token with --token or GATEWAY_TOKEN, 'gateway token NAME' makes one";
            default -> "the gateway at " + base + " refused with " + status + what;
        };
    }

    private static String detail(String text) {
        try {
            if (Json.parse(text) instanceof Map<?, ?> map) {
                Object said = map.get("detail") == null ? map.get("error") : map.get("detail");
                return said == null ? "" : ": " + said;
            }
        } catch (JsonException notJson) {
            // a proxy's page, say; the status has to do
        }
        return "";
    }

    private Map<?, ?> object(String path, String text) throws IOException {
        try {
            if (Json.parse(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (JsonException e) {
            throw new IOException("what " + base + path + " answered is no gateway's answer: " + e.getMessage(), e);
        }
        throw new IOException("what " + base + path + " answered is no gateway's answer: not a JSON object");
    }
}

package io.webbrick.gateway.ship.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests over HTTP, one at a time. The client is made with the first one: a shipper that has nothing to send costs no memory. A
 * request takes at most its time altogether, whatever the other side does, and of an answer no more than 64 KiB is kept. Redirects are
 * not followed: what is sent goes where the configuration says. One thread.
 */
public final class Wire {
    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    private final Duration patience;
    private final @Nullable SSLContext tls;
    private @Nullable HttpClient client;

    /** @param patience how long one request may take */
    public Wire(Duration patience) {
        this(patience, null);
    }

    /** @param tls who we are and whom we trust; null for the usual */
    public Wire(Duration patience, @Nullable SSLContext tls) {
        this.patience = patience;
        this.tls = tls;
    }

    /**
     * Sends a request and waits for the answer.
     *
     * @throws NotSentException when there was no connection
     * @throws IOException when there is no answer; whether the other side has acted is unknown then
     * @throws InterruptedException when the gateway stops meanwhile
     */
    public Reply send(String method, URI to, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher content =
                body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(to).method(method, content);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            add(request, header.getKey(), header.getValue());
        }
        var answer = client().sendAsync(request.build(), info -> new FirstBytes());
        try {
            HttpResponse<byte[]> response = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return Reply.of(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException late) {
            throw new IOException("no answer within " + patience.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
                throw new NotSentException(words(cause), failed);
            }
            throw new IOException(words(cause), failed);
        } finally {
            answer.cancel(true);
        }
    }

    /** What is wrong with a value is not told: it may be a secret. */
    private static void add(HttpRequest.Builder request, String name, String value) throws NotSentException {
        try {
            request.header(name, value);
        } catch (IllegalArgumentException unfit) {
            throw new NotSentException("the header " + name + " holds what no header can", null);
        }
    }

    private static String words(Throwable cause) {
        String message = cause.getMessage();
        return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TO_CONNECT.compareTo(patience) < 0 ? TO_CONNECT : patience)
                    .followRedirects(HttpClient.Redirect.NEVER);
            if (tls != null) {
                builder.sslContext(tls);
            }
            made = builder.build();
            client = made;
        }
        return made;
    }
}

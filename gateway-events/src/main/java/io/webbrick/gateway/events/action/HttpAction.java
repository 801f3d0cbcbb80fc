package io.webbrick.gateway.events.action;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventHandler;
import io.webbrick.gateway.events.wire.WatchedHttpClient;
import io.webbrick.gateway.events.wire.WireMonitor;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an HTTP request for each event that it hears. Requests wait in a bounded queue and go out one after the other on a thread
 * of their own, which ends when there is nothing to do: the bus never waits, and what finds the queue full is dropped and told.
 * Requests and replies are watched by the wire monitor as those of the client {@value #NAME}.
 *
 * <p>Records on {@code EventHandlers.HttpAction}, secrets masked: INFO each request; DEBUG each good reply with its time; ERROR a
 * status from 400 on, or what went wrong in the last attempt; WARNING requests that were dropped.
 */
public final class HttpAction implements EventHandler, AutoCloseable {
    /** The client's name for {@code logToken} and {@code logData}. */
    public static final String NAME = "HttpAction";

    private static final int QUEUE = 64;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final long IDLE_SECONDS = 10;
    private static final long BETWEEN_MILLIS = 1_000;

    /** Sent twice they do what they do sent once. */
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    private static final Logger LOG = LoggerFactory.getLogger("EventHandlers." + NAME);

    private final String command;
    private final Target target;
    private final Duration timeout;
    private final int attempts;
    private final long betweenMillis;
    private final WireMonitor monitor;
    private final ThreadPoolExecutor sender;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable WatchedHttpClient client;

    private HttpAction(String command, Target target, Duration timeout, int attempts, long betweenMillis, int queue) {
        this.command = command;
        this.target = target;
        this.timeout = timeout;
        this.attempts = attempts;
        this.betweenMillis = betweenMillis;
        this.monitor = WireMonitor.client(NAME);
        this.sender = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queue), HttpAction::thread);
        sender.allowCoreThreadTimeOut(true);
    }

    /**
     * Sends this command, with at most ten seconds for each request and one attempt.
     *
     * @param command {@code GET}, {@code POST}, ...
     * @param url {@code http://...}; {@code %(key)s} is a value of the event's payload, {@code %(type)s} and {@code %(source)s}
     *     are its own, all percent-encoded
     */
    public static HttpAction of(String command, String url) {
        if (!command.matches("[A-Za-z]{1,20}")) {
            throw new IllegalArgumentException("command \"" + command + "\" is none of HTTP; one such as GET or POST");
        }
        return new HttpAction(command.toUpperCase(Locale.ROOT), new Target(url), TIMEOUT, 1, BETWEEN_MILLIS, QUEUE);
    }

    /** The same with another limit for each attempt, up to five minutes. */
    public HttpAction timeout(Duration limit) {
        if (limit.isZero() || limit.isNegative() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a timeout of " + limit + "; it must be more than none, up to " + LONGEST);
        }
        return new HttpAction(command, target, limit, attempts, betweenMillis, queue());
    }

    /**
     * The same with so many attempts, 1 to 10, a second apart. What might do something twice, a POST that has perhaps arrived, is
     * not repeated.
     */
    public HttpAction attempts(int most) {
        if (most < 1 || most > 10) {
            throw new IllegalArgumentException(most + " attempts; it must be 1 to 10");
        }
        return new HttpAction(command, target, timeout, most, betweenMillis, queue());
    }

    /** The same with room for so many requests that wait, up to 10,000. */
    public HttpAction queue(int most) {
        if (most < 1 || most > 10_000) {
            throw new IllegalArgumentException("a queue of " + most + "; it must be 1 to 10000");
        }
        return new HttpAction(command, target, timeout, attempts, betweenMillis, most);
    }

    /** The same with another time between attempts. */
    HttpAction between(long millis) {
        return new HttpAction(command, target, timeout, attempts, millis, queue());
    }

    private int queue() {
        return sender.getQueue().remainingCapacity() + sender.getQueue().size();
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "http-action");
        thread.setDaemon(true);
        return thread;
    }

    /** Queues the request; never waits. */
    @Override
    public void handle(HomeEvent event) {
        URI uri = target.of(event);
        try {
            sender.execute(() -> send(uri));
        } catch (RejectedExecutionException full) {
            if (dropped.getAndIncrement() == 0 && !sender.isShutdown()) {
                LOG.warn("{} requests wait, others to {} are dropped", queue(), monitor.masked(target.toString()));
            }
        }
    }

    private void send(URI uri) {
        tellDropped();
        String shown = monitor.masked(uri.toString());
        LOG.info("url address : {} command: {} uri: {}", uri.getHost(), command, monitor.masked(pathOf(uri)));
        for (int attempt = 1; closing.getCount() > 0; attempt++) {
            long begun = System.nanoTime();
            try {
                int status = ask(uri, attempt);
                long millis = (System.nanoTime() - begun) / 1_000_000;
                if (status >= 400) {
                    LOG.error("HTTP {} error {} {}", status, command, shown);
                } else {
                    LOG.debug("{} {} answered {} in {} ms", command, shown, status, millis);
                }
                return;
            } catch (IOException failed) {
                if (attempt >= attempts || !mayRepeat(failed) || isClosingAfterPause()) {
                    LOG.error("HTTP error {} {}: {}", command, shown, monitor.masked(failed.toString()));
                    return;
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int ask(URI uri, int attempt) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .method(command, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<Void> reply = client().attempt(attempt).send(request, BodyHandlers.discarding());
        return reply.statusCode();
    }

    /** Made with the first request; only the sending thread asks. */
    private WatchedHttpClient client() {
        WatchedHttpClient made = client;
        if (made == null) {
            HttpClient jdk = HttpClient.newBuilder()
                    .connectTimeout(timeout)
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
            made = WatchedHttpClient.of(jdk, monitor);
            client = made;
        }
        return made;
    }

    private boolean mayRepeat(IOException failed) {
        return REPEATABLE.contains(command)
                || failed instanceof ConnectException
                || failed instanceof HttpConnectTimeoutException;
    }

    private boolean isClosingAfterPause() {
        try {
            return closing.await(betweenMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void tellDropped() {
        long count = dropped.getAndSet(0);
        if (count > 0) {
            LOG.warn("{} requests to {} were dropped", count, monitor.masked(target.toString()));
        }
    }

    private static String pathOf(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Ends the request that is under way, and forgets those that wait. */
    @Override
    public void close() {
        closing.countDown();
        sender.shutdownNow();
    }
}

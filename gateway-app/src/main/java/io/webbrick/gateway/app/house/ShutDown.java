package io.webbrick.gateway.app.house;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a gateway ends: the parts in the reverse order of their start within a bound, then what was accepted is written.
 * Runs once, on the thread that asks first: the main thread, or the virtual machine's own when a signal comes.
 */
final class ShutDown {
    /** For web server, sources and bus together; the rest of two seconds is the logging's. */
    private static final Duration PARTS = Duration.ofMillis(900);

    private static final Logger LIFECYCLE = LoggerFactory.getLogger("WebBrickGateway.Lifecycle");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private @Nullable GatewayLogging logging;
    private @Nullable Consumer<LoggingStatus> farewell;
    private volatile String reason = "";
    private boolean done;
    private @Nullable Thread hook;

    /**
     * Logging has started: from now on a signal ends the gateway in order.
     *
     * @param farewell says good-bye while that can still be written
     */
    synchronized void logging(GatewayLogging started, Consumer<LoggingStatus> farewell) {
        this.logging = started;
        this.farewell = farewell;
        hook = new Thread(this::bySignal, "shut-down");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** A part has started; it ends before all that started earlier. */
    synchronized void first(AutoCloseable part) {
        parts.push(part);
    }

    /** Asks for the end; the thread that waits does it. */
    void request(String why) {
        note(why);
        asked.countDown();
    }

    String awaitRequest() throws InterruptedException {
        asked.await();
        return reason;
    }

    /** Why it ends. */
    String reason() {
        return reason;
    }

    /** Ends everything in order. */
    void run(String why) {
        note(why);
        end(true);
    }

    /** Ends what was started, when the rest could not start. */
    void abandon() {
        note("could not start");
        end(true);
        Thread registered = hook;
        if (registered != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(registered);
            } catch (IllegalStateException alreadyEnding) {
                // the hook finds everything ended
            }
        }
    }

    /** An orderly end by signal is no failure: scripts and service managers get exit status 0. */
    private void bySignal() {
        note("signal");
        if (end(false)) {
            Runtime.getRuntime().halt(0);
        }
    }

    private synchronized boolean end(boolean quietly) {
        if (done) {
            return false;
        }
        done = true;
        endParts();
        GatewayLogging open = logging;
        if (open != null) {
            Consumer<LoggingStatus> words = farewell;
            if (words != null) {
                words.accept(open.status());
            }
            open.close();
        }
        return !quietly;
    }

    /** On a thread of their own, so that one that hangs cannot keep the records from being written. */
    private void endParts() {
        var worker = new Thread(this::closeParts, "shut-down-parts");
        worker.setDaemon(true);
        worker.start();
        try {
            worker.join(PARTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeParts() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LIFECYCLE.error("{} did not end in order", part.getClass().getSimpleName(), e);
            }
        }
    }

    private synchronized void note(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
    }
}

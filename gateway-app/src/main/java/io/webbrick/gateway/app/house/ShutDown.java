package io.webbrick.gateway.app.house;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
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

    /** For the numbers of the last line. */
    private static final Duration FLUSH = Duration.ofMillis(300);

    private static final Logger START = LoggerFactory.getLogger("WebBrickGateway.start");
    private static final Logger LIFECYCLE = LoggerFactory.getLogger("WebBrickGateway.Lifecycle");

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private @Nullable GatewayLogging logging;
    private boolean announced;
    private volatile String reason = "";
    private boolean done;
    private @Nullable Thread hook;

    /** Logging has started: from now on a signal ends the gateway in order. */
    synchronized void logging(GatewayLogging started) {
        this.logging = started;
        hook = new Thread(this::bySignal, "shut-down");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The gateway has said that it is ready; it says so too when it ends. */
    synchronized void announced() {
        announced = true;
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

    /** Ends everything in order. */
    void run(String why) {
        note(why);
        end(true);
    }

    /** Ends what was started, when the rest could not start; the reason goes into Error where there is one by now. */
    void abandon(Exception failed) {
        note("could not start");
        if (logging != null) {
            START.error("gateway could not start: {}", failed.getMessage());
        }
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
            sayGoodBye(open);
            open.close();
        }
        return !quietly;
    }

    private void sayGoodBye(GatewayLogging open) {
        if (!announced) {
            return;
        }
        open.flush(FLUSH.toMillis());
        LoggingStatus status = open.status();
        LIFECYCLE.info(
                "gateway stopped: {}; {} records accepted, {} stored, {} lost",
                reason,
                status.accepted(),
                status.stored(),
                status.lost());
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

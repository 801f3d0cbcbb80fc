package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.tls.Certificates;
import io.webbrick.gateway.web.Tls;
import io.webbrick.gateway.web.WebServer;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a minute whether the web server has to show another certificate: its files were renewed, or the self-made one
 * is about to end. One daemon thread; a problem is told once, until the next success.
 */
final class Renewal implements AutoCloseable {
    private static final Logger LIFECYCLE = LoggerFactory.getLogger("WebBrickGateway.Lifecycle");
    private static final Logger WEB = LoggerFactory.getLogger("WebBrickGateway.web");

    private final Certificates certificates;
    private final WebServer web;
    private final Runnable renewed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "tls-renewal");
        thread.setDaemon(true);
        return thread;
    });
    private String told = "";

    /** @param renewed runs after each renewal */
    Renewal(Certificates certificates, WebServer web, Runnable renewed) {
        this.certificates = certificates;
        this.web = web;
        this.renewed = renewed;
    }

    void start() {
        timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.MINUTES);
    }

    private void look() {
        try {
            Tls next = certificates.next();
            if (next != null) {
                web.show(next);
                renewed.run();
                LIFECYCLE.info(certificates.describe());
            }
            told = "";
        } catch (IOException | RuntimeException e) {
            String problem = String.valueOf(e.getMessage());
            if (!problem.equals(told)) {
                told = problem;
                WEB.error("the TLS certificate stays as it is: {}", problem);
            }
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}

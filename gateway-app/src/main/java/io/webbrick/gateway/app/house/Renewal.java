package io.webbrick.gateway.app.house;

import io.webbrick.gateway.app.tls.Certificates;
import io.webbrick.gateway.web.Tls;
import io.webbrick.gateway.web.WebServer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
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
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "tls-renewal");
    private String told = "";

    /** @param renewed runs after each renewal */
    Renewal(Certificates certificates, WebServer web, Runnable renewed) {
        this.certificates = certificates;
        this.web = web;
        this.renewed = renewed;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!ended.await(1, TimeUnit.MINUTES)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        ended.countDown();
    }
}

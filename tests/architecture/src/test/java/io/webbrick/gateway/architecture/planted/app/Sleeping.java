package io.webbrick.gateway.architecture.planted.app;

import java.util.concurrent.TimeUnit;

/** Planted: waits by sleeping, in two ways. */
final class Sleeping {
    void one() throws InterruptedException {
        Thread.sleep(1);
    }

    void two() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}

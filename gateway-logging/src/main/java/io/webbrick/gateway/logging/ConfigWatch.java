package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;

/**
 * Looks every few seconds whether the bytes of the configuration files have changed; time stamps do not count. One
 * daemon thread of its own, which calls back on it.
 */
final class ConfigWatch implements AutoCloseable {
    private static final long EVERY_MILLIS = 5_000;

    private final List<Path> files;
    private final Runnable changed;
    private final Thread thread = new Thread(this::watch, "log-config");
    private final CountDownLatch closing = new CountDownLatch(1);
    private long seen;

    ConfigWatch(List<Path> files, Runnable changed) {
        this.files = files;
        this.changed = changed;
        thread.setDaemon(true);
    }

    void start() {
        seen = fingerprint();
        if (!files.isEmpty()) {
            thread.start();
        }
    }

    private void watch() {
        try {
            while (!closing.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException ended) {
            thread.interrupt();
        }
    }

    /** Calls back when the files differ from the last look. */
    void look() {
        long now = fingerprint();
        if (now != seen) {
            seen = now;
            changed.run();
        }
    }

    private long fingerprint() {
        var crc = new CRC32C();
        long length = 0;
        for (Path file : files) {
            byte[] bytes = bytes(file);
            crc.update(bytes);
            crc.update(0);
            length = length * 31 + bytes.length;
        }
        return (length << 32) ^ crc.getValue();
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException missing) {
            return new byte[0];
        }
    }

    @Override
    public void close() {
        closing.countDown();
    }
}

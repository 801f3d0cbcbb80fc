package io.webbrick.gateway.events.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.events.index.RowHistory;
import io.webbrick.gateway.events.index.Shape;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million events from one thread through real files of a megabyte, while others read them all again and again. */
final class ReadingWhileRotatingTest {
    private static final int EVENTS = 1_000_000;
    private static final String SOURCE = "counter";

    @TempDir
    Path directory;

    private GatewayLogging logging;
    private final AtomicLong stored = new AtomicLong();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void start() throws IOException, ConfigurationException {
        Path config = directory.resolve("own.cfg");
        Files.writeString(
                config,
                "[logging]\nringWait='60000ms'\n[[handlers]]\n[[[EventLog]]]\nmaxBytes='1MB'\nbackupCount=90\ndurability='process'\n");
        Path logs = Files.createDirectory(directory.resolve("logs"));
        logging = GatewayLogging.start(
                new LoggingOptions(List.of(config), logs, ZoneOffset.UTC, null, false, InstantSource.system()));
    }

    @AfterEach
    void stop() {
        logging.close();
    }

    private Path file() {
        return logging.file("EventLog").orElseThrow();
    }

    @Test
    void losesAndDoublesNothing() throws Exception {
        try (LiveIndex index = LiveIndex.of(
                file(),
                ZoneOffset.UTC,
                logging.seriesFiles().orElseThrow(),
                (what, e) -> faults.add(what + ": " + e))) {
            index.start();
            var history = EventHistory.of(file(), ZoneOffset.UTC, index);
            var writer = new Thread(this::write, "writer");
            var rows = new Thread(() -> reads(history, true), "rows");
            var events = new Thread(() -> reads(history, false), "events");
            writer.start();
            rows.start();
            events.start();
            writer.join();
            rows.join();
            events.join();
            assertTrue(logging.flush(10_000));
            assertEquals(EVENTS, stored.get());
            assertEquals(EVENTS, count(history, true));
            assertEquals(EVENTS, count(history, false));
        }
        assertEquals(List.of(), List.copyOf(faults));
        assertTrue(Files.exists(file().resolveSibling("EventLog.log.40")), "the files did not rotate");
    }

    private void write() {
        Journal journal = logging.journal("EventLog.counter");
        var line = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            line.setLength(0);
            line.append("counter,counter,{\"n\":").append(i).append(",\"text\":\"as long as most are\"}");
            if (journal.append(Level.INFO, System.currentTimeMillis(), line) == Journal.Outcome.STORED) {
                stored.incrementAndGet();
            }
        }
    }

    private void reads(EventHistory history, boolean asRows) {
        long before = 0;
        try {
            while (stored.get() < EVENTS && faults.isEmpty()) {
                long seen = count(history, asRows);
                if (seen < before) {
                    faults.add(seen + " events where there were " + before);
                }
                before = seen;
            }
        } catch (IOException | RuntimeException failed) {
            faults.add((asRows ? "rows: " : "events: ") + failed);
        }
    }

    /** How many events there are; each has the number behind the one before. */
    private long count(EventHistory history, boolean asRows) throws IOException {
        var next = new AtomicLong();
        if (asRows) {
            history.rows().read(Set.of(SOURCE), Long.MIN_VALUE, Long.MAX_VALUE, new Numbers(next));
        } else {
            var tally = history.read(EventQuery.ALL, event -> {
                if (event.event().payload() instanceof java.util.Map<?, ?> payload) {
                    expect(next, payload.get("n") instanceof Number number ? number.longValue() : -1);
                }
                return true;
            });
            if (tally.unreadable() > 0) {
                faults.add("unreadable: " + tally.firstUnreadable());
            }
        }
        return next.get();
    }

    private void expect(AtomicLong next, long number) {
        if (next.getAndIncrement() != number && faults.size() < 10) {
            faults.add(number + " where " + (next.get() - 1) + " was to come");
        }
    }

    private final class Numbers implements RowHistory.FileSink {
        private final AtomicLong next;

        Numbers(AtomicLong next) {
            this.next = next;
        }

        @Override
        public void file(int number) {
            assertTrue(number >= 0);
        }

        @Override
        public boolean wantsOlder(int number) {
            return false;
        }

        @Override
        public void row(long millis, Shape shape, double[] values) {
            expect(next, (long) values[0]);
        }

        @Override
        public void loss(long millis, long fromMillis, long toMillis) {
            faults.add("a loss at " + millis);
        }
    }
}

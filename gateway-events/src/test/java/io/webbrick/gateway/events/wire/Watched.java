package io.webbrick.gateway.events.wire;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A monitor that logs into a list, and remembers what it was to do later. */
final class Watched {
    /** One after the other, as they were logged. */
    final List<List<String>> blocks = new CopyOnWriteArrayList<>();

    final List<Runnable> later = new CopyOnWriteArrayList<>();
    volatile boolean listened = true;
    volatile ConfiguredWire configured = ConfiguredWire.NONE;
    final WireMonitor monitor =
            new WireMonitor("Test", new Kept(), new Kept(), () -> configured, new Learned(), later::add);

    private final class Kept implements WireMonitor.Lines {
        @Override
        public boolean enabled() {
            return listened;
        }

        @Override
        public void log(List<String> lines) {
            blocks.add(List.copyOf(lines));
            LockSupport.parkNanos(1_000);
        }
    }

    /** All lines. */
    List<String> lines() {
        var lines = new ArrayList<String>();
        blocks.forEach(lines::addAll);
        return lines;
    }

    /** All lines, one below the other. */
    String text() {
        return String.join("\n", lines());
    }

    /** Names and values by turns. */
    static List<WireHeader> headers(String... namesAndValues) {
        var headers = new ArrayList<WireHeader>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            headers.add(new WireHeader(namesAndValues[at], namesAndValues[at + 1]));
        }
        return headers;
    }

    /** The bytes pass by in pieces. */
    static void pass(WireBody body, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += 100) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 100));
            body.pass(piece, 0, piece.length);
        }
    }
}

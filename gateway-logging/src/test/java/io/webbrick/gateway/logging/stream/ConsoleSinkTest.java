package io.webbrick.gateway.logging.stream;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.format.LineFormat;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ConsoleSinkTest {
    private static final LineFormat.Printer BARE =
            LineFormat.compile("%(message)s", "", Plans.UTC).printer();
    private static final int BUFFERED = 1_024;

    private final PrintStream standardError = System.err;
    private final PrintStream standardOutput = System.out;
    private final Terminal terminal = new Terminal();

    /** A terminal that can be stopped, as Ctrl-S stops one. */
    private static final class Terminal extends OutputStream {
        private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CountDownLatch blocked = new CountDownLatch(1);
        private volatile boolean stopped;

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (stopped) {
                blocked.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            synchronized (shown) {
                shown.write(bytes, offset, length);
            }
        }

        List<String> lines() {
            synchronized (shown) {
                return shown.toString(StandardCharsets.UTF_8).lines().toList();
            }
        }
    }

    @AfterEach
    void restore() {
        terminal.goOn.countDown();
        System.setErr(standardError);
        System.setOut(standardOutput);
    }

    private ConsoleSink sink() {
        System.setErr(new PrintStream(terminal, false, StandardCharsets.UTF_8));
        return ConsoleSink.on(true);
    }

    private static boolean append(ConsoleSink sink, int number) {
        return sink.append(Encoded.of("Screen", 20, 0, "line " + number), BARE);
    }

    private static List<String> lines(int count) {
        return IntStream.range(0, count).mapToObj(number -> "line " + number).toList();
    }

    @Test
    void showsLinesInOrderAndCountsThem() {
        ConsoleSink sink = sink();
        for (int number = 0; number < 100; number++) {
            assertTrue(append(sink, number));
        }
        await().until(() -> terminal.lines().size() == 100);
        assertEquals(lines(100), terminal.lines());
        var counted = new AtomicReference<>(0L);
        await().until(() -> counted.updateAndGet(before -> before + sink.flush()) == 100L);
        assertEquals(0, sink.close());
        assertFalse(sink.isFailing());
    }

    @Test
    void aConsoleThatStopsReadingNeverHoldsUpTheWriter() throws Exception {
        ConsoleSink sink = sink();
        terminal.stopped = true;
        append(sink, 0);
        terminal.blocked.await();
        int taken = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            int count = 1;
            while (count < 5_000 && append(sink, count)) {
                count++;
            }
            sink.flush();
            sink.maintain(0);
            return count;
        });
        assertEquals(BUFFERED + 1, taken, "one is being printed, the rest waits");
        terminal.goOn.countDown();
        await().until(() -> terminal.lines().size() == taken);
        assertEquals(lines(taken), terminal.lines());
        assertTrue(append(sink, taken), "there is room again");
        assertEquals(0, sink.close());
    }

    @Test
    void whatAStoppedConsoleDidNotShowIsCountedAsLost() throws Exception {
        ConsoleSink sink = sink();
        for (int number = 0; number < 10; number++) {
            append(sink, number);
        }
        await().until(() -> terminal.lines().size() == 10);
        terminal.stopped = true;
        append(sink, 10);
        terminal.blocked.await();
        append(sink, 11);
        append(sink, 12);
        long lost = assertTimeoutPreemptively(Duration.ofSeconds(5), sink::close);
        assertEquals(3, lost, "the one at hand and the two behind it");
    }

    @Test
    void closingPrintsWhatWaits() {
        ConsoleSink sink = sink();
        for (int number = 0; number < 500; number++) {
            append(sink, number);
        }
        assertEquals(0, sink.close());
        assertEquals(lines(500), terminal.lines());
    }

    @Test
    void anInterruptWhileClosingIsKept() throws Exception {
        ConsoleSink sink = sink();
        terminal.stopped = true;
        append(sink, 0);
        terminal.blocked.await();
        var kept = new AtomicReference<Boolean>();
        var closing = new Thread(() -> {
            Thread.currentThread().interrupt();
            sink.close();
            kept.set(Thread.currentThread().isInterrupted());
        });
        closing.start();
        closing.join(5_000);
        assertEquals(true, kept.get());
    }

    @Test
    void standardOutputIsAnotherConsole() {
        System.setOut(new PrintStream(terminal, false, StandardCharsets.UTF_8));
        ConsoleSink sink = ConsoleSink.on(false);
        append(sink, 0);
        await().until(() -> terminal.lines().equals(List.of("line 0")));
        sink.close();
    }
}

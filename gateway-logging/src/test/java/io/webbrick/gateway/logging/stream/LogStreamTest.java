package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class LogStreamTest {
    private static final StreamSpec SPEC =
            new StreamSpec("error_out", Role.ERROR, new Target.Nothing(), 0, Plans.FULL, false, Durability.PROCESS);

    /** Takes what a test wants it to take. */
    private static final class Choosy implements LineSink {
        private boolean takes = true;
        private long taken;

        @Override
        public boolean append(EncodedRecord record, LineFormat.Printer printer) {
            taken += takes ? 1 : 0;
            return takes;
        }

        @Override
        public long flush() {
            long now = taken;
            taken = 0;
            return now;
        }

        @Override
        public boolean isFailing() {
            return !takes;
        }

        @Override
        public void rotate() {
            taken = 0;
        }

        @Override
        public void maintain(long nowMillis) {
            taken = 0;
        }

        @Override
        public long close() {
            return 0;
        }
    }

    private final Choosy sink = new Choosy();
    private final LogStream stream = TestStreams.stream(SPEC, sink);

    private boolean append(long millis) {
        return stream.append(Encoded.of("Heating", 40, millis, "text"));
    }

    @Test
    void countsWhatTheSinkStoresWhenItIsFlushed() {
        assertTrue(append(1));
        assertTrue(append(2));
        assertEquals(0, stream.stored());
        stream.flush();
        assertEquals(2, stream.stored());
        assertEquals(0, stream.lost());
        assertTrue(stream.loss().isEmpty());
    }

    @Test
    void countsWhatTheSinkRefusesAndKeepsItToBeReported() {
        sink.takes = false;
        assertFalse(append(100));
        assertFalse(append(300));
        assertEquals(2, stream.lost());
        Loss.Report report = Objects.requireNonNull(stream.loss().take());
        assertEquals(2, report.records());
        assertEquals(100, report.fromMillis());
        assertEquals(300, report.toMillis());
        assertEquals(2, stream.lost(), "reporting does not change the count");
    }

    @Test
    void goesOnCountingWhereTheStreamBeforeAReloadStopped() {
        var account = new Accounts().of("error_out");
        var before = new LogStream(0, SPEC, sink, account);
        before.append(Encoded.of("Heating", 40, 1, "text"));
        before.flush();
        sink.takes = false;
        before.append(Encoded.of("Heating", 40, 2, "text"));
        var next = new LogStream(1, SPEC, new Choosy(), account);
        assertEquals(1, next.stored());
        assertEquals(1, next.lost());
        assertEquals(1, Objects.requireNonNull(next.loss().take()).records());
        assertTrue(before.loss().isEmpty(), "a loss is reported once");
    }

    @Test
    void countsWhatComesAfterItWasClosedAsLost() {
        assertTrue(append(1));
        assertEquals(0, stream.close());
        assertFalse(append(2));
        assertEquals(1, stream.lost());
        assertEquals(
                "a reload took its file away",
                Objects.requireNonNull(stream.loss().take()).reason());
    }

    @Test
    void aSinkThatKeepsNothingCountsWhatItTook() {
        var nothing = new NoSink();
        var printer = Plans.FULL.printer();
        EncodedRecord record = Encoded.of("Heating", 40, 1, "text");
        assertTrue(nothing.append(record, printer));
        assertTrue(nothing.append(record, printer));
        assertEquals(2, nothing.flush());
        assertEquals(0, nothing.flush());
        assertFalse(nothing.isFailing());
        nothing.append(record, printer);
        assertEquals(0, nothing.close(), "nothing that was meant to go nowhere is lost");
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import io.webbrick.gateway.logging.ring.Ring;
import java.time.ZoneId;
import java.util.Map;

/**
 * Runs what rare records need, exceptions, decimals, wide characters, context, once and into nowhere: no log call should
 * be the first to load a class, least of all one at the end of the stack or of the memory.
 */
final class WarmUp {
    private static final int RING_BYTES = 4_096;

    private WarmUp() {}

    /** What every call needs, from the encoder to the commit. */
    static void call() {
        var encoder = new RecordEncoder();
        encoder.begin(0, Level.ERROR.number(), LoggerName.of("warm.up"), "");
        encoder.message("{} {}", 2, "warm", 1);
        encoder.attributes(null, null);
        Ring.inMemory(RING_BYTES).append(encoder.bytes(), 0);
    }

    static void run(ZoneId zone) {
        var encoder = new RecordEncoder();
        Object[] arguments = {Math.PI, 2.5f, "é", new int[] {1}, 'c', hostile()};
        encoder.begin(0, Level.ERROR.number(), LoggerName.of("warm.up"), "main");
        encoder.message("{} {} {} {} {} {}\n", arguments, arguments.length);
        encoder.thrown(new IllegalStateException("warm up", new IllegalArgumentException()));
        encoder.attributes(new Object[] {"key", "value"}, Map.of("key", "value"));
        var record = new EncodedRecord().on(encoder.bytes().bytes());
        LineFormat.compile("%(asctime)s %(levelname)s %(name)s %(threadName)s %(mdc)s %(message)s", "iso", zone)
                .append(record, new Utf8Buffer(1_024));
    }

    private static Object hostile() {
        return new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("warm up");
            }
        };
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.util.Arrays;

/** Records for tests, encoded as a log call encodes them. */
final class Encoded {
    private Encoded() {}

    static EncodedRecord of(String logger, int level, long millis, String message) {
        var encoder = new RecordEncoder();
        encoder.begin(millis, level, LoggerName.of(logger), "main");
        encoder.message(message, 0, null, null);
        encoder.attributes(null, null);
        return view(encoder);
    }

    /** A view of what the encoder holds now; it stays good when the encoder goes on. */
    static EncodedRecord view(RecordEncoder encoder) {
        return new EncodedRecord()
                .on(Arrays.copyOf(encoder.bytes().bytes(), encoder.bytes().length()));
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Says a loss in the grammar of the stream it happened in, so that whoever reads the stream back understands it. */
final class LossLine {
    private static final DateTimeFormatter ACCESS =
            DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

    private LossLine() {}

    static void encode(RecordEncoder encoder, StreamSpec stream, Loss.Report loss, long nowMillis, ZoneId zone) {
        String from = Instant.ofEpochMilli(loss.fromMillis()).toString();
        String to = Instant.ofEpochMilli(loss.toMillis()).toString();
        String count = loss.unknown() ? "an unknown number of" : Long.toString(loss.records());
        Role role = stream.role() == null ? Role.DEBUG : stream.role();
        switch (role) {
            case EVENT_LOG -> {
                begin(encoder, nowMillis, "EventLog.log.lost");
                encoder.verbatim("http://id.webbrick.co.uk/events/log/lost,log/" + stream.title() + ",{\"lost\":"
                        + (loss.unknown() ? "null" : count) + ",\"from\":\"" + from + "\",\"to\":\"" + to
                        + "\",\"reason\":\""
                        + loss.reason() + "\"}");
            }
            case ACCESS -> {
                begin(encoder, nowMillis, "turbogears.access");
                String date = ACCESS.format(Instant.ofEpochMilli(nowMillis).atZone(zone));
                encoder.verbatim(
                        "- - - [" + date + "] \"LOST /log/" + stream.title() + " HTTP/1.1\" 503 0 \"-\" \"lost " + count
                                + " records, " + from + " to " + to + ", " + loss.reason() + "\" 0");
            }
            case ERROR, DEBUG, SCREEN -> {
                begin(encoder, nowMillis, "WebBrickLibs.LogWriter");
                encoder.message("lost " + count + " records, " + from + " to " + to + ", " + loss.reason(), null, 0);
            }
        }
        encoder.attributes(null, null);
    }

    private static void begin(RecordEncoder encoder, long nowMillis, String logger) {
        encoder.begin(nowMillis, Level.ERROR.number(), LoggerName.of(logger), "log-writer");
    }
}

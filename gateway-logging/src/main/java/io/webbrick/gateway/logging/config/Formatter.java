package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Python's Formatter; a missing attribute is an error here, as it is there. Times are those of a gateway's formats. */
final class Formatter {
    private final String format;
    private final LineFormat time;
    private final Map<String, @Nullable Object> defaults;

    private Formatter(String format, LineFormat time, Map<String, @Nullable Object> defaults) {
        this.format = format;
        this.time = time;
        this.defaults = defaults;
    }

    /** The one of handlers that name none. */
    static Formatter messages(ZoneId zone) {
        return new Formatter("%(message)s", LineFormat.compile("%(asctime)s", "", zone), Map.of());
    }

    static Formatter of(
            @Nullable Object format,
            @Nullable Object datefmt,
            String style,
            boolean validate,
            Map<String, @Nullable Object> defaults,
            ZoneId zone)
            throws PythonError {
        String text = Values.truthy(format) ? Values.str(format) : "";
        try {
            String percent = LineFormat.toPercent(text, style, validate);
            String dates = Values.truthy(datefmt) ? Values.str(datefmt) : "";
            LineFormat time = LineFormat.compile("%(asctime)s", dates, zone);
            return new Formatter(percent.isEmpty() ? "%(message)s" : percent, time, defaults);
        } catch (IllegalArgumentException e) {
            throw PythonError.value(String.valueOf(e.getMessage()));
        }
    }

    /** The text of a call, without the line's end. */
    String text(Call call) throws PythonError {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>(defaults);
        attributes.putAll(call.attributes());
        attributes.put("message", call.text());
        if (format.contains("%(asctime)")) {
            attributes.put("asctime", time(call));
        }
        String text = line(attributes);
        return call.error() == null
                ? text
                : text + "\nTraceback (most recent call last):\nRuntimeError: " + call.error();
    }

    private String line(Map<String, @Nullable Object> attributes) throws PythonError {
        try {
            return Percent.named(format, attributes);
        } catch (PythonError e) {
            throw e.type().equals("KeyError")
                    ? new PythonError("ValueError", "Formatting field not found in record: " + e.text(), e)
                    : e;
        }
    }

    private String time(Call call) {
        var encoder = new RecordEncoder();
        encoder.begin(call.millis(), call.level(), LoggerName.of(""), "");
        encoder.verbatim("");
        encoder.attributes(null, null);
        Utf8Buffer bytes = encoder.bytes();
        var out = new Utf8Buffer(64);
        time.append(new EncodedRecord().on(Arrays.copyOf(bytes.bytes(), bytes.length() + Long.BYTES)), out);
        return new String(out.bytes(), 0, out.length() - 1, StandardCharsets.UTF_8);
    }
}

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.format.LineParser;
import io.webbrick.gateway.logging.record.RecordFields;
import java.time.ZoneId;

/** Reads the records of one stream back into what was logged. Immutable; any thread. */
@FunctionalInterface
public interface RecordParser {
    /** What the first line of this record says. */
    RecordFields fields(String text);

    /**
     * One that reads what this format writes.
     *
     * @param format Python's percent style
     * @param datefmt strftime directives; empty for Python's default, {@code iso} for ISO-8601
     * @throws IllegalArgumentException saying what is wrong
     */
    static RecordParser of(String format, String datefmt, ZoneId zone) {
        return of(LineFormat.compile(format, datefmt, zone));
    }

    /** One that reads what this format writes. */
    static RecordParser of(LineFormat format) {
        return LineParser.of(format)::fields;
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.RecordFields;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that has files, for whoever reads its records. Immutable.
 *
 * @param file its newest file
 * @param parser reads its lines back
 */
record StoredStream(String name, Path file, RecordParser parser) {
    /** How the API shows one of its records. */
    Map<String, Object> shape(RecordReader.Entry record, RecordFields fields) {
        var shape = new LinkedHashMap<String, Object>();
        shape.put("stream", name);
        put(shape, "position", record.position());
        shape.put("file", String.valueOf(record.file().getFileName()));
        if (record.line() > 0) {
            shape.put("line", record.line());
        }
        put(shape, "time", fields.time());
        Level level = fields.level();
        put(shape, "level", level == null ? null : level.name());
        put(shape, "logger", fields.logger());
        put(shape, "message", fields.message());
        shape.put("text", record.text());
        return shape;
    }

    private static void put(Map<String, Object> shape, String key, @Nullable Object value) {
        if (value != null) {
            shape.put(key, value.toString());
        }
    }

    /** When a record was logged; null when that cannot be told. */
    @Nullable
    Instant time(RecordReader.Entry record) {
        return parser.fields(record.text()).time();
    }
}

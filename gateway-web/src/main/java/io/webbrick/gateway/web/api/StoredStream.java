package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.RecordFields;
import java.io.IOException;
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

    /** A cursor before all records of this time, not far before; that of the beginning when it is null. */
    StreamCursor cursorBefore(@Nullable Instant from) throws IOException {
        if (from == null) {
            return StreamCursor.START;
        }
        BackwardRecords reader = BackwardRecords.of(file);
        boolean before = false;
        while (!before && !reader.isWhole()) {
            var look = new FirstTime();
            reader.next(record -> look.take(parser.fields(record.text()).time()));
            before = look.time != null && look.time.plus(RecordsPage.DISORDER).isBefore(from);
        }
        Position position = before ? reader.read() : null;
        return position == null ? StreamCursor.START : new StreamCursor(position, 0);
    }

    /** The time of the first record of a part that has one. One thread. */
    private static final class FirstTime {
        private @Nullable Instant time;

        boolean take(@Nullable Instant next) {
            time = next;
            return next == null;
        }
    }
}

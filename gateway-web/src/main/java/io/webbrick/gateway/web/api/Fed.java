package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.RecordFields;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record on its way to those who follow its stream; its JSON is made once, for all of them. Any thread. */
final class Fed {
    private final StoredStream stream;
    private final RecordReader.Entry record;
    private final StreamCursor cursor;
    private final boolean deleted;
    private final RecordFields fields;
    private @Nullable String json;

    /**
     * @param cursor behind it
     * @param deleted whether records were deleted before it that nobody has read
     */
    Fed(StoredStream stream, RecordReader.Entry record, StreamCursor cursor, boolean deleted) {
        this.stream = stream;
        this.record = record;
        this.cursor = cursor;
        this.deleted = deleted;
        this.fields = stream.parser().fields(record.text());
    }

    RecordReader.Entry record() {
        return record;
    }

    StreamCursor cursor() {
        return cursor;
    }

    /** When it was logged; null when that cannot be told. */
    @Nullable
    Instant time() {
        return fields.time();
    }

    boolean isBehindDeleted() {
        return deleted;
    }

    boolean isWanted(RecordFilter filter) {
        return filter.takes(record.text(), fields);
    }

    int chars() {
        return record.text().length();
    }

    /** As the API shows it. */
    synchronized String json() {
        String made = json;
        if (made == null) {
            made = Json.write(stream.shape(record, fields));
            json = made;
        }
        return made;
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.RecordFollower;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.record.RecordFields;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A search through one stream, step by step, in either direction. One thread at a time; between two steps no file is open. Memory:
 * what is found and not taken yet.
 */
final class SearchRun {
    private static final long STEP_BYTES = 1024 * 1024;

    private final StoredStream stream;
    private final RecordFilter filter;
    private final int limit;
    private final List<String> found = new ArrayList<>();
    private final long totalBytes;

    /** Reads towards the beginning; null when the other one reads towards the end. */
    private final @Nullable BackwardRecords backwards;

    private @Nullable RecordFollower forwards;
    private long count;
    private long chars;
    private boolean more;

    private SearchRun(StoredStream stream, RecordFilter filter, int limit, boolean newest) throws IOException {
        this.stream = stream;
        this.filter = filter;
        this.limit = limit;
        this.backwards = newest ? BackwardRecords.of(stream.file()) : null;
        this.totalBytes = textBytes(stream.file());
    }

    /** One that finds the newest first, or the oldest. */
    static SearchRun of(StoredStream stream, RecordFilter filter, int limit, boolean newest) throws IOException {
        return new SearchRun(stream, filter, limit, newest);
    }

    private static long textBytes(Path newest) throws IOException {
        double all = 0;
        for (Path file : Segments.oldestFirst(newest)) {
            all += file.toFile().exists() ? Segments.bytes(file) / Segments.packedShare(file) : 0;
        }
        return Math.round(all);
    }

    /** Reads on for a moment; whether there is more to read. */
    boolean step() throws IOException {
        return backwards == null ? stepForwards() : stepBackwards(backwards);
    }

    private boolean stepBackwards(BackwardRecords reader) throws IOException {
        var part = new RecordsPart((int) (limit + 1 - count));
        reader.next(record -> part.take(record, stream, filter));
        part.forEachNewestFirst(this::find);
        return !more && !reader.isWhole() && !part.isBefore(filter.from());
    }

    private boolean stepForwards() throws IOException {
        RecordFollower reader = forwards;
        if (reader == null) {
            reader = new RecordFollower(stream.file(), stream.cursorBefore(filter.from()));
            forwards = reader;
        }
        long end = chars + STEP_BYTES;
        var over = new boolean[1];
        boolean atEnd = reader.poll((record, cursor, deleted) -> {
            chars += record.text().length() + 1;
            RecordFields fields = stream.parser().fields(record.text());
            if (filter.takes(record.text(), fields)) {
                find(record, fields);
            }
            Instant to = filter.to();
            over[0] = to != null
                    && fields.time() != null
                    && fields.time().minus(RecordsPage.DISORDER).isAfter(to);
            return !more && !over[0] && chars < end;
        });
        return !atEnd && !more && !over[0];
    }

    private void find(RecordReader.Entry record, RecordFields fields) {
        if (count == limit) {
            more = true;
        } else {
            count++;
            found.add(Json.write(stream.shape(record, fields)));
        }
    }

    /** Hands on what was found since the last time. */
    void takeFound(Consumer<String> each) {
        found.forEach(each);
        found.clear();
    }

    long found() {
        return count;
    }

    /** How much text was read or passed over; about. */
    long readBytes() {
        return backwards == null ? chars : backwards.passedBytes();
    }

    /** How much text there was when it began; about. */
    long totalBytes() {
        return Math.max(totalBytes, readBytes());
    }

    /** Whether it ended because it has found as many as were wanted, and there are more. */
    boolean isMore() {
        return more;
    }

    Set<String> damagedFiles() {
        return backwards == null ? forwards == null ? Set.of() : forwards.damagedFiles() : backwards.damagedFiles();
    }

    long cutOff() {
        return filter.cutOff();
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.BackwardRecords;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.record.RecordFields;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of a stream's records, made for one answer. One thread; memory: the page, which is at most {@value #MAX_CHARS}
 * characters and a record.
 */
final class RecordsPage {
    private static final int MAX_CHARS = 4 * 1024 * 1024;

    /** Records may stand so much out of the order of their times; what lies further away is not read. */
    static final Duration DISORDER = Duration.ofHours(1);

    private final StoredStream stream;
    private final RecordFilter filter;
    private final int limit;
    private final long deadline;
    private final LongSupplier nanos;
    private final Deque<Found> records = new ArrayDeque<>();
    private final Set<String> damaged = new TreeSet<>();
    private long chars;
    private boolean more;
    private boolean deleted;
    private @Nullable Position first;
    private @Nullable StreamCursor cursor;

    private record Found(RecordReader.Entry record, RecordFields fields) {}

    RecordsPage(StoredStream stream, RecordFilter filter, int limit, long deadline, LongSupplier nanos) {
        this.stream = stream;
        this.filter = filter;
        this.limit = limit;
        this.deadline = deadline;
        this.nanos = nanos;
    }

    /** The newest ones, or the newest that come before a position; the oldest of them first. */
    Answer newest(@Nullable Position before) throws IOException {
        BackwardRecords reader =
                before == null ? BackwardRecords.of(stream.file()) : BackwardRecords.before(stream.file(), before);
        boolean early = false;
        boolean late = false;
        while (!more && !early && !late && !reader.isWhole()) {
            early = addOlder(reader);
            late = nanos.getAsLong() - deadline >= 0;
        }
        boolean goOn = late && !more && !early && !reader.isWhole();
        more |= goOn;
        first = goOn ? reader.read() : null;
        deleted = reader.isDeleted();
        damaged.addAll(reader.damagedFiles());
        cursor = before == null ? reader.end() : null;
        return answer();
    }

    /** Reads one part; whether what is older is certainly too old. */
    private boolean addOlder(BackwardRecords reader) throws IOException {
        var part = new RecordsPart(limit + 1 - records.size());
        reader.next(record -> part.take(record, stream, filter));
        part.forEachNewestFirst((record, fields) -> {
            chars += record.text().length();
            if (records.size() == limit || (chars > MAX_CHARS && !records.isEmpty())) {
                more = true;
            }
            if (!more) {
                records.addFirst(new Found(record, fields));
            }
        });
        return part.isBefore(filter.from());
    }

    /** The oldest ones that are wanted. */
    Answer oldest() throws IOException {
        StreamCursor begin = stream.cursorBefore(filter.from());
        try (RecordReader reader = RecordReader.behind(stream.file(), begin)) {
            addNewer(reader, filter, limit);
        }
        return answer();
    }

    /** Those behind a cursor. */
    Answer behind(StreamCursor from) throws IOException {
        cursor = from;
        try (RecordReader reader = RecordReader.behind(stream.file(), from)) {
            addNewer(reader, filter, limit);
            deleted = reader.isDeleted();
        }
        return answer();
    }

    /** Those around a position, whatever the filter says. */
    Answer around(Position position) throws IOException {
        BackwardRecords older = BackwardRecords.before(stream.file(), position);
        int half = limit / 2;
        boolean late = false;
        while (records.size() < half && chars < MAX_CHARS / 2 && !late && !older.isWhole()) {
            var part = new RecordsPart(half - records.size());
            older.next(record -> part.take(record, stream, null));
            part.forEachNewestFirst((record, fields) -> {
                if (chars < MAX_CHARS / 2) {
                    records.addFirst(new Found(record, fields));
                    chars += record.text().length();
                }
            });
            late = nanos.getAsLong() - deadline >= 0;
        }
        deleted = older.isDeleted();
        try (RecordReader reader = RecordReader.at(stream.file(), position)) {
            addNewer(reader, null, limit);
            deleted |= reader.isDeleted();
        }
        return answer();
    }

    private void addNewer(RecordReader reader, @Nullable RecordFilter wanted, int most) throws IOException {
        RecordReader.Entry record = reader.next();
        boolean over = false;
        while (record != null && !over && records.size() < most && chars < MAX_CHARS) {
            RecordFields fields = stream.parser().fields(record.text());
            if (wanted == null || wanted.takes(record.text(), fields)) {
                records.addLast(new Found(record, fields));
                chars += record.text().length();
            }
            Instant to = wanted == null ? null : wanted.to();
            over = to != null
                    && fields.time() != null
                    && fields.time().minus(DISORDER).isAfter(to);
            cursor = reader.cursor();
            boolean late = nanos.getAsLong() - deadline >= 0;
            record = reader.next();
            if (late) {
                break;
            }
        }
        more = record != null && !over;
        damaged.addAll(reader.damagedFiles());
    }

    private Answer answer() {
        var answer = new LinkedHashMap<String, Object>();
        answer.put("stream", stream.name());
        answer.put(
                "records",
                records.stream()
                        .map(each -> stream.shape(each.record(), each.fields()))
                        .toList());
        Found oldest = records.peekFirst();
        Position begin =
                first != null || oldest == null ? first : oldest.record().position();
        if (begin != null) {
            answer.put("first", begin.toString());
        }
        if (cursor != null && cursor.isNamed()) {
            answer.put("cursor", cursor.toString());
        }
        answer.put("more", more);
        answer.put("deleted", deleted);
        if (filter.cutOff() > 0) {
            answer.put("cutOff", filter.cutOff());
        }
        if (!damaged.isEmpty()) {
            answer.put("damaged", List.copyOf(damaged));
        }
        return Answer.json(200, answer);
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.read.RecordFollower;
import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest records of one stream for all who follow it: each is read from the files once, however many they are. Holds the last
 * {@value #MOST_RECORDS} or so of them; who falls further behind reads the files for itself until it comes upon one that is here.
 * One thread reads, any may look.
 */
final class Feed {
    private static final int MOST_RECORDS = 1_000;
    private static final int MOST_CHARS = 512 * 1_024;

    private final String name;
    private final Deque<Fed> records = new ArrayDeque<>();
    private final Map<StreamCursor, Long> numbers = new HashMap<>();
    private StoredStream stream;

    /** The number of the first record that is here. */
    private long first;

    private long chars;
    private int followers;
    private @Nullable RecordFollower follower;

    /** The cursor before the first record that is here. */
    private StreamCursor begin = StreamCursor.START;

    Feed(StoredStream stream) {
        this.name = stream.name();
        this.stream = stream;
    }

    /** The stream, by the format that it has now. */
    synchronized StoredStream stream() {
        return stream;
    }

    /** The stream's format may be another one by now. */
    synchronized void stream(StoredStream now) {
        stream = now;
    }

    String name() {
        return name;
    }

    /** Somebody begins to follow. */
    synchronized void enter() {
        followers++;
    }

    /** Somebody follows no longer; with the last one all is forgotten. */
    synchronized void leave() {
        followers--;
        if (followers == 0) {
            records.clear();
            numbers.clear();
            chars = 0;
            follower = null;
        }
    }

    /**
     * Where somebody goes on who has read the files up to here and found no more: the number of the record behind this cursor; -1
     * when it must look again later. Whoever is first decides where the records here begin.
     */
    synchronized long join(StreamCursor cursor) {
        if (follower == null && followers > 0) {
            follower = new RecordFollower(stream.file(), cursor);
            begin = cursor;
        }
        return behind(cursor);
    }

    /** The number of the record behind this cursor; -1 when that is not known. */
    synchronized long behind(StreamCursor cursor) {
        if (follower == null) {
            return -1;
        }
        if (cursor.equals(begin)) {
            return first;
        }
        Long number = numbers.get(cursor);
        return number == null ? -1 : number + 1;
    }

    /** Whether a record of this number was here and is not any more. */
    synchronized boolean isGone(long number) {
        return follower == null || number < first;
    }

    /** Those from this number on, as many as there are up to {@code most}. */
    synchronized Fed @Nullable [] from(long number, int most) {
        int from = (int) (number - first);
        if (follower == null || from < 0) {
            return null;
        }
        return records.stream().skip(from).limit(most).toArray(Fed[]::new);
    }

    /** Reads what has come; whether anything has. */
    boolean poll() throws IOException {
        RecordFollower reader;
        StoredStream now;
        synchronized (this) {
            reader = follower;
            now = stream;
        }
        var any = new boolean[1];
        if (reader != null) {
            reader.poll((record, cursor, deleted) -> {
                any[0] = true;
                return add(reader, new Fed(now, record, cursor, deleted));
            });
        }
        return any[0];
    }

    private synchronized boolean add(RecordFollower reader, Fed fed) {
        if (follower != reader) {
            return false;
        }
        numbers.put(fed.cursor(), first + records.size());
        records.addLast(fed);
        chars += fed.chars();
        while (records.size() > MOST_RECORDS || (chars > MOST_CHARS && records.size() > 1)) {
            Fed old = records.removeFirst();
            first++;
            chars -= old.chars();
            numbers.remove(begin);
            begin = old.cursor();
        }
        return true;
    }
}

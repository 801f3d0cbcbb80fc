package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.store.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far everything is acknowledged, in a small file that is replaced whole, at most once a second. It never runs ahead: after a
 * kill at most a second's records are sent again, under the same names. Before anything is acknowledged it holds the first record that
 * was read, so that a deletion is noticed even then. One thread.
 */
final class Checkpoint {
    private static final String VERSION = "1";

    /** Before the first record, when nothing is acknowledged. */
    private static final String FIRST = "^";

    private static final long EVERY = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private StreamCursor acknowledged;
    private StreamCursor stored;

    /** The first record that was ever read, as long as none is acknowledged; null before that. */
    private @Nullable Position first;

    private long storedNanos;
    private boolean damaged;

    private Checkpoint(Path file, StreamCursor acknowledged, @Nullable Position first, boolean damaged, long nanos) {
        this.file = file;
        this.first = first;
        this.acknowledged = acknowledged;
        this.stored = acknowledged;
        this.damaged = damaged;
        this.storedNanos = nanos - EVERY;
    }

    /** Reads what the file holds; one that cannot be read counts as none, and {@link #takeDamage} says so. */
    static Checkpoint open(Path file, long nanos) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String place = whole(text);
            if (place.startsWith(FIRST)) {
                Position first = Position.parse(place.substring(FIRST.length())).orElse(null);
                return new Checkpoint(file, StreamCursor.START, first, first == null, nanos);
            }
            Optional<StreamCursor> cursor = StreamCursor.parse(place);
            return new Checkpoint(file, cursor.orElse(StreamCursor.START), null, cursor.isEmpty(), nanos);
        } catch (NoSuchFileException none) {
            return new Checkpoint(file, StreamCursor.START, null, false, nanos);
        } catch (IOException unreadable) {
            return new Checkpoint(file, StreamCursor.START, null, true, nanos);
        }
    }

    /** What the text says; nothing when it is not whole. */
    private static String whole(String text) {
        String[] words = text.strip().split(" ", -1);
        boolean whole = words.length == 3 && words[0].equals(VERSION) && words[2].equals(sum(words[1]));
        return whole ? words[1] : "";
    }

    private static String sum(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** Whether the file could not be read; once. */
    boolean takeDamage() {
        boolean was = damaged;
        damaged = false;
        return was;
    }

    StreamCursor acknowledged() {
        return acknowledged;
    }

    /** The record that deliveries begin with; null when some are made, or none was read. */
    @Nullable
    Position first() {
        return first;
    }

    /** Deliveries begin with this record. */
    void beginsWith(Position record) throws IOException {
        if (first == null && !acknowledged.isNamed()) {
            first = record;
            write(FIRST + record);
        }
    }

    /** Everything up to here is acknowledged; with nothing named there is nothing to remember. */
    void advance(StreamCursor to) {
        if (to.isNamed()) {
            acknowledged = to;
        }
    }

    /** Nanoseconds until it wants to be stored; null when it has nothing to store. */
    @Nullable
    Long dueIn(long nanos) {
        return acknowledged.equals(stored) ? null : Math.max(0, storedNanos + EVERY - nanos);
    }

    /** Stores it, when it is due or {@code now} must be. */
    void store(long nanos, boolean now) throws IOException {
        Long due = dueIn(nanos);
        if (due == null || (due > 0 && !now) || !acknowledged.isNamed()) {
            return;
        }
        storedNanos = nanos;
        write(acknowledged.toString());
        stored = acknowledged;
    }

    private void write(String place) throws IOException {
        String text = VERSION + " " + place + " " + sum(place) + "\n";
        StateFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}

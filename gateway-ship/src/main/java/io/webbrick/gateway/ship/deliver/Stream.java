package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.read.LineTimes;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader.Gap;
import io.webbrick.gateway.logging.read.RecordReader;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShippedText;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.store.CommittedFiles;
import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The records of one stream behind a cursor, with their names, times and the gaps between them. No file is open between two calls;
 * while the writer has committed nothing, a call reads no file. One thread.
 */
final class Stream {
    /** What those who deliver say of it would be delivered, and say more: ours, and what other programs deliver with. */
    private static final List<String> OWN = List.of(
            ShippingThread.LOGGER,
            "jdk.httpclient",
            "jdk.internal.httpclient",
            "software.amazon.awssdk",
            "com.oracle.bmc",
            "io.netty",
            "io.opentelemetry",
            "okhttp3",
            "org.apache.kafka");

    private final ShipperPlace place;
    private final String gateway;
    private StreamCursor cursor;
    private @Nullable Mark readTo;
    private boolean nameless;

    /** A gap that was given already, while the record behind it was not. */
    private @Nullable Gap toldGap;

    private long lastMillis;

    /** The first record of all; null as long as none was read, or it is acknowledged. */
    private @Nullable Position first;

    Stream(ShipperPlace place, StreamCursor cursor, @Nullable Position first) {
        this.first = first;
        this.place = place;
        this.gateway = place.gatewayId() == null ? "local" : place.gatewayId();
        this.cursor = cursor;
    }

    /** Gives what follows, until {@code takes} wants no more: the record that it refuses comes again with the next call. */
    void read(Predicate<Outgoing> takes) throws IOException {
        Mark end = CommittedFiles.of(place.newest());
        if (end != null && end.equals(readTo)) {
            return;
        }
        nameless = false;
        try (RecordReader reader = open()) {
            for (RecordReader.Entry entry = reader.next(); entry != null; entry = reader.next()) {
                Position position = entry.position();
                if (position == null) {
                    nameless = true;
                    return;
                }
                if (!take(entry.text(), position, reader, takes)) {
                    return;
                }
                cursor = reader.cursor();
            }
        }
        readTo = end;
    }

    /** A place in another stream says nothing of this one, which is read from its beginning then. */
    private RecordReader open() throws IOException {
        try {
            return RecordReader.behind(place.newest(), cursor);
        } catch (IllegalArgumentException otherStream) {
            cursor = StreamCursor.START;
            first = null;
            return RecordReader.behind(place.newest(), cursor);
        }
    }

    private boolean take(String text, Position position, RecordReader reader, Predicate<Outgoing> takes) {
        Gap missing = missing(position, reader.gap());
        if (missing != null && !missing.equals(toldGap)) {
            if (!takes.test(gap(missing, position))) {
                return false;
            }
            toldGap = missing;
        }
        Outgoing record = record(text, position, reader.cursor());
        return isOwn(record.logger()) || takes.test(record);
    }

    /** What is missing just before this record; null when nothing is. */
    private @Nullable Gap missing(Position position, @Nullable Gap gap) {
        Position begun = first;
        if (!cursor.isNamed()) {
            first = begun == null ? position : begun;
            if (begun != null) {
                return begun.equals(position) ? null : new Gap(begun, position);
            }
        }
        return gap == null ? null : new Gap(gap.from(), position);
    }

    /** Where it goes on after a gap is still behind what came before it: who starts anew there, notices the gap again. */
    private Outgoing gap(Gap missing, Position to) {
        String from = missing.from() == null ? "the beginning" : missing.from().toString();
        String text = "lost records of " + to.stream() + ", from " + from + " to " + to
                + ", deleted or damaged before they were sent: retention or budget overtook the delivery";
        String uid = gateway + "/gap/" + (missing.from() == null ? "" : from) + ".." + to;
        long now = place.clock().millis();
        return new Outgoing(uid, cursor, now, 30, ShippingThread.LOGGER, text, Outgoing.Kind.GAP);
    }

    private Outgoing record(String line, Position position, StreamCursor behind) {
        String uid = gateway + "/" + position;
        if (place.framed()) {
            ShippedText text = ShippedText.parse(line);
            return new Outgoing(
                    uid,
                    behind,
                    plausible(text.millis()),
                    text.level(),
                    text.logger(),
                    text.text(),
                    Outgoing.Kind.RECORD);
        }
        lastMillis = LineTimes.of(line, place.zone()).map(Instant::toEpochMilli).orElse(lastMillis);
        return new Outgoing(uid, behind, plausible(lastMillis), 0, "", line, Outgoing.Kind.RECORD);
    }

    /** A record without a time, or from before the clock was set, is of now: the other side would refuse 1970. */
    private long plausible(long millis) {
        return Rotation.isPlausible(millis) ? millis : place.clock().millis();
    }

    private static boolean isOwn(String logger) {
        for (String own : OWN) {
            if (logger.startsWith(own) && (logger.length() == own.length() || logger.charAt(own.length()) == '.')) {
                return true;
            }
        }
        return false;
    }

    /** The first record of all; null as long as none was read. */
    @Nullable
    Position first() {
        return first;
    }

    /** Behind the last record that was given. */
    StreamCursor cursor() {
        return cursor;
    }

    /** Whether the next line has no name, by which it could be told apart: then it waits until it has one. */
    boolean isNameless() {
        return nameless;
    }
}

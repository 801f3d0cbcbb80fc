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
    /** What the logger and the HTTP client say of deliveries would be delivered, and say more. */
    private static final List<String> OWN = List.of(
            ShippingThread.LOGGER,
            "jdk.httpclient",
            "jdk.internal.httpclient",
            "software.amazon.awssdk",
            "com.oracle.bmc");

    private final ShipperPlace place;
    private final String gateway;
    private StreamCursor cursor;
    private @Nullable Mark readTo;
    private boolean nameless;

    /** A gap that was given already, while the record behind it was not. */
    private String toldGap = "";

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
        try (RecordReader reader = RecordReader.behind(place.newest(), cursor)) {
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

    private boolean take(String text, Position position, RecordReader reader, Predicate<Outgoing> takes) {
        Gap gap = reader.gap();
        Position before = gap == null ? null : gap.from();
        if (!cursor.isNamed()) {
            before = first == null || first.equals(position) ? null : first;
            first = first == null ? position : first;
        }
        if (before != null && !toldGap.equals(before + ".." + position)) {
            if (!takes.test(gap(before, position))) {
                return false;
            }
            toldGap = before + ".." + position;
        }
        Outgoing record = record(text, position, reader.cursor());
        return isOwn(record.logger()) || takes.test(record);
    }

    /** Where it goes on after a gap is still behind what came before it: who starts anew there, notices the gap again. */
    private Outgoing gap(Position from, Position to) {
        String text = "lost records of " + to.stream() + ", from " + from + " to " + to
                + ", deleted before they were sent: retention or budget overtook the delivery";
        long now = place.clock().millis();
        return new Outgoing(
                gateway + "/gap/" + from + ".." + to, cursor, now, 30, "WebBrickLibs.LogShip", text, Outgoing.Kind.GAP);
    }

    private Outgoing record(String line, Position position, StreamCursor behind) {
        String uid = gateway + "/" + position;
        if (place.framed()) {
            ShippedText text = ShippedText.parse(line);
            long millis = text.millis() == 0 ? place.clock().millis() : text.millis();
            return new Outgoing(uid, behind, millis, text.level(), text.logger(), text.text(), Outgoing.Kind.RECORD);
        }
        lastMillis = LineTimes.of(line, place.zone())
                .map(Instant::toEpochMilli)
                .orElse(lastMillis == 0 ? place.clock().millis() : lastMillis);
        return new Outgoing(uid, behind, lastMillis, 0, "", line, Outgoing.Kind.RECORD);
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

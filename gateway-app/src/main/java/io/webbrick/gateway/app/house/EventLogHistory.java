package io.webbrick.gateway.app.house;

import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.index.LiveIndex;
import io.webbrick.gateway.logging.DerivedFiles;
import io.webbrick.gateway.logging.GatewayLogging;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * EventLog read back as the configuration in force says: its files, the zone of its local times, and the index from which
 * graphs are drawn, begun anew where those become others. Any thread.
 */
final class EventLogHistory implements AutoCloseable {
    private static final String STREAM = "EventLog";
    private static final Logger INDEX = LoggerFactory.getLogger("WebBrickGateway.index");

    private final GatewayLogging logging;
    private volatile @Nullable Kept kept;
    private boolean closed;

    /** An index and what it was made for. */
    private record Kept(LiveIndex index, Path newest, Path directory, ZoneId zone) {
        boolean isFor(@Nullable Path file, @Nullable Path place, ZoneId local) {
            return newest.equals(file) && directory.equals(place) && zone.equals(local);
        }
    }

    EventLogHistory(GatewayLogging logging) {
        this.logging = logging;
    }

    /** Brings the index to what is in force; one for another directory is ended first. */
    synchronized void follow() {
        if (closed) {
            return;
        }
        Path newest = logging.file(STREAM).orElse(null);
        DerivedFiles files = logging.seriesFiles().orElse(null);
        ZoneId zone = logging.zone();
        Kept before = kept;
        if (before != null) {
            if (before.isFor(newest, files == null ? null : files.directory(), zone)) {
                return;
            }
            kept = null;
            before.index().close();
        }
        if (newest != null && files != null) {
            LiveIndex index = LiveIndex.of(newest, zone, files, (what, e) -> INDEX.warn("{}: {}", what, e.toString()));
            index.start();
            kept = new Kept(index, newest, files.directory(), zone);
        }
    }

    /** EventLog as it is now. */
    EventHistory now() {
        Path newest = logging.file(STREAM).orElse(null);
        ZoneId zone = logging.zone();
        if (newest == null) {
            return EventHistory.of(List.of(), zone);
        }
        Kept now = kept;
        return now != null && now.isFor(newest, now.directory(), zone)
                ? EventHistory.of(newest, zone, now.index())
                : EventHistory.of(newest, zone);
    }

    @Override
    public synchronized void close() {
        closed = true;
        Kept last = kept;
        if (last != null) {
            last.index().close();
        }
    }
}

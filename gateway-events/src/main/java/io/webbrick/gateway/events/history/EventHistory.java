package io.webbrick.gateway.events.history;

import io.webbrick.gateway.events.line.JournaledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/** EventLog read back, oldest first, over rotated, gzipped and original files. Unreadable lines are counted. */
public final class EventHistory {
    private EventHistory() {}

    /** The history of a running or stopped gateway's EventLog, given its newest file; listed anew by each read. */
    public static EventHistory of(Path newest, ZoneId zone) {
        throw new IllegalStateException();
    }

    /** These files in this order; {@code zone} is what local times without an offset mean. */
    public static EventHistory of(List<Path> files, ZoneId zone) {
        throw new IllegalStateException();
    }

    /** Hands every matching event to {@code each} until that returns false. */
    public Tally read(EventQuery query, Predicate<JournaledEvent> each) throws IOException {
        throw new IllegalStateException();
    }

    /** Whether any line holds this event with this time of its own: a second replay adds nothing. */
    public record Tally(long events, long unreadable, List<String> firstUnreadable) {}
}

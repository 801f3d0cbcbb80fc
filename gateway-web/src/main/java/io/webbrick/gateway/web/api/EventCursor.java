package io.webbrick.gateway.web.api;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of events ended: after the {@code events}-th event of those journaled at {@code time}. Its text means
 * nothing to others. Immutable.
 */
record EventCursor(@Nullable Instant time, int events) {
    /** Before the first event. */
    static final EventCursor START = new EventCursor(null, 0);

    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,12})\\.(\\d{9})-(\\d{1,9})");

    /** Reads what {@link #text} wrote; null is the start. */
    static EventCursor parse(@Nullable String text) throws Refusal {
        if (text == null) {
            return START;
        }
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            try {
                Instant time =
                        Instant.ofEpochSecond(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
                return new EventCursor(time, Integer.parseInt(matcher.group(3)));
            } catch (DateTimeException e) {
                throw refusal(text);
            }
        }
        throw refusal(text);
    }

    /** Null at the start. */
    @Nullable
    String text() {
        Instant at = time;
        return at == null ? null : String.format(Locale.ROOT, "%d.%09d-%d", at.getEpochSecond(), at.getNano(), events);
    }

    /** The cursor after one event more, journaled at this time. */
    EventCursor after(Instant next) {
        return next.equals(time) ? new EventCursor(next, events + 1) : new EventCursor(next, 1);
    }

    private static Refusal refusal(String text) {
        return Refusal.parameter("cursor", text, "what an earlier answer called cursor");
    }
}

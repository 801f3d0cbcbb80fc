package io.webbrick.gateway.events;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened at home. Immutable: the payload is copied, its numbers brought to one form each ({@link
 * Payload}), so an event equals what its EventLog line reads back as. Any thread; costs one copy of the payload.
 *
 * @param type a URI such as {@code http://id.webbrick.co.uk/events/webbrick/CT}, or free text
 * @param source a relative path such as {@code webbrick/9/CT/3}
 * @param payload one JSON value or null: {@code Map<String, Object>} in the event's order, List, String, Long,
 *     BigInteger, Double, BigDecimal or Boolean
 * @param at the event's own time where it differs from the time it was published; null otherwise
 */
public record HomeEvent(
        String type,
        String source,
        @Nullable Object payload,
        @Nullable Instant at) {
    /** What all types of the original gateway begin with. */
    public static final String TYPE_PREFIX = "http://id.webbrick.co.uk/events/";

    /**
     * Copies the payload.
     *
     * @throws IllegalArgumentException when the payload holds what JSON has no word for, or more than {@link
     *     Payload#MAX_DEPTH} levels
     */
    public HomeEvent {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(source, "source");
        payload = Payload.freeze(payload);
    }

    /** An event with a payload that happens now. */
    public static HomeEvent of(String type, String source, @Nullable Object payload) {
        return new HomeEvent(type, source, payload, null);
    }

    /** The same event with a time of its own. */
    public HomeEvent withAt(@Nullable Instant own) {
        return new HomeEvent(type, source, payload, own);
    }
}

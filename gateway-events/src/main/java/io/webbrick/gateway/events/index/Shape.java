package io.webbrick.gateway.events.index;

import io.webbrick.gateway.events.HomeEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one source have in common while only their numbers change.
 *
 * @param unit what the payload names; null when it does not
 * @param name what the payload calls the source; null when it does not
 * @param attrs the attributes that are numbers, in the payload's order
 */
public record Shape(
        String source,
        String type,
        @Nullable String unit,
        @Nullable String name,
        List<String> attrs) {
    private static final int LONGEST_NAME = 80;

    public Shape {
        attrs = List.copyOf(attrs);
    }

    /** Rows ask for each of themselves whether it has the shape of the one before, which mostly is the same object. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Shape shape
                        && source.equals(shape.source)
                        && type.equals(shape.type)
                        && Objects.equals(unit, shape.unit)
                        && Objects.equals(name, shape.name)
                        && attrs.equals(shape.attrs));
    }

    @Override
    public int hashCode() {
        return (source.hashCode() * 31 + type.hashCode()) * 31 + attrs.hashCode();
    }

    /** That of an event whose numbers are these. */
    static Shape of(HomeEvent event, Map<String, Double> numbers) {
        return new Shape(
                event.source(),
                event.type(),
                Attributes.unit(event.payload()),
                name(event.payload()),
                List.copyOf(numbers.keySet()));
    }

    private static @Nullable String name(@Nullable Object payload) {
        return payload instanceof Map<?, ?> map && map.get("name") instanceof String text ? name(text) : null;
    }

    /** A name as it is kept: none when it is empty or a whole story. */
    static @Nullable String name(String text) {
        return text.isBlank() || text.length() > LONGEST_NAME ? null : text.strip();
    }
}

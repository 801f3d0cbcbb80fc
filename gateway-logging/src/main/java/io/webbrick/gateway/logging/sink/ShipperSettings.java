package io.webbrick.gateway.logging.sink;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says of one shipper. Immutable; its text names the settings and shows none of their values.
 *
 * @param name the handler's name
 * @param kind the handler's class
 * @param values text, whole numbers ({@code Long}), truth values, lists of text and maps of text, by settings in lower case with
 *     underscores
 * @param base relative file names mean files below this directory
 */
public record ShipperSettings(String name, String kind, Map<String, Object> values, Path base) {
    public ShipperSettings {
        values = Map.copyOf(values);
    }

    /** Whether the setting is there. */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** The setting as text; empty when it is absent, blank or something else. */
    public Optional<String> text(String key) {
        return values.get(key) instanceof String text && !text.isBlank() ? Optional.of(text.strip()) : Optional.empty();
    }

    /** The setting as a whole number; text of digits is one too. */
    public OptionalLong number(String key) {
        Object value = values.get(key);
        if (value instanceof Long number) {
            return OptionalLong.of(number);
        }
        return value instanceof String text && text.strip().matches("[0-9]{1,15}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }

    /** The setting as a truth value. */
    public boolean truth(String key, boolean otherwise) {
        return values.get(key) instanceof Boolean truth ? truth : otherwise;
    }

    /** The setting as a map of text. */
    public Map<String, String> map(String key) {
        var map = new LinkedHashMap<String, String>();
        if (values.get(key) instanceof Map<?, ?> given) {
            given.forEach((name, value) -> map.put(String.valueOf(name), String.valueOf(value)));
        }
        return map;
    }

    /** The setting as a list of text; a text alone is one of it. */
    public List<String> list(String key) {
        if (values.get(key) instanceof List<?> given) {
            return given.stream().map(String::valueOf).toList();
        }
        return text(key).stream().toList();
    }

    /** The file that this setting names; null when it is absent. */
    public @Nullable Path file(String key) {
        return text(key).map(base::resolve).orElse(null);
    }

    @Override
    public String toString() {
        return kind + " " + name + " " + List.copyOf(values.keySet());
    }
}

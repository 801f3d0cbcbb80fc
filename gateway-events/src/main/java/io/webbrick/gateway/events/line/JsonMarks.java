package io.webbrick.gateway.events.line;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the marks that {@link JsonWriter} leaves in JSON back into what they stand for. Stateless. */
final class JsonMarks {
    private JsonMarks() {}

    /**
     * A copy with numbers in the place of {@code {"@float":"NaN"}} and its kind, and, where keys were doubled, with the
     * first @ of {@code "@@key"} taken away.
     */
    static @Nullable Object read(@Nullable Object value, boolean doubled) {
        if (value instanceof Map<?, ?> map) {
            Double number = number(map);
            return number == null ? members(map, doubled) : number;
        }
        if (value instanceof List<?> list) {
            var copy = new ArrayList<@Nullable Object>(list.size());
            for (Object element : list) {
                copy.add(read(element, doubled));
            }
            return copy;
        }
        return value;
    }

    /** The members of a map that is itself no mark. */
    static Map<String, @Nullable Object> members(Map<?, ?> map, boolean doubled) {
        var copy = new LinkedHashMap<String, @Nullable Object>(map.size() * 2);
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String key = String.valueOf(entry.getKey());
            copy.put(doubled && key.startsWith("@@") ? key.substring(1) : key, read(entry.getValue(), doubled));
        }
        return copy;
    }

    /** The number that JSON has no word for, where the map is exactly its mark. */
    private static @Nullable Double number(Map<?, ?> map) {
        if (map.size() != 1 || !(map.get(JsonWriter.FLOAT) instanceof String name)) {
            return null;
        }
        return switch (name) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> null;
        };
    }
}

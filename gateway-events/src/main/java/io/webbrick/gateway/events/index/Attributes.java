package io.webbrick.gateway.events.index;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What of a payload can be drawn: its attributes that are numbers, booleans, {@code on}/{@code off}/{@code true}/{@code
 * false} (1 and 0) or numbers written as text, as the original had them. An attribute of a nested map is named by its
 * path with dots. A payload that is itself a number is the attribute {@code val}.
 */
public final class Attributes {
    /** The attributes that a house looks at first. */
    public static final String VALUE = "val";

    /** Whether something is on. */
    public static final String STATE = "state";

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final int LONGEST_NUMBER = 40;
    private static final int LONGEST_UNIT = 16;
    private static final int DEEPEST = 4;

    /** Numbers that say where a packet came from and where it goes, not what was measured. */
    private static final Set<String> ADDRESSING = Set.of(
            "version",
            "fromNode",
            "toNode",
            "srcChannel",
            "tgtChannel",
            "tgtType",
            "action",
            "dwell",
            "setPoint",
            "seqNr",
            "irAddress",
            "irChannel",
            "curlo",
            "curhi",
            "deflo",
            "defhi");

    private Attributes() {}

    /** The number of this attribute, or null when it has none. */
    public static @Nullable Double number(@Nullable Object payload, String attr) {
        return all(payload).get(attr);
    }

    /** All attributes that have a number, with it, in the payload's order. */
    public static Map<String, Double> all(@Nullable Object payload) {
        Map<String, Double> found = new LinkedHashMap<>();
        if (payload instanceof Map<?, ?> map) {
            collect(map, "", 1, found);
        } else {
            Double number = number(payload);
            if (number != null) {
                found.put(VALUE, number);
            }
        }
        return found;
    }

    private static void collect(Map<?, ?> map, String prefix, int depth, Map<String, Double> found) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String name = prefix + entry.getKey();
            if (entry.getValue() instanceof Map<?, ?> nested) {
                if (depth < DEEPEST) {
                    collect(nested, name + ".", depth + 1, found);
                }
                continue;
            }
            Double number = number(entry.getValue());
            if (number != null) {
                found.putIfAbsent(name, number);
            }
        }
    }

    /** How early an attribute comes when somebody has to choose: 0 first. */
    public static int rank(String attr) {
        if (attr.equals(VALUE)) {
            return 0;
        }
        if (attr.equals(STATE)) {
            return 1;
        }
        return ADDRESSING.contains(attr) ? 3 : 2;
    }

    /** The unit that a payload names, or null. */
    public static @Nullable String unit(@Nullable Object payload) {
        if (!(payload instanceof Map<?, ?> map)) {
            return null;
        }
        String unit = unitText(map.get("unit"));
        return unit == null ? unitText(map.get("units")) : unit;
    }

    /** This value of a payload as a unit; null when it can be none. */
    static @Nullable String unitText(@Nullable Object value) {
        return value instanceof String text && !text.isBlank() && text.length() <= LONGEST_UNIT ? text.strip() : null;
    }

    private static @Nullable Double number(@Nullable Object value) {
        Double number = null;
        if (value instanceof Boolean bool) {
            number = bool ? 1.0 : 0.0;
        } else if (value instanceof Long || value instanceof Double || value instanceof Integer) {
            number = ((Number) value).doubleValue();
        } else if (value instanceof BigInteger || value instanceof BigDecimal || value instanceof Float) {
            number = ((Number) value).doubleValue();
        } else if (value instanceof String text && text.length() <= LONGEST_NUMBER) {
            number = ofText(text.strip());
        }
        return number == null || number.isNaN() || number.isInfinite() ? null : number;
    }

    /** The number that a text stands for, without blanks around it; null when it stands for none. */
    static @Nullable Double ofText(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on", "true" -> 1.0;
            case "off", "false" -> 0.0;
            default -> NUMBER.matcher(text).matches() ? Double.valueOf(text) : null;
        };
    }
}

package io.webbrick.gateway.events.line;

import io.webbrick.gateway.events.HomeEvent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Events that no decent device would send. */
final class RandomEvents {
    private static final String[] BITS = {
        ",",
        "\"",
        "'",
        " ",
        "\n",
        "\r",
        "\t",
        "\0",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ufeff",
        "\ud83d",
        "\ude00",
        "\ud83d\ude00",
        "é",
        "日",
        "\\",
        "\\u",
        "{",
        "}",
        "[",
        ",{'",
        "@",
        "@at",
        "@value",
        "@float",
        ":",
        "/",
        "webbrick",
        "9",
        "CT",
        "u'",
        "\u00a0",
        "\u3000",
        "\u007f",
        "%",
        "#",
        "(",
        ")",
        "None",
        "nan",
        "",
        "@@"
    };

    private final Random random;

    RandomEvents(Random random) {
        this.random = random;
    }

    HomeEvent next() {
        Instant at = random.nextInt(3) == 0 ? instant() : null;
        return new HomeEvent(field(), field(), random.nextInt(6) == 0 ? null : value(0), at);
    }

    private Instant instant() {
        long seconds = random.nextBoolean() ? random.nextInt() : random.nextLong() % Instant.MAX.getEpochSecond();
        return Instant.ofEpochSecond(seconds, random.nextBoolean() ? 0 : random.nextInt(1_000_000_000));
    }

    private String field() {
        return random.nextInt(3) > 0 ? HomeEvent.TYPE_PREFIX + "webbrick/" + random.nextInt(10) : text();
    }

    String text() {
        var text = new StringBuilder();
        int bits = random.nextInt(6);
        for (int i = 0; i < bits; i++) {
            text.append(random.nextInt(8) == 0 ? (char) random.nextInt(0x10000) : BITS[random.nextInt(BITS.length)]);
        }
        return text.toString();
    }

    @Nullable
    Object value(int depth) {
        return switch (random.nextInt(depth > 3 ? 9 : 12)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (long) random.nextInt(100);
            case 3 -> random.nextLong();
            case 4 -> new BigInteger(random.nextInt(300), random).negate();
            case 5 -> Double.longBitsToDouble(random.nextLong());
            case 6 -> random.nextInt(1000) / 10.0;
            case 7 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(700) - 350);
            case 8 -> text();
            case 9 -> list(depth + 1);
            default -> map(depth + 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        var list = new ArrayList<@Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value(depth));
        }
        return map;
    }
}

package io.webbrick.gateway.web.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of one question, checked: an unknown or doubled name is refused as loudly as a bad value. */
final class Parameters {
    private final Ask ask;
    private final Moments moments;

    /**
     * @param single names that may stand once
     * @param repeatable names that may stand many times
     */
    Parameters(Ask ask, Moments moments, Set<String> single, Set<String> repeatable) throws Refusal {
        this.ask = ask;
        this.moments = moments;
        for (var given : ask.query().entrySet()) {
            String name = given.getKey();
            if (!single.contains(name) && !repeatable.contains(name)) {
                var allowed = new TreeSet<>(single);
                allowed.addAll(repeatable);
                throw new Refusal(
                        400,
                        "unknown parameter",
                        name + " is not a parameter of " + ask.path() + "; it takes "
                                + (allowed.isEmpty() ? "none" : String.join(", ", allowed)));
            }
            if (single.contains(name) && given.getValue().size() > 1) {
                throw new Refusal(
                        400,
                        "bad parameter",
                        name + " is given " + given.getValue().size() + " times; give it once");
            }
        }
    }

    /** The value, or null when absent or empty. */
    @Nullable
    String text(String name) {
        String value = ask.query().getOrDefault(name, List.of("")).get(0);
        return value.isEmpty() ? null : value;
    }

    /** The value, which must be there. */
    String required(String name, String meaning) throws Refusal {
        String value = text(name);
        if (value == null) {
            throw new Refusal(400, "bad parameter", name + " is missing; it is " + meaning);
        }
        return value;
    }

    /** All values that are not empty. */
    List<String> all(String name) {
        return ask.query().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }

    /** All values that are not empty, equal ones as often as they are given. */
    List<String> each(String name) {
        return ask.query().getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** A whole number within bounds. */
    int number(String name, int otherwise, int least, int most) throws Refusal {
        String value = text(name);
        if (value == null) {
            return otherwise;
        }
        String allowed = "a whole number from " + least + " to " + most;
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw Refusal.parameter(name, value, allowed);
        }
        throw Refusal.parameter(name, value, allowed);
    }

    /** Whether it is {@code true}; {@code false} when it is not given. */
    boolean flag(String name) throws Refusal {
        return word(name, List.of("false", "true")).equals("true");
    }

    /** One of these words; the first is taken when none is given. */
    String word(String name, List<String> words) throws Refusal {
        String value = text(name);
        if (value == null) {
            return words.get(0);
        }
        if (!words.contains(value)) {
            throw Refusal.parameter(name, value, "one of " + String.join(", ", words));
        }
        return value;
    }

    /** What {@code from}, {@code to} and {@code range} say together. */
    Span span() throws Refusal {
        Instant from = moment("from");
        Instant to = moment("to");
        String range = text("range");
        if (range != null && !range.equals("all")) {
            if (from != null) {
                throw new Refusal(400, "bad parameter", "range and from cannot be given together; leave one out");
            }
            Duration length = moments.duration(range);
            if (length == null) {
                throw Refusal.parameter("range", range, Moments.RANGE);
            }
            Instant end = to == null ? moments.now() : to;
            return new Span(end.minus(length), to);
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new Refusal(400, "bad parameter", "from (" + from + ") must lie before to (" + to + ")");
        }
        return new Span(from, to);
    }

    private @Nullable Instant moment(String name) throws Refusal {
        String value = text(name);
        if (value == null) {
            return null;
        }
        Instant moment = moments.parse(value);
        if (moment == null) {
            throw Refusal.parameter(name, value, Moments.MOMENT);
        }
        return moment;
    }

    /** From (inclusive) until to (exclusive); null is open. */
    record Span(@Nullable Instant from, @Nullable Instant to) {}
}

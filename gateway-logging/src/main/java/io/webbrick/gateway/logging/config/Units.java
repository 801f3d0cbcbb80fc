package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.store.Rotation;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the words of a configuration into levels, sizes, ages and periods; empty when they are none. */
final class Units {
    /** The word for "no new file by time". */
    static final String NEVER = "never";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,18}+)\\s?([kKmMgG]?[iI]?[bB])?");
    private static final Pattern AGE = Pattern.compile("([0-9]{1,9}+)\\s?([dhm])");
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,6}+)\\s?([smh])");
    private static final Pattern MOMENT = Pattern.compile("([0-9]{1,5}+)\\s?ms");
    private static final Pattern PERCENT = Pattern.compile("([1-9]?[0-9]|100) ?%");
    private static final Pattern TIME_OF_DAY = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}+");

    private Units() {}

    /** A level's number: a name, an alias of Python's, NOTSET, nothing, or a number with or without quotes. */
    static OptionalInt level(Literal literal) {
        if (literal instanceof Literal.Text text) {
            String name = text.value().strip();
            if (name.isEmpty() || name.equalsIgnoreCase("NOTSET")) {
                return OptionalInt.of(0);
            }
            Optional<Level> level = Level.named(name);
            return level.isPresent() ? OptionalInt.of(level.get().number()) : number(literal);
        }
        return literal instanceof Literal.None ? OptionalInt.of(0) : number(literal);
    }

    /** A whole number from 0 to 999,999,999, with or without quotes. */
    static OptionalInt number(Literal literal) {
        String digits = literal instanceof Literal.Whole whole ? whole.value().toString() : textOf(literal);
        return NUMBER.matcher(digits).matches() ? OptionalInt.of(Integer.parseInt(digits)) : OptionalInt.empty();
    }

    /** Bytes: a number, or text such as {@code 1MB} (powers of 1000) or {@code 1MiB} (powers of 1024). */
    static OptionalLong bytes(Literal literal) {
        String words = literal instanceof Literal.Whole whole ? whole.value().toString() : textOf(literal);
        Matcher size = SIZE.matcher(words);
        if (!size.matches()) {
            return OptionalLong.empty();
        }
        String unit = size.group(2) == null ? "b" : size.group(2).toLowerCase(Locale.ROOT);
        int power = "bkmg".indexOf(unit.charAt(0));
        if (unit.equals("ib")) {
            return OptionalLong.empty();
        }
        BigInteger step = BigInteger.valueOf(unit.length() == 3 ? 1024 : 1000);
        BigInteger bytes = new BigInteger(size.group(1)).multiply(step.pow(power));
        return bytes.bitLength() < Long.SIZE ? OptionalLong.of(bytes.longValueExact()) : OptionalLong.empty();
    }

    /** Hundredths such as {@code 20%}, from 0 to 100. */
    static OptionalInt percent(Literal literal) {
        Matcher percent = PERCENT.matcher(textOf(literal));
        return percent.matches() ? OptionalInt.of(Integer.parseInt(percent.group(1))) : OptionalInt.empty();
    }

    /** An age such as {@code 14d}, {@code 48h} or {@code 90m}; more than none. */
    static Optional<Duration> age(Literal literal) {
        Matcher age = AGE.matcher(textOf(literal));
        if (!age.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(age.group(1));
        Duration duration = switch (age.group(2)) {
            case "d" -> Duration.ofDays(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofMinutes(count);
        };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** A short time such as {@code 1s}, {@code 30s} or {@code 5m}; more than none. */
    static Optional<Duration> span(Literal literal) {
        Matcher span = SPAN.matcher(textOf(literal));
        if (!span.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(span.group(1));
        Duration duration = switch (span.group(2)) {
            case "h" -> Duration.ofHours(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofSeconds(count);
        };
        return duration.isZero() ? Optional.empty() : Optional.of(duration);
    }

    /** A moment such as {@code 50ms}, up to a minute; may be none. */
    static Optional<Duration> moment(Literal literal) {
        Matcher moment = MOMENT.matcher(textOf(literal));
        return moment.matches()
                ? Optional.of(Duration.ofMillis(Long.parseLong(moment.group(1))))
                        .filter(wait -> wait.compareTo(Duration.ofMinutes(1)) <= 0)
                : Optional.empty();
    }

    /** A time of day such as {@code 03:30} or {@code 03:30:15}, or None or nothing, which both are an empty one. */
    static Optional<Optional<LocalTime>> timeOfDay(Literal literal) {
        String words = textOf(literal);
        if (literal instanceof Literal.None || (literal instanceof Literal.Text && words.isEmpty())) {
            return Optional.of(Optional.empty());
        }
        return TIME_OF_DAY.matcher(words).matches()
                ? Optional.of(Optional.of(LocalTime.parse(words)))
                : Optional.empty();
    }

    /** True, False, 1 or 0. */
    static Optional<Boolean> truth(Literal literal) {
        boolean one = literal instanceof Literal.Whole whole
                && whole.value().bitLength() <= 1
                && whole.value().signum() >= 0;
        return literal instanceof Literal.Truth || one ? Optional.of(literal.truthy()) : Optional.empty();
    }

    /** A period of Python's, or {@code never}, or nothing, which both are an empty period. */
    static Optional<Optional<Rotation.When>> when(Literal literal) {
        String word = textOf(literal).strip();
        if (literal instanceof Literal.Text && (word.isEmpty() || word.equalsIgnoreCase(NEVER))) {
            return Optional.of(Optional.empty());
        }
        Optional<Rotation.When> period = Rotation.When.named(word);
        return period.isPresent() ? Optional.of(period) : Optional.empty();
    }

    private static String textOf(Literal literal) {
        return literal instanceof Literal.Text text ? text.value().strip() : "";
    }
}

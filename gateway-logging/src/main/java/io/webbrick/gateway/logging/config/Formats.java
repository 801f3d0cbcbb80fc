package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.format.LineFormat;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formatters of the merged files, compiled, whether used or not. Immutable once read. */
final class Formats {
    private static final String MESSAGE = "%(message)s";
    private static final Pattern NAMED = Pattern.compile("%\\(([^)]*)\\)");

    private final Map<String, LineFormat> byName = new HashMap<>();
    private final Section section;
    private final ZoneId zone;

    private Formats(Section section, ZoneId zone) {
        this.section = section;
        this.zone = zone;
    }

    static Formats read(Settings formatters, ZoneId zone) {
        var formats = new Formats(formatters.section(), zone);
        for (Section child : formatters.section().sections().values()) {
            Settings formatter = formatters.below(child);
            formatter.warnUnknown(ConfigKey.Place.FORMATTER);
            formats.compile(formatter);
        }
        return formats;
    }

    private void compile(Settings formatter) {
        String format = formatter.text(ConfigKey.FORMAT).orElse("");
        String datefmt = formatter.text(ConfigKey.DATEFMT).orElse("");
        String percent = format.isEmpty() ? MESSAGE : format.replace("*(", "%(");
        try {
            byName.put(formatter.name(), LineFormat.compile(percent, datefmt, zone, defaults(formatter)));
            warnWithoutMeaning(formatter, percent);
        } catch (IllegalArgumentException e) {
            Origin at = formatter.origin(formatter.has(ConfigKey.FORMAT) ? ConfigKey.FORMAT : ConfigKey.DATEFMT);
            formatter.problems().error(at, "formatter " + Quote.of(formatter.name()) + ": " + e.getMessage());
        }
    }

    /** What attributes show that a record lacks; in an INI file the words of a dictionary. */
    private static Map<String, String> defaults(Settings formatter) {
        Optional<Literal> given = formatter.literal(ConfigKey.DEFAULTS).map(Formats::unquoted);
        if (given.isEmpty() || given.get() instanceof Literal.None) {
            return Map.of();
        }
        var defaults = new HashMap<String, String>();
        if (given.get() instanceof Literal.Mapping mapping) {
            mapping.entries().forEach((name, value) -> {
                if (name instanceof Literal.Text text) {
                    defaults.put(text.value(), value instanceof Literal.Text words ? words.value() : value.repr());
                }
            });
        }
        boolean whole = given.get() instanceof Literal.Mapping mapping
                && mapping.entries().size() == defaults.size();
        if (!whole) {
            formatter.wrong(ConfigKey.DEFAULTS, given.get(), "a dictionary such as {'room': 'none'}");
        }
        return defaults;
    }

    private static Literal unquoted(Literal given) {
        if (!(given instanceof Literal.Text text)) {
            return given;
        }
        try {
            return LiteralParser.parseValue(text.value(), warning -> {});
        } catch (LiteralException unreadable) {
            return given;
        }
    }

    private static void warnWithoutMeaning(Settings formatter, String percent) {
        Matcher named = NAMED.matcher(percent);
        while (named.find()) {
            if (LineFormat.isWithoutMeaning(named.group(1))) {
                formatter
                        .problems()
                        .warning(
                                formatter.origin(ConfigKey.FORMAT),
                                "formatter " + Quote.of(formatter.name()) + ": attribute " + Quote.of(named.group(1))
                                        + " has no meaning here and prints nothing");
            }
        }
    }

    /** The format a handler names; its messages alone when it names none or its formatter is broken. */
    LineFormat of(Settings handler) {
        Optional<String> name = handler.text(ConfigKey.FORMATTER).filter(given -> !given.isEmpty());
        if (name.isPresent() && !section.sections().containsKey(name.get())) {
            var known = section.sections().keySet();
            handler.problems()
                    .error(
                            handler.origin(ConfigKey.FORMATTER),
                            "formatter " + Quote.of(name.get()) + " of handler " + Quote.of(handler.name())
                                    + " is not defined; "
                                    + (known.isEmpty() ? "no formatter is" : "one of " + String.join(", ", known))
                                    + NearMiss.question(name.get(), known));
        }
        LineFormat format = name.map(byName::get).orElse(null);
        return format != null ? format : LineFormat.compile(MESSAGE, "", zone);
    }
}

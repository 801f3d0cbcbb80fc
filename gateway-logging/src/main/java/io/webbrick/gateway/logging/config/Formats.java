package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.format.LineFormat;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The formatters of the merged files, compiled, whether used or not. Immutable once read. */
final class Formats {
    private static final String MESSAGE = "%(message)s";

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
            byName.put(formatter.name(), LineFormat.compile(percent, datefmt, zone));
        } catch (IllegalArgumentException e) {
            Origin at = formatter.origin(formatter.has(ConfigKey.FORMAT) ? ConfigKey.FORMAT : ConfigKey.DATEFMT);
            formatter.problems().error(at, "formatter " + Quote.of(formatter.name()) + ": " + e.getMessage());
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

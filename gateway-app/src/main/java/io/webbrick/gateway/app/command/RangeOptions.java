package io.webbrick.gateway.app.command;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which time a reading command looks at, and what its local times mean. */
final class RangeOptions {
    @Option(
            names = "--from",
            paramLabel = "ISO",
            description =
                    "First moment, inclusive: 2026-11-21T05:20:00+01:00, or local 2026-11-21T05:20 or 2026-11-21.")
    @Nullable
    String from;

    @Option(names = "--to", paramLabel = "ISO", description = "Last moment, exclusive; a date means its beginning.")
    @Nullable
    String to;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            converter = ZoneConverter.class,
            description = "What local times mean, such as Europe/London (default: this machine's zone).")
    @Nullable
    ZoneId zone;

    ZoneId zone(ZoneId otherwise) {
        return zone == null ? otherwise : zone;
    }

    @Nullable
    Instant from(ZoneId local) throws CommandFailure {
        return moment("--from", from, local);
    }

    @Nullable
    Instant to(ZoneId local) throws CommandFailure {
        return moment("--to", to, local);
    }

    private static @Nullable Instant moment(String option, @Nullable String text, ZoneId local) throws CommandFailure {
        if (text == null) {
            return null;
        }
        try {
            return parse(text.trim().replace(' ', 'T'), local);
        } catch (DateTimeException e) {
            throw CommandFailure.usage(option + " '" + text
                    + "' is no time; write 2026-11-21T05:20:00+01:00, 2026-11-21T05:20 or 2026-11-21");
        }
    }

    private static Instant parse(String text, ZoneId local) {
        if (text.indexOf('T') < 0) {
            return LocalDate.parse(text).atStartOfDay(local).toInstant();
        }
        String time = text.substring(text.indexOf('T'));
        boolean offset = time.endsWith("Z") || time.indexOf('+') > 0 || time.indexOf('-') > 0;
        return offset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(local).toInstant();
    }

    /** Reads a zone and says what one looks like when it is none. */
    static final class ZoneConverter implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String value) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + value + "' is no time zone; take a name such as Europe/London, UTC or +01:00");
            }
        }
    }
}

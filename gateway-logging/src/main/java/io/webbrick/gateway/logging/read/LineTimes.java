package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.format.LineTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalLong;

/** The times that lines carry, in any of the grammars that the streams write. */
public final class LineTimes {
    private LineTimes() {}

    /** When the record of this line was logged; {@code zone} is what a local time without an offset means. */
    public static Optional<Instant> of(String line, ZoneId zone) {
        OptionalLong millis = LineTime.of(line, zone);
        return millis.isPresent() ? Optional.of(Instant.ofEpochMilli(millis.getAsLong())) : Optional.empty();
    }
}

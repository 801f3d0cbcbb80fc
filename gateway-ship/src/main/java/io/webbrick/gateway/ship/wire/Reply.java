package io.webbrick.gateway.ship.wire;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server answered. Immutable.
 *
 * @param body its first 64 KiB
 */
public record Reply(int status, HttpHeaders headers, String body) {
    /** How long it wishes to be left alone: {@code Retry-After} in seconds or as a date; null when it says nothing. */
    public @Nullable Duration retryAfter(Instant now) {
        String text = headers.firstValue("Retry-After").orElse("").strip();
        if (text.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        Instant until = instant(text);
        return until == null ? null : Duration.between(now, until);
    }

    /** The server's clock; empty when it does not tell. */
    public Optional<Instant> date() {
        return Optional.ofNullable(instant(headers.firstValue("Date").orElse("")));
    }

    /** Whether it is a page for people: a portal or a proxy answers in place of who was asked. */
    public boolean isPage() {
        return headers.firstValue("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("text/html");
    }

    private static @Nullable Instant instant(String date) {
        try {
            return date.isEmpty()
                    ? null
                    : ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }

    /** Status and body in one line; {@link Discreet} makes it fit for people. */
    public String words() {
        String text = body.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return "HTTP " + status + (text.isEmpty() ? "" : ": " + text);
    }

    static Reply of(int status, HttpHeaders headers, byte[] body) {
        return new Reply(status, headers, new String(body, StandardCharsets.UTF_8));
    }
}

package io.webbrick.gateway.web.api;

import io.webbrick.gateway.logging.LoggingStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the gateway stands, asked at most once in a second however many ask. It counts as unwell for a minute after
 * records were lost, and while its logging cannot tell how it stands. Any thread.
 */
public final class Vitals {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration UNWELL = Duration.ofMinutes(1);

    private final String name;
    private final @Nullable String id;
    private final Supplier<LoggingStatus> source;
    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private final Instant started;
    private @Nullable LoggingStatus last;
    private Instant asked;
    private @Nullable Instant lostAt;

    /** Counts the uptime from now. */
    public Vitals(
            String name,
            @Nullable String id,
            Supplier<LoggingStatus> source,
            InstantSource clock,
            Supplier<ZoneId> zone) {
        this.name = name;
        this.id = id;
        this.source = source;
        this.clock = clock;
        this.zone = zone;
        this.started = clock.instant();
        this.asked = started;
    }

    /** The gateway's name. */
    public String name() {
        return name;
    }

    /** What tells it from all other gateways; null when it has no id. */
    @Nullable
    String id() {
        return id;
    }

    /** When it began to serve. */
    public Instant started() {
        return started;
    }

    /** Local time for people, as it is in force. */
    public ZoneId zone() {
        return zone.get();
    }

    /** At most a second old. */
    public synchronized LoggingStatus status() {
        Instant now = clock.instant();
        LoggingStatus known = last;
        if (known == null || Duration.between(asked, now).abs().compareTo(FRESH) >= 0) {
            LoggingStatus fresh = source.get();
            if (fresh.lost() > (known == null ? 0 : known.lost())) {
                lostAt = now;
            }
            last = fresh;
            asked = now;
            return fresh;
        }
        return known;
    }

    /** Whether nothing has been lost lately and logging can tell how it stands. */
    synchronized boolean healthy() {
        try {
            status();
        } catch (RuntimeException e) {
            return false;
        }
        Instant lost = lostAt;
        return lost == null || Duration.between(lost, clock.instant()).compareTo(UNWELL) >= 0;
    }
}

package io.webbrick.gateway.ship.wire;

import io.webbrick.gateway.logging.sink.ShipperKind.Findings;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that all shippers share: where a batch ends. Stateless. */
public final class Batching {
    /** How long the oldest record of a batch may wait, in milliseconds. */
    public static final String DURATION = "buffer_duration";

    /** The most records of a batch. */
    public static final String COUNT = "batch_count";

    /** The most bytes of a batch. */
    public static final String SIZE = "batch_size";

    private static final long LONGEST_WAIT = 86_400_000;

    private Batching() {}

    /** These settings and those of a kind. */
    public static Set<String> keys(List<Set<String>> further, String... own) {
        var keys = new LinkedHashSet<>(List.of(DURATION, COUNT, SIZE, "fail_silent"));
        further.forEach(keys::addAll);
        keys.addAll(List.of(own));
        return keys;
    }

    /** What is configured, else what is usual. */
    public static Limits limits(ShipperSettings settings, Limits usual) {
        return new Limits(
                settings.number(SIZE).orElse(usual.bytes()),
                (int) settings.number(COUNT).orElse(usual.count()),
                Duration.ofMillis(settings.number(DURATION).orElse(usual.age().toMillis())),
                usual.span(),
                usual.attempts(),
                usual.pace());
    }

    /** Says what cannot be; {@code most} is what the destination takes. */
    public static void check(ShipperSettings settings, Limits most, Findings findings) {
        within(settings, DURATION, 0, LONGEST_WAIT, findings);
        within(settings, COUNT, 1, most.count(), findings);
        within(settings, SIZE, 1, most.bytes(), findings);
        if (settings.has("fail_silent") && !(settings.values().get("fail_silent") instanceof Boolean)) {
            findings.error("fail_silent", "fail_silent is True or False");
        }
    }

    /** Whether the number is there and within its bounds; says so when it is not. */
    public static boolean within(ShipperSettings settings, String key, long least, long most, Findings findings) {
        @Nullable
        Long given = settings.number(key).isPresent() ? settings.number(key).getAsLong() : null;
        boolean fine = !settings.has(key) || (given != null && given >= least && given <= most);
        if (!fine) {
            findings.error(key, key + " is a whole number from " + least + " to " + most);
        }
        return fine;
    }
}

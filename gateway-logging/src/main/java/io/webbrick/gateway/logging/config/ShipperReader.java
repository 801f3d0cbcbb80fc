package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.sink.ShippedText;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperKinds;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.logging.store.BudgetShare;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.Rotation;
import io.webbrick.gateway.logging.stream.ShipperSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a handler section whose class delivers to another machine: its settings, and the stream that it delivers. That is a file of its
 * own below {@code ship}, of at most {@code spool} bytes, which the loggers that name it feed; or, with {@code ships}, another stream.
 * One thread.
 */
final class ShipperReader {
    /** Names the stream that is delivered in place of records of its own. */
    static final String SHIPS = "ships";

    private static final String SPOOL = "spool";
    private static final long SPOOL_BYTES = 4_000_000;
    private static final long LEAST_SPOOL = 64_000;
    private static final int SEGMENTS = 4;

    /** What any handler may say and a shipper heeds. */
    private static final Set<String> COMMON = Set.of("class", "args", "level", "formatter", "only", "collects");

    /** What means nothing to one that delivers another stream. */
    private static final Set<String> OF_ITS_OWN = Set.of(SPOOL, "level", "formatter", "only", "collects");

    private final Settings handler;
    private final HandlerClass declared;
    private final @Nullable ShipperKind kind;

    private ShipperReader(Settings handler, HandlerClass declared) {
        this.handler = handler;
        this.declared = declared;
        this.kind = ShipperKinds.named(declared.python()).orElse(null);
    }

    /** A reader of this section; empty when its class delivers nothing. */
    static Optional<ShipperReader> of(Settings handler) {
        return handler.has(ConfigKey.CLASS)
                ? handler.text(ConfigKey.CLASS)
                        .flatMap(HandlerClass::named)
                        .filter(HandlerClass::isShipper)
                        .map(declared -> new ShipperReader(handler, declared))
                : Optional.empty();
    }

    /** Where the records wait: in a file of its own, or nowhere because they are in another stream's. */
    Target target(LogPaths paths) {
        if (find(SHIPS) != null) {
            return new Target.Nothing();
        }
        long bytes = spoolBytes() / SEGMENTS;
        Path file = paths.directory().resolve("ship").resolve(fileName() + ".log");
        return new Target.File(
                file, Rotation.bySize(bytes), new Retention(SEGMENTS - 1, null, 0, false), null, BudgetShare.USUAL);
    }

    /** The handler's format behind what a shipper must know of each record. */
    static LineFormat framed(LineFormat format) {
        return LineFormat.compile(ShippedText.FRAME + format, format.datefmt(), format.zone(), format.defaults());
    }

    private String fileName() {
        return handler.name().replaceAll("[^A-Za-z0-9._-]+", "-").replaceFirst("^[.-]+", "");
    }

    private long spoolBytes() {
        Entry entry = find(SPOOL);
        if (entry == null) {
            return SPOOL_BYTES;
        }
        var bytes = handler.literal(entry).map(Units::bytes);
        if (bytes.isEmpty() || bytes.get().isEmpty() || bytes.get().getAsLong() < LEAST_SPOOL) {
            handler.problems().error(entry.origin(), "spool is a size of '64kB' or more, such as '16MB'");
            return SPOOL_BYTES;
        }
        return bytes.get().getAsLong();
    }

    private @Nullable Entry find(String word) {
        return handler.section().entries().get(word);
    }

    /** The shipper of this section, checked by its kind; empty when it cannot be told, or its module is not there. */
    Optional<ShipperSpec> read(Path base) {
        ShipperKind known = kind;
        if (known == null) {
            handler.problems()
                    .warning(
                            handler.origin(ConfigKey.CLASS),
                            "handler " + Quote.of(handler.name()) + " needs gateway-ship, which is not installed; its"
                                    + " records stay in their file and nothing is sent");
            return Optional.empty();
        }
        Map<String, Object> values = values(known);
        var settings = new ShipperSettings(fileName(), declared.python(), values, base);
        var found = new Found();
        known.check(settings, found);
        warnUnread(known);
        String ships = ships();
        return found.errors || (ships == null && find(SHIPS) != null)
                ? Optional.empty()
                : Optional.of(new ShipperSpec(
                        handler.name(), settings, ships == null ? handler.name() : ships, ships == null));
    }

    private @Nullable String ships() {
        Entry entry = find(SHIPS);
        Literal value = entry == null ? null : handler.literal(entry).orElse(null);
        if (entry != null && !(value instanceof Literal.Text)) {
            handler.problems().error(entry.origin(), "ships is the name of a stream, such as 'EventLog'");
        }
        return value instanceof Literal.Text text ? text.value().strip() : null;
    }

    private Map<String, Object> values(ShipperKind known) {
        var values = new LinkedHashMap<String, Object>();
        HandlerArgs.read(handler, declared)
                .ifPresent(args -> args.given().forEach((name, value) -> put(values, name, value)));
        for (Entry entry : handler.section().entries().values()) {
            String key = snake(entry.key());
            if (known.keys().contains(key)) {
                handler.literal(entry).ifPresent(value -> put(values, key, value));
            }
        }
        return values;
    }

    private static void put(Map<String, Object> values, String key, Literal value) {
        Object plain = plain(value);
        if (plain != null) {
            values.put(key, plain);
        }
    }

    private static @Nullable Object plain(Literal value) {
        if (value instanceof Literal.Mapping mapping) {
            var map = new LinkedHashMap<String, Object>();
            mapping.entries().forEach((name, held) -> {
                Object plain = plain(held);
                if (name instanceof Literal.Text text && plain != null) {
                    map.put(text.value(), plain);
                }
            });
            return map;
        }
        Object plain = value.plain();
        return plain instanceof BigInteger whole && whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : plain;
    }

    /** {@code logGroupName} is {@code log_group_name}. */
    static String snake(String key) {
        return key.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private void warnUnread(ShipperKind known) {
        var words = new TreeSet<>(known.keys());
        words.addAll(Set.of(SHIPS, SPOOL));
        words.addAll(COMMON);
        for (Entry entry : handler.section().entries().values()) {
            if (!words.contains(snake(entry.key()))) {
                handler.problems()
                        .warning(
                                entry.origin(),
                                "key " + Quote.of(entry.key()) + " means nothing to a " + declared.python()
                                        + NearMiss.question(entry.key(), words));
            }
        }
        for (String word : find(SHIPS) == null ? Set.<String>of() : OF_ITS_OWN) {
            Entry idle = find(word);
            if (idle != null) {
                handler.problems()
                        .warning(
                                idle.origin(),
                                "handler " + Quote.of(handler.name()) + " delivers another stream as it is, so " + word
                                        + " changes nothing");
            }
        }
    }

    /** Puts what a kind finds where its key stands. */
    private final class Found implements ShipperKind.Findings {
        private boolean errors;

        @Override
        public void error(String key, String text) {
            errors = true;
            handler.problems().error(at(key), words(text));
        }

        @Override
        public void warning(String key, String text) {
            handler.problems().warning(at(key), words(text));
        }

        private String words(String text) {
            return "handler " + Quote.of(handler.name()) + ": " + Quote.oneLine(text);
        }

        private Origin at(String key) {
            return handler.section().entries().values().stream()
                    .filter(entry -> snake(entry.key()).equals(key))
                    .findFirst()
                    .map(Entry::origin)
                    .orElseGet(() -> handler.origin(ConfigKey.CLASS));
        }
    }
}

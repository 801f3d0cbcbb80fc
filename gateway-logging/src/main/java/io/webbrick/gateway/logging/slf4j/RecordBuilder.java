package io.webbrick.gateway.logging.slf4j;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.LoggingEvent;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One record in the making, SLF4J's fluent way. Handed out only when its level is enabled; suppliers are asked once, on
 * the calling thread, and one that throws becomes text. One thread; written by {@code log}, after which it may be
 * written again.
 */
final class RecordBuilder implements LoggingEventBuilder {
    private static final @Nullable Object[] NONE = {};

    private final GatewayLogger logger;
    private int level;
    private @Nullable String template;
    private @Nullable Throwable thrown;
    private @Nullable Object[] args = NONE;
    private int argCount;
    private @Nullable Object[] keyValues = NONE;
    private int keyValueCount;

    RecordBuilder(GatewayLogger logger, int level) {
        this.logger = logger;
        this.level = level;
    }

    @Override
    public LoggingEventBuilder setCause(@Nullable Throwable cause) {
        thrown = cause;
        return this;
    }

    @Override
    public LoggingEventBuilder addMarker(@Nullable Marker marker) {
        if (marker == null) {
            return this;
        }
        if (Markers.critical(marker)) {
            level = Severity.CRITICAL;
            return this;
        }
        return addKeyValue(Markers.KEY, Markers.name(marker));
    }

    @Override
    public LoggingEventBuilder addArgument(@Nullable Object argument) {
        if (argCount == args.length) {
            args = Arrays.copyOf(args, Math.max(4, argCount * 2));
        }
        args[argCount++] = argument;
        return this;
    }

    @Override
    public LoggingEventBuilder addArgument(@Nullable Supplier<?> supplier) {
        return addArgument(ask(supplier));
    }

    @Override
    public LoggingEventBuilder addKeyValue(@Nullable String key, @Nullable Object value) {
        if (keyValueCount == keyValues.length) {
            keyValues = Arrays.copyOf(keyValues, Math.max(4, keyValueCount * 2));
        }
        keyValues[keyValueCount++] = String.valueOf(key);
        keyValues[keyValueCount++] = value;
        return this;
    }

    @Override
    public LoggingEventBuilder addKeyValue(@Nullable String key, @Nullable Supplier<Object> supplier) {
        return addKeyValue(key, ask(supplier));
    }

    @Override
    public LoggingEventBuilder setMessage(@Nullable String message) {
        template = message;
        return this;
    }

    @Override
    public LoggingEventBuilder setMessage(@Nullable Supplier<String> supplier) {
        Object message = ask(supplier);
        template = message == null ? null : message.toString();
        return this;
    }

    /** Takes over everything that a finished event says. */
    RecordBuilder take(LoggingEvent event) {
        setMessage(event.getMessage());
        setCause(event.getThrowable());
        for (Marker marker : orEmpty(event.getMarkers())) {
            addMarker(marker);
        }
        for (KeyValuePair pair : orEmpty(event.getKeyValuePairs())) {
            addKeyValue(pair.key, pair.value);
        }
        for (Object argument : orEmpty(event.getArguments())) {
            addArgument(argument);
        }
        return this;
    }

    @Override
    public void log() {
        if (!logger.enabled(level)) {
            return;
        }
        @Nullable Object @Nullable [] pairs = keyValueCount == 0 ? null : Arrays.copyOf(keyValues, keyValueCount);
        logger.write(level, template, args, argCount, thrown, pairs);
    }

    @Override
    public void log(@Nullable String message) {
        template = message;
        log();
    }

    @Override
    public void log(@Nullable String message, @Nullable Object argument) {
        template = message;
        addArgument(argument);
        log();
    }

    @Override
    public void log(@Nullable String message, @Nullable Object first, @Nullable Object second) {
        template = message;
        addArgument(first);
        addArgument(second);
        log();
    }

    @Override
    public void log(@Nullable String message, @Nullable Object @Nullable ... arguments) {
        template = message;
        if (arguments != null) {
            for (Object argument : arguments) {
                addArgument(argument);
            }
        }
        log();
    }

    @Override
    public void log(@Nullable Supplier<String> supplier) {
        setMessage(supplier);
        log();
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static @Nullable Object ask(@Nullable Supplier<?> supplier) {
        if (supplier == null) {
            return null;
        }
        try {
            return supplier.get();
        } catch (Throwable broken) {
            return "[FAILED supplier: " + broken.getClass().getName() + "]";
        }
    }
}

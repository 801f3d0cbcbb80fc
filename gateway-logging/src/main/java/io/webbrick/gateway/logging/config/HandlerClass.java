package io.webbrick.gateway.logging.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The handler classes a configuration may name. The list is closed: nothing is loaded, nothing evaluated. */
enum HandlerClass {
    STREAM("StreamHandler"),
    FILE("FileHandler"),
    ROTATING("RotatingFileHandler"),
    TIMED("TimedRotatingFileHandler"),
    NULL("NullHandler");

    private final String python;

    HandlerClass(String python) {
        this.python = python;
    }

    /** The class of this name, with or without {@code logging.} or {@code handlers.} before it. */
    static Optional<HandlerClass> named(String name) {
        String bare = name.strip();
        for (String prefix : List.of("logging.handlers.", "logging.", "handlers.")) {
            if (bare.startsWith(prefix)) {
                bare = bare.substring(prefix.length());
                break;
            }
        }
        String wanted = bare;
        return Arrays.stream(values())
                .filter(known -> known.python.equals(wanted))
                .findFirst();
    }

    /** All names, for messages. */
    static String names() {
        return Arrays.stream(values()).map(HandlerClass::python).collect(Collectors.joining(", "));
    }

    /** Python's name. */
    String python() {
        return python;
    }

    /** The names of its positional arguments, in order. */
    List<String> parameters() {
        return switch (this) {
            case STREAM -> List.of("stream");
            case FILE -> List.of("filename", "mode", "encoding", "delay");
            case ROTATING -> List.of("filename", "mode", "maxBytes", "backupCount", "encoding", "delay");
            case TIMED -> List.of("filename", "when", "interval", "backupCount", "encoding", "delay", "utc");
            case NULL -> List.of();
        };
    }

    boolean writesFiles() {
        return this == FILE || this == ROTATING || this == TIMED;
    }

    /** Whether Python's class has such a parameter. */
    boolean takes(ConfigKey key) {
        return parameters().contains(key.word());
    }

    /** Whether the key may stand beside the class in one section; a file begun by time may have a size bound as well. */
    boolean allows(ConfigKey key) {
        return takes(key) || (this == TIMED && (key == ConfigKey.MAX_BYTES || key == ConfigKey.AT_TIME));
    }
}

package io.webbrick.gateway.logging.config;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Python's handlers and their parameters in order; no other class is known, none is loaded. */
enum PythonHandlerClass {
    STREAM("logging.StreamHandler", "stream"),
    FILE("logging.FileHandler", "filename", "mode", "encoding", "delay", "errors"),
    NULL("logging.NullHandler"),
    ROTATING(
            "logging.handlers.RotatingFileHandler",
            "filename",
            "mode",
            "maxBytes",
            "backupCount",
            "encoding",
            "delay",
            "errors"),
    TIMED(
            "logging.handlers.TimedRotatingFileHandler",
            "filename",
            "when",
            "interval",
            "backupCount",
            "encoding",
            "delay",
            "utc",
            "atTime",
            "errors"),
    WATCHED("logging.handlers.WatchedFileHandler", "filename", "mode", "encoding", "delay", "errors"),
    MEMORY("logging.handlers.MemoryHandler", "capacity", "flushLevel", "target", "flushOnClose"),
    BUFFERING("logging.handlers.BufferingHandler", "capacity");

    private final String fullName;
    private final String parameters;

    PythonHandlerClass(String fullName, String... parameters) {
        this.fullName = fullName;
        this.parameters = String.join(" ", parameters);
    }

    /** The class of this name; with all its packages, or, as fileConfig evaluates it, without {@code logging.}. */
    static Optional<PythonHandlerClass> named(String name, boolean inLogging) {
        return Arrays.stream(values())
                .filter(known -> known.fullName.equals(name) || (inLogging && known.fullName.equals("logging." + name)))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(known -> known.fullName).collect(Collectors.joining(", "));
    }

    String fullName() {
        return fullName;
    }

    String shortName() {
        return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    List<String> parameters() {
        return parameters.isEmpty() ? List.of() : List.of(parameters.split(" "));
    }
}

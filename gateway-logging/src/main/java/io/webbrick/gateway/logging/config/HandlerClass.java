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
    NULL("NullHandler"),
    CLOUDWATCH("CloudWatchHandler", "CloudWatchLogsHandler", "logbeam.CloudWatchLogsHandler"),
    OCI("OciHandler", "OciLoggingHandler"),
    SLACK(
            "SlackHandler",
            "SlackLogHandler",
            "src.slack_log_handler.SlackLogHandler",
            "SlackerLogHandler",
            "slacker_log_handler.SlackerLogHandler"),
    OTLP("OtlpHandler");

    private final String python;

    /** What other systems call it, separated by blanks. */
    private final String aliases;

    HandlerClass(String python, String... aliases) {
        this.python = python;
        this.aliases = String.join(" ", aliases);
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
                .filter(known -> known.python.equals(wanted)
                        || List.of(known.aliases.split(" ", -1)).contains(wanted))
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
            case CLOUDWATCH ->
                List.of("log_group_name", "log_stream_name", "buffer_duration", "batch_count", "batch_size");
            case OCI -> List.of("log_ocid", "config", "capacity");
            case SLACK -> List.of("api_key", "channel");
            case OTLP -> List.of("endpoint");
        };
    }

    boolean writesFiles() {
        return this == FILE || this == ROTATING || this == TIMED;
    }

    /** Whether it delivers to another machine. */
    boolean isShipper() {
        return this == CLOUDWATCH || this == OCI || this == SLACK || this == OTLP;
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

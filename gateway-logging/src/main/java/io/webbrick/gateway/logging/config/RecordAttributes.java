package io.webbrick.gateway.logging.config;

import java.util.Set;

/** What a format may name; only used to tell a user who wrote {@code %(message)s} to write {@code *(message)s}. */
final class RecordAttributes {
    private static final Set<String> NAMES = Set.of(
            "args",
            "asctime",
            "created",
            "exc_info",
            "exc_text",
            "filename",
            "funcName",
            "levelname",
            "levelno",
            "lineno",
            "lines",
            "message",
            "module",
            "msg",
            "msecs",
            "name",
            "pathname",
            "process",
            "processName",
            "relativeCreated",
            "stack_info",
            "taskName",
            "thread",
            "threadName");

    private RecordAttributes() {}

    static boolean isKnown(String name) {
        return NAMES.contains(name);
    }
}

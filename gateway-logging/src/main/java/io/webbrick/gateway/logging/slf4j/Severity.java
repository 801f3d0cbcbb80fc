package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.record.Level;

/** Level numbers as constants of the logging methods, and SLF4J's levels in ours. */
final class Severity {
    static final int TRACE = Level.TRACE.number();
    static final int DEBUG = Level.DEBUG.number();
    static final int INFO = Level.INFO.number();
    static final int WARNING = Level.WARNING.number();
    static final int ERROR = Level.ERROR.number();
    static final int CRITICAL = Level.CRITICAL.number();

    private Severity() {}

    static int of(org.slf4j.event.Level level) {
        return switch (level) {
            case TRACE -> TRACE;
            case DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARN -> WARNING;
            case ERROR -> ERROR;
        };
    }
}

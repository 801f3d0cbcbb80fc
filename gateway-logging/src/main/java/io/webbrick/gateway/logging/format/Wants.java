package io.webbrick.gateway.logging.format;

import java.util.EnumSet;
import java.util.Set;

/** What a format shows of a call that need not be recorded when no format shows it. */
public enum Wants {
    /** The name of the thread. */
    THREAD_NAME,
    /** The number of the thread. */
    THREAD_NUMBER,
    /** Where the call stands: file, line, class, method. Costs a look at the stack for each record. */
    CALLER,
    /** The message before its arguments are put in. */
    TEMPLATE;

    /** What this attribute of Python's records needs. */
    static Set<Wants> of(String attribute) {
        return switch (attribute) {
            case "threadName" -> EnumSet.of(THREAD_NAME);
            case "thread" -> EnumSet.of(THREAD_NUMBER);
            case "filename", "pathname", "module", "funcName", "lineno" -> EnumSet.of(CALLER);
            case "msg" -> EnumSet.of(TEMPLATE);
            default -> EnumSet.noneOf(Wants.class);
        };
    }
}

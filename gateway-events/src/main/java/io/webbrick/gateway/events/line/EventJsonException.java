package io.webbrick.gateway.events.line;

import java.io.Serial;

/** Events in JSON that cannot be taken; the message names the first bad one and why, in one line. */
public final class EventJsonException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int index;
    private final String reason;
    private final boolean tooMany;

    EventJsonException(int index, String reason, boolean tooMany) {
        super("event " + index + ": " + reason, null, false, false);
        this.index = index;
        this.reason = reason;
        this.tooMany = tooMany;
    }

    /** Which event, from 0. */
    public int index() {
        return index;
    }

    /** What is wrong with it. */
    public String reason() {
        return reason;
    }

    /** Whether there are simply more events than one call may bring. */
    public boolean tooMany() {
        return tooMany;
    }
}

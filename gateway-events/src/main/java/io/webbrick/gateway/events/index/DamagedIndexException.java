package io.webbrick.gateway.events.index;

import java.io.Serial;

/** An index that is not what was written; the text that it was made of is read instead. */
final class DamagedIndexException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    DamagedIndexException(String message) {
        super(message, null, false, false);
    }
}

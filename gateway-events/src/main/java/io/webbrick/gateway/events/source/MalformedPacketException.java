package io.webbrick.gateway.events.source;

import java.io.Serial;

/** A packet that no WebBrick sends; the message says what is wrong with which byte. */
final class MalformedPacketException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    MalformedPacketException(String message) {
        super(message, null, false, false);
    }
}

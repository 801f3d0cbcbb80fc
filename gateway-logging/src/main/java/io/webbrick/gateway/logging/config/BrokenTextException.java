package io.webbrick.gateway.logging.config;

/** A text that is not of the format it should be of: what is wrong with it, and in which line. */
final class BrokenTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;

    BrokenTextException(int line, String message) {
        super(message);
        this.line = line;
    }

    int line() {
        return line;
    }
}

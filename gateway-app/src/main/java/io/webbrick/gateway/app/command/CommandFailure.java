package io.webbrick.gateway.app.command;

import java.io.Serial;

/** A command that cannot do what was asked; the message is the one line for the user. */
final class CommandFailure extends Exception {
    /** The thing asked about has problems. */
    static final int PROBLEM = 1;

    /** Wrong usage, or a configuration that cannot be used. */
    static final int USAGE = 2;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exit;

    private CommandFailure(int exit, String message) {
        super(message);
        this.exit = exit;
    }

    static CommandFailure problem(String message) {
        return new CommandFailure(PROBLEM, message);
    }

    static CommandFailure usage(String message) {
        return new CommandFailure(USAGE, message);
    }

    int exit() {
        return exit;
    }
}

package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may come in. Immutable.
 *
 * @param user the account's name, {@code token:NAME} for a script; null where no account is needed
 * @param bySession whether a cookie says so, which a browser sends whoever makes it ask
 */
record Visitor(@Nullable String user, Role role, boolean bySession) {
    /** Whoever sits at this machine while there is no account. */
    static final Visitor ANYBODY = new Visitor(null, Role.ADMIN, false);

    /** Whoever asks for what everybody may see. */
    static final Visitor NOBODY = new Visitor(null, Role.VIEWER, false);

    /** Whoever may read the instance file. */
    static final Visitor LOCAL = new Visitor("local", Role.ADMIN, false);

    boolean isAdmin() {
        return role == Role.ADMIN;
    }

    /** The name in a sentence. */
    String shown() {
        return user == null ? "somebody on this machine" : user;
    }
}

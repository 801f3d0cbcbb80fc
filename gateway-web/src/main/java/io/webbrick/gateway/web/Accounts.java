package io.webbrick.gateway.web;

import java.util.Optional;

/** Who may use the gateway over HTTP. Called from any thread, never for a request that brings no credentials. */
public interface Accounts {
    /** Whether there is an account at all; without one only loopback is served. Asked for each request: cheap. */
    boolean any();

    /** The role of this account, when the password is right. May take its time on purpose. */
    Optional<Role> verify(String name, String password);

    /** The role of the account that this token was made for. */
    Optional<Role> verifyToken(String token);

    /** What an account may do. */
    enum Role {
        /** Everything that changes nothing. */
        VIEWER,
        /** Everything. */
        ADMIN
    }
}

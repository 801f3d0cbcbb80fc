package io.webbrick.gateway.web;

import java.util.Optional;

/** Who may use the gateway over HTTP. Called from any thread, never for a request that brings no credentials. */
public interface Accounts {
    /** Whether there is an account at all; without one only loopback is served. Asked for each request: cheap. */
    boolean any();

    /** The role of this account, when the password is right. May take its time on purpose. */
    Optional<Role> verify(String name, String password);

    /** How the account of a person stands now; empty when there is none. Asked for each request of a session: cheap. */
    Optional<Standing> standing(String name);

    /** Whose token this is. Asked for each request that brings one: cheap. */
    Optional<Script> verifyToken(String token);

    /** What an account may do. */
    enum Role {
        /** Everything that changes nothing. */
        VIEWER,
        /** Everything. */
        ADMIN
    }

    /**
     * The account of a person.
     *
     * @param mark another one after each change of the account, its password above all; tells nothing about it
     */
    record Standing(Role role, String mark) {}

    /** The account of a script, which has a token. */
    record Script(String name, Role role) {}
}

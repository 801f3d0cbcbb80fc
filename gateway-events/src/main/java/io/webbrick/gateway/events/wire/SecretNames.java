package io.webbrick.gateway.events.wire;

import java.util.List;

/** By which words in its name a secret is known, to whatever hides secrets: in lower case. */
public final class SecretNames {
    /** A name that has one of these in it. */
    public static final List<String> WORDS = List.of(
            "password",
            "passwd",
            "passphrase",
            "secret",
            "token",
            "credential",
            "apikey",
            "api_key",
            "api-key",
            "signature");

    /** A name that is one of these, because in others they mean something else. */
    public static final List<String> WHOLE = List.of("pass", "pwd", "jwt", "sid", "sig", "pin", "passcode");

    private SecretNames() {}
}

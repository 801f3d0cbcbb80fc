package io.webbrick.gateway.events.wire;

/** Is told where in a text a secret stands, and which one it is. */
@FunctionalInterface
interface Found {
    /** A secret from {@code from} to before {@code to}. */
    void secret(int from, int to, String value);
}

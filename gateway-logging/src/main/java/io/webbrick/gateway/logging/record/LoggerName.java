package io.webbrick.gateway.logging.record;

import java.util.Arrays;

/** The name of a logger as the bytes that go into each of its records. Immutable. */
public final class LoggerName {
    private final byte[] bytes;
    private final boolean plain;

    private LoggerName(byte[] bytes, boolean plain) {
        this.bytes = bytes;
        this.plain = plain;
    }

    /** Encodes a name once. */
    public static LoggerName of(String name) {
        var out = new Utf8Buffer(Math.max(16, name.length()));
        out.append(name);
        return new LoggerName(Arrays.copyOf(out.bytes(), out.length() + Long.BYTES), out.isPlain());
    }

    /** The name's bytes, and eight more for {@link Utf8Buffer#putShort}. */
    byte[] bytes() {
        return bytes;
    }

    /** Whether the name needs no escape. */
    boolean plain() {
        return plain;
    }
}

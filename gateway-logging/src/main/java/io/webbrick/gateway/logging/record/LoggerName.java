package io.webbrick.gateway.logging.record;

import java.util.Arrays;

/** The name of a logger as the bytes that go into each of its records. Immutable. */
public final class LoggerName {
    private static final String HTTP = "WebBrickGateway.http";
    private static final String KAMAKI = "kamaki";
    private static final String CLIENTS = "kamaki.clients";

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

    /**
     * The name that a name means; most mean themselves. Who writes Kamaki's names of the loggers that watch HTTP into a
     * configuration, or asks for a logger by them, gets the gateway's.
     */
    public static String meant(String name) {
        if (!name.startsWith(KAMAKI)) {
            return name;
        }
        boolean all = name.equals(KAMAKI) || name.equals(CLIENTS);
        return all ? HTTP : name.startsWith(CLIENTS + ".") ? HTTP + name.substring(CLIENTS.length()) : name;
    }
}

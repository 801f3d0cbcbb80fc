package io.webbrick.gateway.events.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one received packet; reading beyond what really arrived is a {@link MalformedPacketException}. */
final class PacketBytes {
    private final byte[] bytes;
    private final int length;

    PacketBytes(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    int length() {
        return length;
    }

    /** The unsigned byte at this place. */
    int at(int index) throws MalformedPacketException {
        if (index >= length) {
            throw new MalformedPacketException("too short: " + length + " bytes, byte " + index + " is needed");
        }
        return bytes[index] & 0xff;
    }

    /** The big-endian number in two bytes. */
    int pairAt(int index) throws MalformedPacketException {
        return (at(index) << 8) | at(index + 1);
    }

    /** Printable characters from here on; packet types are made of them. */
    String letters(int index, int count) throws MalformedPacketException {
        var text = new StringBuilder(count);
        for (int i = index; i < index + count; i++) {
            int letter = at(i);
            if (!isLetterOrDigit(letter)) {
                throw new MalformedPacketException("unknown: byte " + i + " is " + letter + ", a letter is needed");
            }
            text.append((char) letter);
        }
        return text.toString();
    }

    /** Raw bytes as characters U+0000 to U+00FF, as EventLog keeps them. */
    String raw(int from, int to) {
        return new String(Arrays.copyOfRange(bytes, from, Math.max(from, to)), StandardCharsets.ISO_8859_1);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }
}

package io.webbrick.gateway.events.source;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** A range of addresses, written as {@code 192.168.1.0/24}, {@code fd00::/8} or one address. */
final class Network {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final String text;
    private final byte[] base;
    private final int bits;

    private Network(String text, byte[] base, int bits) {
        this.text = text;
        this.base = base;
        this.bits = bits;
    }

    /** Reads one; names are refused, since they would have to be looked up. */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = (slash < 0 ? text : text.substring(0, slash)).strip();
        byte[] base = bytes(text, address);
        int most = base.length * 8;
        int bits = slash < 0 ? most : prefix(text, text.substring(slash + 1).strip());
        if (bits > most) {
            throw unreadable(text, "the part behind / must be 0 to " + most);
        }
        return new Network(text, base, bits);
    }

    /** Whether this address lies in the range; never for one of the other family. */
    boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        if (other.length != base.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (other[i] != base[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((other[whole] ^ base[whole]) & 0xff) >> (8 - rest) == 0;
    }

    private static byte[] bytes(String text, String address) {
        boolean dotted = address.chars().filter(c -> c == '.').count() == 3 && !address.contains(":");
        if (!NUMERIC.matcher(address).matches() || (!dotted && !address.contains(":"))) {
            throw unreadable(text, "no address of numbers");
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            throw unreadable(text, "no address of numbers");
        }
    }

    private static int prefix(String text, String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw unreadable(text, "the part behind / is no number");
        }
        return Integer.parseInt(digits);
    }

    private static IllegalArgumentException unreadable(String text, String why) {
        return new IllegalArgumentException(
                "network \"" + text + "\": " + why + "; write it like 192.168.1.0/24 or fd00::/8");
    }

    @Override
    public String toString() {
        return text;
    }
}

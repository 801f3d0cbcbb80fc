package io.webbrick.gateway.events.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways in which a secret can stand in a text: as it is, percent-encoded, with the escapes of JSON or of XML, in base64 at any place
 * of it, and one within the other, three deep. Stateless; costs some copies of the text.
 */
final class Decoding {
    private static final int DEEP = 3;
    private static final int MOST_VIEWS = 128;
    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});");
    private static final List<String> ENTITY_NAMES = List.of("amp", "lt", "gt", "quot", "apos");
    private static final String ENTITIES = "&<>\"'";

    /** Of each ASCII character what it stands for in base64, the URL-safe alphabet included; -1 for others. */
    private static final int[] SIX_BITS = sixBits();

    private Decoding() {}

    /** All views of a text. */
    static List<View> views(String text) {
        var views = new ArrayList<View>();
        Set<String> known = new HashSet<>();
        grow(views, known, View.of(text), DEEP);
        for (View each : List.copyOf(views)) {
            for (int skip = 0; skip < 4; skip++) {
                View decoded = base64(each, skip);
                if (decoded.length() > 0) {
                    grow(views, known, decoded, 1);
                }
            }
        }
        return views;
    }

    private static void grow(List<View> views, Set<String> known, View view, int deep) {
        if (views.size() >= MOST_VIEWS || !known.add(view.bytes())) {
            return;
        }
        views.add(view);
        if (deep > 0 && view.bytes().indexOf('%') >= 0) {
            grow(views, known, percent(view, false), deep - 1);
        }
        if (deep > 0 && view.bytes().indexOf('+') >= 0) {
            grow(views, known, percent(view, true), deep - 1);
        }
        if (deep > 0 && view.bytes().indexOf('\\') >= 0) {
            grow(views, known, json(view), deep - 1);
        }
        if (deep > 0 && view.bytes().indexOf('&') >= 0) {
            grow(views, known, xml(view), deep - 1);
        }
    }

    /** What XML's entities mean, those that need no definition. */
    static View xml(View view) {
        String bytes = view.bytes();
        var out = new View.Builder(bytes.length());
        Matcher entity = ENTITY.matcher(bytes);
        int index = 0;
        while (index < bytes.length()) {
            int point = bytes.charAt(index);
            int width = 1;
            if (point == '&' && entity.region(index, bytes.length()).lookingAt()) {
                width = entity.end() - index;
                out.add(character(entity.group(1)), view.from(index), view.to(index + width - 1));
            } else {
                out.add((char) point, view.from(index), view.to(index));
            }
            index += width;
        }
        return out.build();
    }

    private static int character(String entity) {
        if (entity.charAt(0) != '#') {
            return ENTITIES.charAt(ENTITY_NAMES.indexOf(entity));
        }
        boolean isHex = Character.toLowerCase(entity.charAt(1)) == 'x';
        int point = isHex ? Integer.parseInt(entity.substring(2), 16) : Integer.parseInt(entity.substring(1));
        return Character.isValidCodePoint(point) ? point : 0xFFFD;
    }

    /** {@code %41} is A; in forms a plus is a blank. */
    static View percent(View view, boolean plus) {
        String bytes = view.bytes();
        var out = new View.Builder(bytes.length());
        int index = 0;
        while (index < bytes.length()) {
            char c = bytes.charAt(index);
            int value = c == '%' ? hex(bytes, index + 1, 2) : -1;
            int width = value >= 0 ? 3 : 1;
            char meant = value >= 0 ? (char) value : plus && c == '+' ? ' ' : c;
            out.add(meant, view.from(index), view.to(index + width - 1));
            index += width;
        }
        return out.build();
    }

    /** What JSON's escapes mean. */
    static View json(View view) {
        String bytes = view.bytes();
        var out = new View.Builder(bytes.length());
        int index = 0;
        while (index < bytes.length()) {
            int width = bytes.charAt(index) == '\\' ? escapeWidth(bytes, index) : 1;
            int point = width == 1 ? bytes.charAt(index) : meaning(bytes, index, width);
            int begin = view.from(index);
            int end = view.to(index + width - 1);
            if (width <= 2) {
                out.add((char) point, begin, end);
            } else {
                out.add(point, begin, end);
            }
            index += width;
        }
        return out.build();
    }

    private static int escapeWidth(String bytes, int at) {
        if (at + 1 >= bytes.length()) {
            return 1;
        }
        char kind = bytes.charAt(at + 1);
        if (kind != 'u') {
            return "\"\\/bfnrt".indexOf(kind) >= 0 ? 2 : 1;
        }
        int unit = hex(bytes, at + 2, 4);
        if (unit < 0) {
            return 1;
        }
        boolean pair = Character.isHighSurrogate((char) unit)
                && bytes.startsWith("\\u", at + 6)
                && hex(bytes, at + 8, 4) >= 0
                && Character.isLowSurrogate((char) hex(bytes, at + 8, 4));
        return pair ? 12 : 6;
    }

    private static int meaning(String bytes, int at, int width) {
        if (width == 12) {
            return Character.toCodePoint((char) hex(bytes, at + 2, 4), (char) hex(bytes, at + 8, 4));
        }
        if (width == 6) {
            return hex(bytes, at + 2, 4);
        }
        char kind = bytes.charAt(at + 1);
        int control = "bfnrt".indexOf(kind);
        return control < 0 ? kind : "\b\f\n\r\t".charAt(control);
    }

    /** Every run of base64 characters, read from its {@code skip}th one on; line ends within a run count as nothing. */
    private static View base64(View view, int skip) {
        String bytes = view.bytes();
        var out = new View.Builder(bytes.length());
        var run = new int[4];
        int taken = 0;
        int left = skip;
        for (int index = 0; index < bytes.length(); index++) {
            char c = bytes.charAt(index);
            if (c == '\r' || c == '\n') {
                continue;
            }
            if (c >= SIX_BITS.length || SIX_BITS[c] < 0) {
                rest(view, run, taken, out);
                taken = 0;
                left = skip;
            } else if (left > 0) {
                left--;
            } else {
                run[taken++] = index;
                if (taken == 4) {
                    quad(view, run, 3, out);
                    taken = 0;
                }
            }
        }
        rest(view, run, taken, out);
        return out.build();
    }

    private static void rest(View view, int[] run, int taken, View.Builder out) {
        if (taken > 1) {
            quad(view, run, taken - 1, out);
        }
        out.endPart();
    }

    /** The first {@code count} bytes of four characters. */
    private static void quad(View view, int[] run, int count, View.Builder out) {
        String bytes = view.bytes();
        int bits = 0;
        for (int at = 0; at < 4; at++) {
            bits = bits << 6 | (at <= count ? SIX_BITS[bytes.charAt(run[at])] : 0);
        }
        for (int at = 0; at < count; at++) {
            out.add((char) (bits >> (16 - 8 * at) & 0xFF), view.from(run[at]), view.to(run[at + 1]));
        }
    }

    private static int hex(String bytes, int at, int digits) {
        if (at + digits > bytes.length()) {
            return -1;
        }
        int value = 0;
        for (int index = at; index < at + digits; index++) {
            char c = bytes.charAt(index);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int[] sixBits() {
        var values = new int[128];
        Arrays.fill(values, -1);
        for (int index = 0; index < BASE64.length(); index++) {
            values[BASE64.charAt(index)] = index;
        }
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}

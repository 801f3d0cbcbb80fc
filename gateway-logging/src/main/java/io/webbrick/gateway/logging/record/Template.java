package io.webbrick.gateway.logging.record;

import java.util.Arrays;

/**
 * A message template, taken apart once: <code>{}</code> takes the next argument, a backslash before it keeps it as text,
 * two backslashes are one backslash before an argument, as SLF4J has it. Placeholders beyond the number of arguments
 * are text, backslashes and all. Immutable.
 *
 * <p>Templates are constants of the calling code, so the last ones are kept in a table that all threads
 * share: racing threads at worst take one apart twice. A template that finds no place is taken apart at every call, and
 * one call in {@value #EVICT_EVERY} makes it a place, so that templates put together at run time do not keep the
 * constants out for ever.
 */
final class Template {
    private static final int KEPT = 1_024;
    private static final int MAX_KEPT_LENGTH = 1_024;
    private static final int EVICT_EVERY = 64;

    private static final Template[] TABLE = new Template[KEPT];
    private static int misses;

    private final String source;
    private final int arguments;
    private final byte[] text;
    private final int[] ends;
    private final boolean plain;

    private Template(String source, int arguments) {
        this.source = source;
        this.arguments = arguments;
        var out = new Utf8Buffer(source.length() + 8);
        var pieces = new int[Math.min(arguments, source.length() / 2) + 1];
        int count = 0;
        int from = 0;
        int search = 0;
        while (count < pieces.length - 1) {
            int brace = source.indexOf("{}", search);
            if (brace < 0) {
                break;
            }
            boolean escaped = brace > from && source.charAt(brace - 1) == '\\';
            boolean doubled = escaped && brace - 1 > from && source.charAt(brace - 2) == '\\';
            out.append(source, from, escaped ? brace - 1 : brace);
            if (escaped && !doubled) {
                out.put('{');
                from = brace + 1;
                search = from;
            } else {
                pieces[count++] = out.length();
                from = brace + 2;
                search = from;
            }
        }
        out.append(source, from, source.length());
        pieces[count] = out.length();
        this.text = Arrays.copyOf(out.bytes(), out.length() + Long.BYTES);
        this.ends = Arrays.copyOf(pieces, count + 1);
        this.plain = out.isPlain();
    }

    /** The template for a call with this number of arguments, one at least. */
    static Template of(String source, int arguments) {
        if (source.length() > MAX_KEPT_LENGTH) {
            return new Template(source, arguments);
        }
        int first = (source.hashCode() * 31 + arguments) & (KEPT - 1);
        Template kept = TABLE[first];
        if (kept != null && kept.source.equals(source) && kept.arguments == arguments) {
            return kept;
        }
        return ofSecondPlace(source, arguments, first);
    }

    private static Template ofSecondPlace(String source, int arguments, int first) {
        int second = first ^ 1;
        Template kept = TABLE[second];
        if (kept != null && kept.source.equals(source) && kept.arguments == arguments) {
            return kept;
        }
        var made = new Template(source, arguments);
        if (TABLE[first] == null || (++misses & (EVICT_EVERY - 1)) == 0) {
            TABLE[first] = made;
        } else if (TABLE[second] == null) {
            TABLE[second] = made;
        }
        return made;
    }

    /** How many arguments it takes. */
    int placeholders() {
        return ends.length - 1;
    }

    /** Appends the text before the placeholder of this index, or after the last one. */
    void appendPiece(Utf8Buffer out, int index) {
        int from = index == 0 ? 0 : ends[index - 1];
        out.putShort(text, from, ends[index] - from);
        if (!plain) {
            out.markSpecial();
        }
    }
}

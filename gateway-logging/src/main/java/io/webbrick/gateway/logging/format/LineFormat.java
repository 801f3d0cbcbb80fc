package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a record, compiled once from a Python percent format ({@code %(asctime)s %(message)s}). Immutable; any
 * thread. Attributes are those of Python's LogRecord; any other name is looked up among the record's key-values, its MDC
 * and, for an event, its fields. Where it is missing its default is shown, or nothing, which the record counts. Further
 * lines of a record, such as a stack trace, each begin with a tab; under {@code %(lines)s}, the message by another name, each
 * of them looks as the first one does.
 */
public final class LineFormat {
    static final Pattern CONVERSION =
            Pattern.compile("%(?:%|\\(([^)]*)\\)([-0 +#]*)(\\d*)(?:\\.(\\d+))?([sdifrxXeEgGc])|(.?))");

    private final String format;
    private final String datefmt;
    private final ZoneId zone;
    private final Part[] parts;
    private final int headParts;
    private final boolean endsWithMessage;
    private final boolean eachLine;
    private final Set<Wants> wants;
    private final Map<String, String> defaults;

    private LineFormat(
            String format,
            String datefmt,
            ZoneId zone,
            List<Part> parts,
            int headParts,
            Set<Wants> wants,
            Map<String, String> defaults) {
        this.format = format;
        this.datefmt = datefmt;
        this.zone = zone;
        this.parts = parts.toArray(Part[]::new);
        this.headParts = headParts;
        this.endsWithMessage = headParts == parts.size() - 1 && parts.get(headParts) == Attribute.MESSAGE;
        this.eachLine = parts.contains(Attribute.LINES);
        this.wants = wants;
        this.defaults = Map.copyOf(defaults);
    }

    /**
     * Compiles a format.
     *
     * @param format Python's percent style, {@code %(asctime)s %(message)s}; empty is {@code %(message)s}
     * @param datefmt strftime directives; empty is {@code YYYY-MM-DD HH:MM:SS,mmm}; {@code iso} is ISO-8601 with offset
     * @throws IllegalArgumentException naming what is wrong: a broken conversion or directive
     */
    public static LineFormat compile(String format, String datefmt, ZoneId zone) {
        return compile(format, datefmt, zone, Map.of());
    }

    /**
     * The same with what attributes show that a record lacks.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    public static LineFormat compile(String format, String datefmt, ZoneId zone, Map<String, String> defaults) {
        String text = format.isEmpty() ? "%(message)s" : format;
        TimeText time = TimeText.of(datefmt, zone);
        var parts = new ArrayList<Part>();
        int headParts = -1;
        var wants = EnumSet.noneOf(Wants.class);
        Matcher conversion = CONVERSION.matcher(text);
        int from = 0;
        while (conversion.find()) {
            literal(parts, text.substring(from, conversion.start()));
            from = conversion.end();
            if (conversion.group().equals("%%")) {
                literal(parts, "%");
            } else if (conversion.group(5) == null) {
                throw new IllegalArgumentException("format \"" + text + "\": \"" + conversion.group()
                        + "\" is no conversion; write %(message)s, or %% for one %");
            } else {
                wants.addAll(Wants.of(conversion.group(1)));
                if (headParts < 0 && !Attribute.isOfHead(conversion.group(1))) {
                    headParts = parts.size();
                }
                parts.add(part(conversion, time, text, defaults));
            }
        }
        literal(parts, text.substring(from));
        int head = headParts < 0 ? parts.size() : headParts;
        return new LineFormat(text, datefmt, zone, parts, head, wants, defaults);
    }

    /**
     * A format of any of Python's styles, rewritten in percent style.
     *
     * @param style {@code %}, <code>{</code> or {@code $}
     * @param validate whether a format without any attribute is refused, as Python does
     * @throws IllegalArgumentException saying what is wrong
     */
    public static String toPercent(String format, String style, boolean validate) {
        return FormatStyle.toPercent(format, style, validate);
    }

    private static void literal(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            parts.add((record, out) -> Escapes.appendVerbatim(out, bytes, 0, bytes.length));
        }
    }

    private static Part part(Matcher conversion, TimeText time, String format, Map<String, String> defaults) {
        String name = conversion.group(1);
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "format \"" + format + "\": a conversion needs a name, as in %(message)s");
        }
        Part plain = Attribute.of(name, time, defaults.get(name));
        String flags = conversion.group(2);
        int width = number(conversion.group(3), format);
        int precision = conversion.group(4) == null ? -1 : number(conversion.group(4), format);
        boolean numeric = "difxX".contains(conversion.group(5));
        if (width == 0 && (precision < 0 || numeric)) {
            return plain;
        }
        return new Padded(plain, width, numeric ? -1 : precision, flags.contains("-"), numeric && flags.contains("0"));
    }

    private static int number(String digits, String format) {
        if (digits.length() > 4) {
            throw new IllegalArgumentException("format \"" + format + "\": width " + digits + " is over 9999");
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** What must be recorded of each call for it. */
    public Set<Wants> wants() {
        return wants;
    }

    /** What attributes show that a record lacks. */
    public Map<String, String> defaults() {
        return defaults;
    }

    /** Whether Python has this attribute and it says nothing here, so that it prints nothing. */
    public static boolean isWithoutMeaning(String attribute) {
        return Attribute.WITHOUT_MEANING.contains(attribute);
    }

    /** Appends the record's line, its exception's lines and the line feed. */
    public void append(EncodedRecord record, Utf8Buffer out) {
        appendHead(record, out);
        appendRest(record, out);
    }

    /** Whether its lines begin with anything that only time, level and names decide. */
    private boolean hasHead() {
        return headParts > 0;
    }

    /** Whether the message comes right after the head, and nothing after it. */
    private boolean endsWithMessage() {
        return endsWithMessage;
    }

    /** Appends the beginning of the record's line, which its time, level, logger and thread decide alone. */
    private void appendHead(EncodedRecord record, Utf8Buffer out) {
        for (int index = 0; index < headParts; index++) {
            parts[index].append(record, out);
        }
    }

    /** Appends the rest of the line, the exception's lines and the line feed. */
    private void appendRest(EncodedRecord record, Utf8Buffer out) {
        for (int index = headParts; index < parts.length; index++) {
            parts[index].append(record, out);
        }
        if (record.hasThrown()) {
            if (eachLine) {
                appendEachLine(record, out);
            } else {
                Attribute.appendThrown(record, out);
            }
        }
        out.put('\n');
    }

    /** Further lines look as the first one does, each with its own text in place of the message. */
    private void appendEachLine(EncodedRecord record, Utf8Buffer out) {
        for (int mark = record.thrownAt(); mark < record.attributesAt(); mark = Attribute.lineEnd(record, mark)) {
            out.put('\n');
            for (Part part : parts) {
                if (part == Attribute.LINES) {
                    Attribute.appendLine(record, mark, out);
                } else {
                    part.append(record, out);
                }
            }
        }
    }

    /** The form of the time, as it was given. */
    public String datefmt() {
        return datefmt;
    }

    /** The zone of the time. */
    public ZoneId zone() {
        return zone;
    }

    /** The format as it was given. */
    @Override
    public String toString() {
        return format;
    }

    /** A printer of this format, for one thread. */
    public Printer printer() {
        return new Printer(this);
    }

    /**
     * Prints records in one format and keeps how the last line began: records of one logger come many in a millisecond, and
     * up to the message their lines are equal. One thread.
     */
    public static final class Printer {
        private final LineFormat format;
        private final Utf8Buffer head = new Utf8Buffer(128);
        private long millis = Long.MIN_VALUE;
        private int level;
        private boolean verbatim;
        private byte[] names = new byte[64];
        private int nameBytes;
        private int printed;

        private Printer(LineFormat format) {
            this.format = format;
        }

        /** Appends the record's line, its exception's lines and the line feed. */
        public void append(EncodedRecord record, Utf8Buffer out) {
            int start = out.length();
            print(record, out);
            printed = out.length() - start;
        }

        /** Bytes of what was appended last; 0 before the first. */
        public int printedBytes() {
            return printed;
        }

        private void print(EncodedRecord record, Utf8Buffer out) {
            if (!format.hasHead()) {
                format.append(record, out);
                return;
            }
            if (!isHeadOf(record)) {
                millis = Long.MIN_VALUE;
                head.clear();
                format.appendHead(record, head);
                remember(record);
            }
            if (format.endsWithMessage() && record.isPlainMessage()) {
                int from = record.messageAt();
                out.putLine(head.bytes(), head.length(), record.bytes(), from, record.thrownAt() - from);
            } else {
                out.put(head.bytes(), 0, head.length());
                format.appendRest(record, out);
            }
        }

        private boolean isHeadOf(EncodedRecord record) {
            return record.epochMillis() == millis
                    && record.level() == level
                    && record.verbatim() == verbatim
                    && Arrays.equals(record.bytes(), record.loggerAt(), record.messageAt(), names, 0, nameBytes);
        }

        private void remember(EncodedRecord record) {
            int bytes = record.messageAt() - record.loggerAt();
            if (names.length < bytes) {
                names = new byte[bytes];
            }
            System.arraycopy(record.bytes(), record.loggerAt(), names, 0, bytes);
            nameBytes = bytes;
            level = record.level();
            verbatim = record.verbatim();
            millis = record.epochMillis();
        }
    }

    /** One piece of a line. */
    interface Part {
        void append(EncodedRecord record, Utf8Buffer out);
    }

    /** A piece that is filled up or cut to a width, counted in characters. */
    private record Padded(Part inner, int width, int precision, boolean left, boolean zeros) implements Part {
        @Override
        public void append(EncodedRecord record, Utf8Buffer out) {
            int start = out.length();
            inner.append(record, out);
            String text = new String(out.bytes(), start, out.length() - start, StandardCharsets.UTF_8);
            out.length(start);
            int length = text.codePointCount(0, text.length());
            if (precision >= 0 && length > precision) {
                text = text.substring(0, text.offsetByCodePoints(0, precision));
                length = precision;
            }
            String filling = (zeros && !left ? "0" : " ").repeat(Math.max(0, width - length));
            out.append(left ? text : filling);
            out.append(left ? filling : text);
        }
    }
}

package io.webbrick.gateway.events.index;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of the lines that this gateway writes most, straight from their bytes: a stamp, plain type and source, and a
 * flat object of plain texts and short numbers. It takes a line only when the full parser would give the same row; all
 * others it leaves alone. One thread; memory for one line of each shape.
 */
final class LineScanner {
    private static final int SLOTS = 1 << 12;
    private static final int MOST_SHAPES = SLOTS / 2;
    private static final int LONGEST_NUMBER_TEXT = 40;
    private static final int LONGEST_WORD = 5;
    private static final int SURE_DIGITS = 15;
    private static final double[] POWERS = new double[SURE_DIGITS + 1];

    static {
        for (int i = 0; i < POWERS.length; i++) {
            POWERS[i] = Double.parseDouble("1e" + i);
        }
    }

    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;
    private static final byte NOTHING = 3;

    /** What lines of one shape have in common; {@code shape} is null when such lines are for the full parser. */
    private static final class Known {
        private final byte[] signature;
        private final @Nullable Shape shape;

        Known(byte[] signature, @Nullable Shape shape) {
            this.signature = signature;
            this.shape = shape;
        }

        boolean isOf(byte[] bytes, int length) {
            return signature.length == length && Arrays.equals(signature, 0, length, bytes, 0, length);
        }
    }

    private final StampReader stamp = new StampReader();
    private final CRC32C hash = new CRC32C();
    private final @Nullable Known[] table = new @Nullable Known[SLOTS];
    private final byte[][] types = new byte[4][0];
    private int nextType;
    private int shapes;
    private byte[] signature = new byte[512];
    private int length;
    private double[] values = new double[16];
    private int count;
    private byte[] line = new byte[0];
    private int at;
    private int end;
    private @Nullable Shape shape;

    /** Whether the line between these bytes is one of these; then {@link #shape} is its shape, null for an unwanted source. */
    boolean scan(byte[] buffer, int from, int to, byte[][] wanted) {
        line = buffer;
        at = from + StampReader.LENGTH;
        end = to;
        length = 0;
        count = 0;
        shape = null;
        if (to - from <= StampReader.LENGTH || !stamp.read(buffer, from) || signature.length < to - from + 64) {
            return grow(to - from);
        }
        int type = at;
        if (!type() || at == end) {
            return false;
        }
        int source = ++at;
        if (wanted.length > 0 && !isWanted(wanted, source)) {
            return source < end && line[source] != '"';
        }
        if (!field() || at == source) {
            return false;
        }
        sign(type, at);
        if (at < end && !payload()) {
            return false;
        }
        Known known = known(source - type - 1);
        shape = known.shape;
        return shape != null;
    }

    @Nullable
    Shape shape() {
        return shape;
    }

    long millis() {
        return stamp.millis();
    }

    double[] values() {
        return values;
    }

    /** The signature of a longer line finds room the next time. */
    private boolean grow(int bytes) {
        if (signature.length < bytes + 64) {
            signature = new byte[bytes * 2 + 64];
        }
        return false;
    }

    /** Whether one of these sources stands here as it is. */
    private boolean isWanted(byte[][] wanted, int source) {
        for (byte[] one : wanted) {
            int behind = source + one.length;
            if ((behind == end || (behind < end && line[behind] == ','))
                    && Arrays.equals(one, 0, one.length, line, source, behind)) {
                return true;
            }
        }
        return false;
    }

    /** Passes the type, which most often is one of those that came before. */
    private boolean type() {
        for (byte[] known : types) {
            int behind = at + known.length;
            if (behind < end
                    && line[behind] == ','
                    && known.length > 0
                    && Arrays.equals(known, 0, known.length, line, at, behind)) {
                at = behind;
                return true;
            }
        }
        int first = at;
        if (!field()) {
            return false;
        }
        types[nextType] = Arrays.copyOfRange(line, first, at);
        nextType = (nextType + 1) % types.length;
        return true;
    }

    /** Passes a field that stands as it is, up to its comma or the end. */
    private boolean field() {
        int first = at;
        while (at < end && line[at] != ',') {
            byte b = line[at];
            if (b <= ' ' || b == '"' || b == '\\' || b == 0x7F) {
                return false;
            }
            at++;
        }
        return at > first;
    }

    private void sign(int from, int to) {
        System.arraycopy(line, from, signature, length, to - from);
        length += to - from;
    }

    private void sign(byte kind) {
        signature[length++] = kind;
    }

    /** Passes the comma and the object up to the end of the line. */
    private boolean payload() {
        sign(NOTHING);
        if (end - at < 3 || line[at + 1] != '{' || line[end - 1] != '}') {
            return false;
        }
        at += 2;
        if (at == end - 1) {
            return true;
        }
        while (true) {
            if (!member()) {
                return false;
            }
            if (at == end - 1) {
                return line[at] == '}';
            }
            if (line[at++] != ',') {
                return false;
            }
        }
    }

    private boolean member() {
        int key = at;
        if (!text() || line[key + 1] == '@' || at >= end - 1 || line[at] != ':') {
            return false;
        }
        sign(key, at);
        at++;
        return switch (line[at]) {
            case '"' -> textValue(isTelling(key));
            case 't' -> word("true", 1);
            case 'f' -> word("false", 0);
            case 'n' -> nothing();
            default -> number();
        };
    }

    private boolean nothing() {
        sign(NOTHING);
        return isWord("null");
    }

    /** Passes a text without escapes and its quotes. */
    private boolean text() {
        if (line[at] != '"') {
            return false;
        }
        at++;
        while (at < end) {
            byte b = line[at++];
            if (b == '"') {
                return true;
            }
            if (b < ' ' || b == '\\' || b == 0x7F) {
                return false;
            }
        }
        return false;
    }

    /** Whether the text behind this key belongs to the shape. */
    private boolean isTelling(int key) {
        int bytes = at - 1 - key;
        return (bytes == 6 && (isKey(key, "unit") || isKey(key, "name"))) || (bytes == 7 && isKey(key, "units"));
    }

    private boolean isKey(int key, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (line[key + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean textValue(boolean telling) {
        int from = at;
        if (!text()) {
            return false;
        }
        Double number = ofText(from + 1, at - 1);
        if (number != null) {
            value(number);
        } else {
            sign(TEXT);
        }
        if (telling) {
            sign(from, at);
        }
        return true;
    }

    private @Nullable Double ofText(int from, int to) {
        int bytes = to - from;
        if (bytes == 0 || bytes > LONGEST_NUMBER_TEXT) {
            return null;
        }
        int last = to;
        while (last > from && line[last - 1] == ' ') {
            last--;
        }
        boolean isWord = last - from <= LONGEST_WORD && "oOtTfF".indexOf(line[from]) >= 0;
        if (!isWord && "0123456789+-. ".indexOf(line[from]) < 0) {
            return null;
        }
        String text = new String(line, from, last - from, StandardCharsets.ISO_8859_1).strip();
        Double number = Attributes.ofText(text);
        return number == null || number.isInfinite() ? null : number;
    }

    private boolean word(String word, double value) {
        value(value);
        return isWord(word);
    }

    private boolean isWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (at >= end || line[at++] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes a number of at most 15 digits without exponent: one that a double holds as the full parser reads it. */
    private boolean number() {
        boolean negative = line[at] == '-';
        int first = negative ? at + 1 : at;
        at = first;
        long digits = digits(0);
        int whole = at - first;
        if (whole == 0 || (whole > 1 && line[first] == '0')) {
            return false;
        }
        int decimals = 0;
        boolean isFraction = at < end && line[at] == '.';
        if (isFraction) {
            int dot = ++at;
            digits = digits(digits);
            decimals = at - dot;
            if (decimals == 0) {
                return false;
            }
        }
        if (whole + decimals > SURE_DIGITS || at >= end || line[at] == 'e' || line[at] == 'E') {
            return false;
        }
        double size = digits / POWERS[decimals];
        value(negative && (isFraction || digits != 0) ? -size : size);
        return true;
    }

    private long digits(long before) {
        long sum = before;
        while (at < end && line[at] >= '0' && line[at] <= '9') {
            sum = sum * 10 + line[at++] - '0';
        }
        return sum;
    }

    private void value(double value) {
        sign(NUMBER);
        if (count == values.length) {
            values = Arrays.copyOf(values, count * 2);
        }
        values[count++] = value;
    }

    /** What is known of lines with this signature, which begins with a type so long. */
    private Known known(int typeBytes) {
        hash.reset();
        hash.update(signature, 0, length);
        int slot = (int) hash.getValue() & (SLOTS - 1);
        for (Known known = table[slot]; known != null; known = table[slot]) {
            if (known.isOf(signature, length)) {
                return known;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        if (shapes == MOST_SHAPES) {
            Arrays.fill(table, null);
            shapes = 0;
        }
        shapes++;
        byte[] copy = Arrays.copyOf(signature, length);
        var known = new Known(copy, new Signature(copy).shape(typeBytes));
        table[slot] = known;
        return known;
    }

    /** A signature while its shape is made of it. */
    private static final class Signature {
        private final byte[] bytes;
        private int at;

        Signature(byte[] bytes) {
            this.bytes = bytes;
        }

        /** Null when the full parser has to look at such lines: a key stands twice, or they tell of a loss. */
        @Nullable
        Shape shape(int typeBytes) {
            String type = text(0, typeBytes);
            at = typeBytes + 1;
            while (at < bytes.length && bytes[at] != NOTHING) {
                at++;
            }
            String source = text(typeBytes + 1, at);
            at++;
            Set<String> keys = new HashSet<>();
            List<String> attrs = new ArrayList<>();
            String unit = null;
            String units = null;
            String name = null;
            while (at < bytes.length) {
                String key = quoted();
                byte kind = bytes[at++];
                if (!keys.add(key)) {
                    return null;
                }
                if (kind == NUMBER) {
                    attrs.add(key);
                }
                if (at < bytes.length && bytes[at] == '"' && isContent(key, kind)) {
                    String text = quoted();
                    unit = key.equals("unit") ? text : unit;
                    units = key.equals("units") ? text : units;
                    name = key.equals("name") ? text : name;
                }
            }
            String best = Attributes.unitText(unit) == null ? Attributes.unitText(units) : Attributes.unitText(unit);
            return EventRows.isLoss(type)
                    ? null
                    : new Shape(source, type, best, name == null ? null : Shape.name(name), attrs);
        }

        /** Whether a text follows that belongs to this key, and not the next key. */
        private boolean isContent(String key, byte kind) {
            if (kind == NOTHING || !(key.equals("unit") || key.equals("units") || key.equals("name"))) {
                return false;
            }
            int close = at + 1;
            while (bytes[close] != '"') {
                close++;
            }
            return close + 1 == bytes.length || bytes[close + 1] == '"';
        }

        private String quoted() {
            int from = ++at;
            while (bytes[at] != '"') {
                at++;
            }
            return text(from, at++);
        }

        private String text(int from, int to) {
            return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
    }
}

package io.webbrick.gateway.logging.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A view of one record as it lies in the ring: a fixed head, then its texts as UTF-8, one after the other.
 *
 * <pre>
 *  0  i64 moment of the call, milliseconds since 1970
 *  8  i32 level number
 * 12  i32 flags: 1 verbatim, 2 cut, 4 plain: printable ASCII without a backslash
 * 16  i32 bytes of the logger's name
 * 20  i32 bytes of the thread's name
 * 24  i32 bytes of the message
 * 28  i32 bytes of the exception's text
 * 32  i32 bytes of the attributes
 * 36  the five texts in this order
 * </pre>
 *
 * Attributes are a sequence of: kind (1 byte: 0 key-value, 1 MDC, 2 of the call itself), length of the key (i32), key, length of the value
 * (i32), value. All numbers little endian. Read by one thread at a time; points into a buffer that is reused.
 */
public final class EncodedRecord {
    /** Bytes before the first text. */
    public static final int HEAD = 36;

    /** In an exception's text: a new line that continues the record. */
    public static final int LINE = 0xFF;

    /** In an exception's text: one step of indentation. */
    public static final int TAB = 0xFE;

    static final int VERBATIM = 1;
    static final int CUT = 2;
    static final int PLAIN = 4;
    static final int KEY_VALUE = 0;
    static final int MDC = 1;
    static final int CALL = 2;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private long epochMillis;
    private int level;
    private int flags;
    private int loggerAt;
    private int threadAt;
    private int messageAt;
    private int thrownAt;
    private int attributesAt;
    private int end;
    private int missing;

    /** Looks at a record that begins at index 0 of {@code record}. */
    public EncodedRecord on(byte[] record) {
        bytes = record;
        epochMillis = (long) LONG.get(record, 0);
        long levelAndFlags = (long) LONG.get(record, 8);
        level = (int) levelAndFlags;
        flags = (int) (levelAndFlags >>> 32);
        long names = (long) LONG.get(record, 16);
        long texts = (long) LONG.get(record, 24);
        loggerAt = HEAD;
        threadAt = loggerAt + (int) names;
        messageAt = threadAt + (int) (names >>> 32);
        thrownAt = messageAt + (int) texts;
        attributesAt = thrownAt + (int) (texts >>> 32);
        end = attributesAt + intAt(32);
        missing = 0;
        return this;
    }

    /** The buffer that the indexes of this record mean. */
    public byte[] bytes() {
        return bytes;
    }

    /** The moment of the call, milliseconds since 1970. */
    public long epochMillis() {
        return epochMillis;
    }

    /** The level's number. */
    public int level() {
        return level;
    }

    /** Whether the message already has its final grammar, so that only what would break a line is escaped. */
    public boolean verbatim() {
        return (flags & VERBATIM) != 0;
    }

    /** Whether no text of the record needs an escape; an exception's line marks aside. */
    public boolean plain() {
        return (flags & PLAIN) != 0;
    }

    /** Where the logger's name begins; it ends where the thread's name begins. */
    public int loggerAt() {
        return loggerAt;
    }

    /** Where the thread's name begins; it ends where the message begins. */
    public int threadAt() {
        return threadAt;
    }

    /** Where the message begins; it ends where the exception's text begins. */
    public int messageAt() {
        return messageAt;
    }

    /**
     * Where the exception's text, or what a message says in further lines, begins, empty or starting with {@link #LINE}; it ends
     * where the attributes begin.
     */
    public int thrownAt() {
        return thrownAt;
    }

    /** Whether there is an exception, or a message goes on in further lines. */
    public boolean hasThrown() {
        return attributesAt > thrownAt;
    }

    /** Whether there is a message and nothing else, and no text needs an escape. */
    public boolean isPlainMessage() {
        return plain() && end == thrownAt;
    }

    /** Where the attributes begin; they end where the record ends. */
    public int attributesAt() {
        return attributesAt;
    }

    /** Whether there is any attribute. */
    public boolean hasAttributes() {
        return end > attributesAt;
    }

    /** A format asked for something that this record lacks. */
    public void miss() {
        missing++;
    }

    /** How often formats asked for something that this record lacks. */
    public int missing() {
        return missing;
    }

    /** Calls {@code each} with every attribute in order, key-values first; not with those of the call itself. */
    public void attributes(AttributeVisitor each) {
        every((kind, keyAt, keyEnd, valueAt, valueEnd) -> {
            if (kind != CALL) {
                each.attribute(kind == MDC, keyAt, keyEnd, valueAt, valueEnd);
            }
        });
    }

    /** The same with all of them, by number of their kind. */
    public void every(KindVisitor each) {
        int at = attributesAt;
        while (at < end) {
            int kind = bytes[at];
            int keyAt = at + 5;
            int keyEnd = keyAt + intAt(at + 1);
            int valueAt = keyEnd + 4;
            int valueEnd = valueAt + intAt(keyEnd);
            each.attribute(kind, keyAt, keyEnd, valueAt, valueEnd);
            at = valueEnd;
        }
    }

    /** The text between two indexes. */
    public String text(int start, int stop) {
        return new String(bytes, start, stop - start, StandardCharsets.UTF_8);
    }

    private int intAt(int index) {
        return (int) INT.get(bytes, index);
    }

    /** Is told of each attribute with the number of its kind. */
    @FunctionalInterface
    public interface KindVisitor {
        /** One attribute: where its key and its value lie. */
        void attribute(int kind, int keyAt, int keyEnd, int valueAt, int valueEnd);
    }

    /** Is told of each attribute: where its key and its value lie. */
    @FunctionalInterface
    public interface AttributeVisitor {
        /** One attribute; {@code mdc} tells an MDC entry from a key-value of the call. */
        void attribute(boolean mdc, int keyAt, int keyEnd, int valueAt, int valueEnd);
    }
}

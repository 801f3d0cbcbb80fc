package io.webbrick.gateway.logging.record;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a log call into the bytes that go into the ring. Calls foreign code (toString, getMessage), but nothing that
 * it throws leaves here: what cannot be shown is replaced by a placeholder. One call at a time.
 */
public final class RecordEncoder {
    /** Messages and exception texts are cut at this many bytes each, with the original length noted. */
    public static final int MAX_TEXT_BYTES = 65_536;

    private static final int KEPT_CAPACITY = 262_144;

    private final Utf8Buffer out = new Utf8Buffer(1_024);
    private final MessageText messages = new MessageText(out);
    private final ThrownText thrownTexts = new ThrownText(out);

    /** Kept, because a loop over the entries would allocate an iterator and each entry's wrapper. */
    private final BiConsumer<String, String> eachOfMdc = this::mdc;

    private int sectionStart;
    private int messageBytes;
    private int thrownBytes;
    private int flags;
    private boolean plainLogger;

    /** The record that was encoded last. */
    public Utf8Buffer bytes() {
        return out;
    }

    /** Whether a huge record has grown the buffer so far that it should not stay in a pool. */
    public boolean oversized() {
        return out.capacity() > KEPT_CAPACITY;
    }

    /** Begins a record; the thread's name may be empty when no format shows it. */
    public void begin(long epochMillis, int level, LoggerName logger, String thread) {
        out.clear();
        out.length(EncodedRecord.HEAD);
        out.longAt(0, epochMillis);
        out.longAt(8, level);
        byte[] name = logger.bytes();
        int nameBytes = name.length - Long.BYTES;
        out.putShort(name, 0, nameBytes);
        plainLogger = logger.plain();
        flags = 0;
        messageBytes = 0;
        thrownBytes = 0;
        sectionStart = out.length();
        if (!thread.isEmpty()) {
            out.append(thread);
        }
        out.longAt(16, pair(nameBytes, closeSection()));
    }

    /** The message, {@code {}} replaced by the arguments as SLF4J does. */
    public void message(@Nullable String template, Object @Nullable [] arguments, int count) {
        messages.format(template, arguments, count);
        messageBytes = closeText();
    }

    /** The message with up to two arguments and no array around them. */
    public void message(@Nullable String template, int count, @Nullable Object first, @Nullable Object second) {
        messages.format(template, count, first, second);
        messageBytes = closeText();
    }

    /** A line that already has its final grammar. Never cut. */
    public void verbatim(CharSequence line) {
        flags |= EncodedRecord.VERBATIM;
        out.append(line);
        messageBytes = closeSection();
    }

    /** A message of several lines: the first is the message, the others stand where an exception's would. */
    public void lines(List<String> lines) {
        out.append(lines.isEmpty() ? "" : lines.get(0));
        messageBytes = closeText();
        for (int index = 1; index < lines.size(); index++) {
            out.put(EncodedRecord.LINE);
            out.append(lines.get(index));
        }
        thrownBytes = closeText();
    }

    /** The exception with its stack trace and causes. */
    public void thrown(@Nullable Throwable thrown) {
        if (thrown != null) {
            thrownTexts.append(thrown);
            thrownBytes = closeText();
        }
    }

    /** Something about the call itself that a format shows and a message does not; before {@link #attributes}. */
    public void call(String name, @Nullable Object value) {
        attribute(EncodedRecord.CALL, name, value);
    }

    /** Key-values of the call (alternating key, value) and the MDC. Ends the record. */
    public void attributes(Object @Nullable [] keyValues, @Nullable Map<String, String> mdc) {
        if (keyValues != null) {
            for (int index = 0; index + 1 < keyValues.length; index += 2) {
                attribute(EncodedRecord.KEY_VALUE, keyValues[index], keyValues[index + 1]);
            }
        }
        if (mdc != null) {
            mdc.forEach(eachOfMdc);
        }
        out.longAt(24, pair(messageBytes, thrownBytes));
        out.intAt(32, closeSection());
        out.intAt(12, flags | (plainLogger && out.isPlain() ? EncodedRecord.PLAIN : 0));
    }

    private void mdc(@Nullable String key, @Nullable String value) {
        attribute(EncodedRecord.MDC, key, value);
    }

    private void attribute(int kind, @Nullable Object key, @Nullable Object value) {
        out.put(kind);
        lengthPrefixed(key);
        lengthPrefixed(value);
    }

    private void lengthPrefixed(@Nullable Object value) {
        int at = out.length();
        out.putInt(0);
        messages.argument(value);
        cut(at + 4);
        out.intAt(at, out.length() - at - 4);
    }

    private int closeText() {
        if (cut(sectionStart)) {
            flags |= EncodedRecord.CUT;
        }
        return closeSection();
    }

    private int closeSection() {
        int from = sectionStart;
        sectionStart = out.length();
        return sectionStart - from;
    }

    /** Two numbers that are not negative, little endian one after the other. */
    private static long pair(int first, int second) {
        return first | ((long) second << 32);
    }

    /** Whether the record that was encoded last lost text to {@link #MAX_TEXT_BYTES}. */
    public boolean wasCut() {
        return (flags & EncodedRecord.CUT) != 0;
    }

    private boolean cut(int start) {
        int length = out.length() - start;
        if (length <= MAX_TEXT_BYTES) {
            return false;
        }
        int end = start + MAX_TEXT_BYTES;
        while (end > start && (out.bytes()[end] & 0xC0) == 0x80) {
            end--;
        }
        int hash = 1;
        for (int index = start; index < out.length(); index++) {
            hash = 31 * hash + out.bytes()[index];
        }
        out.length(end);
        out.append(" [cut from ");
        out.appendDecimal(length);
        out.append(" bytes, hash ");
        out.append(Integer.toHexString(hash));
        out.append("]");
        return true;
    }
}

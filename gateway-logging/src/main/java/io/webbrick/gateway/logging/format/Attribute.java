package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.format.LineFormat.Part;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a format can show of a record, by Python's names. */
final class Attribute {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final byte[][] LEVEL_NAMES = levelNames();
    /** Python's attributes that say nothing about a record of a Java program; they print nothing. */
    static final Set<String> WITHOUT_MEANING =
            Set.of("args", "exc_info", "exc_text", "processName", "stack_info", "taskName");

    /** Times since the start of logging count from here. */
    private static final long LOADED = System.currentTimeMillis();

    private static final long PROCESS_ID = ProcessHandle.current().pid();

    /** The message, with the key-values of the call behind it. */
    static final Part MESSAGE = Attribute::appendMessage;

    /** The same in a format whose head every line of a record has. */
    static final Part LINES = Attribute::appendMessage;

    private Attribute() {}

    /**
     * @param otherwise what is shown where a record lacks it; null counts it as missing
     */
    static Part of(String name, TimeText time, @Nullable String otherwise) {
        if (WITHOUT_MEANING.contains(name)) {
            return (record, out) -> {};
        }
        return switch (name) {
            case "asctime" -> (record, out) -> time.append(out, record.epochMillis());
            case "created" -> Attribute::appendCreated;
            case "msecs" -> (record, out) -> out.appendDecimal(Math.floorMod(record.epochMillis(), 1_000L));
            case "name" -> (record, out) -> Escapes.append(out, record, record.loggerAt(), record.threadAt());
            case "threadName" -> (record, out) -> Escapes.append(out, record, record.threadAt(), record.messageAt());
            case "levelname" -> Attribute::appendLevelName;
            case "levelno" -> (record, out) -> out.appendDecimal(record.level());
            case "message" -> MESSAGE;
            case "lines" -> LINES;
            case "process" -> (record, out) -> out.appendDecimal(PROCESS_ID);
            case "relativeCreated" -> (record, out) -> out.appendDecimal(Math.max(0, record.epochMillis() - LOADED));
            case "mdc" -> Attribute::appendMdc;
            default ->
                named(
                        name.getBytes(StandardCharsets.UTF_8),
                        otherwise == null ? null : otherwise.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Whether the time, level, logger and thread of a record decide this alone. */
    static boolean isOfHead(String name) {
        return switch (name) {
            case "asctime", "created", "msecs", "name", "threadName", "levelname", "levelno", "process" -> true;
            default -> false;
        };
    }

    private static void appendCreated(EncodedRecord record, Utf8Buffer out) {
        out.appendDecimal(Math.floorDiv(record.epochMillis(), 1_000L));
        out.put('.');
        out.appendPadded((int) Math.floorMod(record.epochMillis(), 1_000L), 3);
    }

    private static void appendLevelName(EncodedRecord record, Utf8Buffer out) {
        int number = record.level();
        if (number >= 0 && number < LEVEL_NAMES.length && LEVEL_NAMES[number].length > 0) {
            out.put(LEVEL_NAMES[number]);
        } else {
            out.append("Level ");
            out.appendDecimal(number);
        }
    }

    private static void appendMessage(EncodedRecord record, Utf8Buffer out) {
        Escapes.append(out, record, record.messageAt(), record.thrownAt());
        if (record.hasAttributes()) {
            appendPairs(record, out, false, " ");
        }
    }

    private static void appendMdc(EncodedRecord record, Utf8Buffer out) {
        appendPairs(record, out, true, "");
    }

    private static void appendPairs(EncodedRecord record, Utf8Buffer out, boolean wantMdc, String before) {
        int start = out.length();
        record.attributes((mdc, keyAt, keyEnd, valueAt, valueEnd) -> {
            if (mdc == wantMdc) {
                out.append(out.length() == start ? before : " ");
                Escapes.append(out, record, keyAt, keyEnd);
                out.put('=');
                Escapes.append(out, record, valueAt, valueEnd);
            }
        });
    }

    private static Part named(byte[] name, byte @Nullable [] otherwise) {
        return (record, out) -> {
            boolean found = appendNamed(record, name, out) || EventAttribute.append(record, name, out);
            if (!found && otherwise != null) {
                Escapes.appendVerbatim(out, otherwise, 0, otherwise.length);
            } else if (!found) {
                record.miss();
            }
        };
    }

    /** The first attribute of this name: a key-value of the call, then the context, then what belongs to the call. */
    private static boolean appendNamed(EncodedRecord record, byte[] name, Utf8Buffer out) {
        var best = new int[] {Integer.MAX_VALUE, 0, 0};
        record.every((kind, keyAt, keyEnd, valueAt, valueEnd) -> {
            if (kind < best[0] && Arrays.equals(record.bytes(), keyAt, keyEnd, name, 0, name.length)) {
                best[0] = kind;
                best[1] = valueAt;
                best[2] = valueEnd;
            }
        });
        if (best[0] == Integer.MAX_VALUE) {
            return false;
        }
        Escapes.append(out, record, best[1], best[2]);
        return true;
    }

    /**
     * The exception's lines, or the further lines of a message: each begins with a line feed and a tab, its words are escaped like
     * any text. An empty last line is left out.
     */
    static void appendThrown(EncodedRecord record, Utf8Buffer out) {
        byte[] bytes = record.bytes();
        int end = record.attributesAt();
        if ((bytes[end - 1] & 0xFF) == EncodedRecord.LINE) {
            end--;
        }
        int from = record.thrownAt();
        for (int at = beyondAscii(bytes, from, end); at < end; at = beyondAscii(bytes, at + 1, end)) {
            int b = bytes[at] & 0xFF;
            if (b == EncodedRecord.LINE || b == EncodedRecord.TAB) {
                Escapes.append(out, record, from, at);
                if (b == EncodedRecord.LINE) {
                    out.put('\n');
                }
                out.put('\t');
                from = at + 1;
            }
        }
        Escapes.append(out, record, from, end);
    }

    /** Where the line that begins behind the mark at {@code mark} ends: at the next mark, or where all of them end. */
    static int lineEnd(EncodedRecord record, int mark) {
        byte[] bytes = record.bytes();
        int end = record.attributesAt();
        int at = beyondAscii(bytes, mark + 1, end);
        while (at < end && (bytes[at] & 0xFF) != EncodedRecord.LINE) {
            at = beyondAscii(bytes, at + 1, end);
        }
        return at;
    }

    /** One further line of a record, without what stands before it; each step of its indentation is a tab. */
    static void appendLine(EncodedRecord record, int mark, Utf8Buffer out) {
        int end = lineEnd(record, mark);
        int from = mark + 1;
        while (from < end && (record.bytes()[from] & 0xFF) == EncodedRecord.TAB) {
            out.put('\t');
            from++;
        }
        Escapes.append(out, record, from, end);
    }

    /** Where the next byte with its highest bit set is; {@code end} when there is none. */
    private static int beyondAscii(byte[] bytes, int start, int end) {
        int at = start;
        while (at + Long.BYTES <= end && ((long) LONG.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static byte[][] levelNames() {
        var names = new byte[51][];
        Arrays.fill(names, new byte[0]);
        for (Level level : Level.values()) {
            names[level.number()] = level.name().getBytes(StandardCharsets.US_ASCII);
        }
        return names;
    }
}

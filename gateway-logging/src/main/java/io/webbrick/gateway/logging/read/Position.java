package io.webbrick.gateway.logging.read;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one line for ever: {@code stream / epoch.generation / offset}, printed {@code
 * EventLog/4f1c07a29be1d300.12/88131}. It survives rotation, compression, merging and restarts. Immutable.
 *
 * @param stream its stream: the newest file in the log directory without {@code .log}, slashes and blanks as {@code %XX}
 * @param epoch hexadecimal digits of the ledger that numbers the generations
 * @param generation one life of the file, or a part of it, from an opening to the next opening or rotation; from 1
 * @param offset of the first byte of the line in that file, uncompressed
 */
public record Position(String stream, String epoch, int generation, long offset) {
    private static final int EPOCH_CHARS = 8;
    private static final Pattern FORM =
            Pattern.compile("([^/\\x00-\\x20]+)/([0-9a-f]{8,32})\\.([1-9][0-9]{0,9})/(0|[1-9][0-9]{0,17})");

    public Position {
        if (!isWord(stream) || !isEpoch(epoch) || generation < 1 || offset < 0) {
            throw new IllegalArgumentException(text(stream, epoch, generation, offset) + " is no position");
        }
    }

    private static boolean isWord(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) <= ' ' || text.charAt(index) == '/') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isEpoch(String text) {
        for (int index = 0; index < text.length(); index++) {
            if ("0123456789abcdef".indexOf(text.charAt(index)) < 0) {
                return false;
            }
        }
        return text.length() >= EPOCH_CHARS && text.length() <= 4 * EPOCH_CHARS;
    }

    /** Reads what {@link #toString} prints; empty when it is something else. */
    public static Optional<Position> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        long generation = Long.parseLong(form.group(3));
        return generation > Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(
                        new Position(form.group(1), form.group(2), (int) generation, Long.parseLong(form.group(4))));
    }

    /** Which of the two lines comes first in their stream, as a comparator says it; empty when nobody can tell. */
    public OptionalInt order(Position other) {
        if (!stream.equals(other.stream) || !epoch.equals(other.epoch)) {
            return OptionalInt.empty();
        }
        int order = Integer.compare(generation, other.generation);
        return OptionalInt.of(order == 0 ? Long.compare(offset, other.offset) : order);
    }

    private static String text(String stream, String epoch, int generation, long offset) {
        return stream + "/" + epoch + "." + generation + "/" + offset;
    }

    @Override
    public String toString() {
        return text(stream, epoch, generation, offset);
    }
}

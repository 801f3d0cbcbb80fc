package io.webbrick.gateway.logging.read;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a stream was read, printed {@code EventLog/4f1c07a29be1d300.12/88131}, or with {@code +2} behind it when two
 * lines were read that had no name yet, as in the middle of a rotation. Survives what {@link Position} survives. Immutable.
 *
 * @param position the last line that has a name; null when none has one
 * @param lines how many lines were read behind it
 */
public record StreamCursor(@Nullable Position position, int lines) {
    /** Nothing was read. */
    public static final StreamCursor START = new StreamCursor(null, 0);

    private static final Pattern FORM = Pattern.compile("([^+]+)(?:\\+([1-9][0-9]{0,8}))?");

    public StreamCursor {
        if (lines < 0) {
            throw new IllegalArgumentException("lines (" + lines + ") must be 0 or more");
        }
    }

    /** Reads what {@link #toString} prints of one with a position; empty when it is something else. */
    public static Optional<StreamCursor> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String lines = form.group(2);
        return Position.parse(form.group(1))
                .map(position -> new StreamCursor(position, lines == null ? 0 : Integer.parseInt(lines)));
    }

    /** Whether it says where to go on. */
    public boolean isNamed() {
        return position != null;
    }

    /** Behind one line more. */
    StreamCursor after(@Nullable Position line) {
        return line == null ? new StreamCursor(position, lines + 1) : new StreamCursor(line, 0);
    }

    @Override
    public String toString() {
        return position == null ? "start+" + lines : position + (lines == 0 ? "" : "+" + lines);
    }
}

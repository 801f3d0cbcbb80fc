package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.RecordFields;
import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One line held against the pieces of a format. One thread; used once. */
final class LineMatch {
    /** How often a text is tried with another end; a line that needs more is not understood. */
    private static final int TRIES = 64;

    private static final int TIME_CHARS = 23;

    private final String line;
    private final ZoneId zone;
    private final List<LinePiece> pieces;
    private int tries;
    private @Nullable Instant time;
    private @Nullable Level level;
    private @Nullable String logger;
    private @Nullable String message;

    LineMatch(String line, ZoneId zone, List<LinePiece> pieces) {
        this.line = line;
        this.zone = zone;
        this.pieces = pieces;
    }

    /** Whether the whole line can be made of the pieces. */
    boolean matches() {
        return matches(0, 0);
    }

    /** What they mean. */
    RecordFields fields() {
        return new RecordFields(time, level, logger, message);
    }

    private boolean matches(int index, int at) {
        if (index == pieces.size()) {
            return at == line.length();
        }
        LinePiece piece = pieces.get(index);
        if (piece instanceof LinePiece.Text text) {
            return matchesText(text, index, at);
        }
        int end = end(piece, at);
        return end >= 0 && matches(index + 1, end);
    }

    /** Where a piece ends whose end its form tells; -1 when something else stands here. */
    private int end(LinePiece piece, int at) {
        if (piece instanceof LinePiece.Literal literal) {
            return line.startsWith(literal.text(), at) ? at + literal.text().length() : -1;
        }
        if (piece instanceof LinePiece.Time) {
            return time(at);
        }
        if (piece instanceof LinePiece.OwnTime own) {
            return time(own.form(), at);
        }
        if (piece instanceof LinePiece.LevelName name) {
            return level(name, at);
        }
        return piece instanceof LinePiece.Digits digits ? number(digits.meaning(), at) : -1;
    }

    private int time(int at) {
        int end = Math.min(line.length(), at + TIME_CHARS);
        while (end < line.length() && "+-:Z0123456789".indexOf(line.charAt(end)) >= 0) {
            end++;
        }
        OptionalLong millis = end - at < TIME_CHARS ? OptionalLong.empty() : LineTime.of(line.substring(at, end), zone);
        if (millis.isEmpty()) {
            return -1;
        }
        time = Instant.ofEpochMilli(millis.getAsLong());
        return end;
    }

    /** A time without a date, or one that does not exist, is passed over and tells nothing. */
    private int time(DateTimeFormatter form, int at) {
        var position = new ParsePosition(at);
        if (form.parseUnresolved(line, position) == null || position.getErrorIndex() >= 0) {
            return -1;
        }
        int end = position.getIndex();
        try {
            TemporalAccessor parsed = form.parse(line.substring(at, end));
            ZoneId given = parsed.query(TemporalQueries.zone());
            time = ZonedDateTime.of(LocalDateTime.from(parsed), given == null ? zone : given)
                    .toInstant();
        } catch (DateTimeException incomplete) {
            time = null;
        }
        return end;
    }

    private int level(LinePiece.LevelName name, int at) {
        int start = at;
        while (start < line.length() && line.charAt(start) == ' ' && start - at < name.width()) {
            start++;
        }
        int end = name(name.precision(), start);
        while (end >= 0 && end - at < name.width() && end < line.length() && line.charAt(end) == ' ') {
            end++;
        }
        return end;
    }

    private int name(int precision, int start) {
        for (Level each : Level.values()) {
            String shown = precision >= 0 && precision < each.name().length()
                    ? each.name().substring(0, precision)
                    : each.name();
            if (line.startsWith(shown, start)) {
                level = each;
                return start + shown.length();
            }
        }
        return line.startsWith("Level ", start)
                ? number(LinePiece.Meaning.LEVEL_NUMBER, start + "Level ".length())
                : -1;
    }

    private int number(LinePiece.Meaning meaning, int at) {
        int start = at;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        int end = start;
        while (end < line.length() && (Character.digit(line.charAt(end), 10) >= 0 || line.charAt(end) == '.')) {
            end++;
        }
        try {
            double value = Double.parseDouble(line.substring(start, end));
            if (meaning == LinePiece.Meaning.SECONDS) {
                time = Instant.ofEpochMilli(Math.round(value * 1_000));
            } else {
                level = Level.atMost((int) value);
            }
            return end;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** Names end at the first place where the rest fits, messages at the last. */
    private boolean matchesText(LinePiece.Text text, int index, int at) {
        if (index + 1 == pieces.size()) {
            return take(text, at, line.length());
        }
        if (!(pieces.get(index + 1) instanceof LinePiece.Literal literal)) {
            return false;
        }
        boolean backwards = text.meaning() == LinePiece.Meaning.MESSAGE;
        int least = Math.min(line.length(), at + text.width());
        int end = backwards ? line.lastIndexOf(literal.text()) : line.indexOf(literal.text(), least);
        while (end >= least && tries < TRIES) {
            tries++;
            if (matches(index + 1, end)) {
                return take(text, at, end);
            }
            end = backwards ? line.lastIndexOf(literal.text(), end - 1) : line.indexOf(literal.text(), end + 1);
        }
        return false;
    }

    private boolean take(LinePiece.Text text, int from, int to) {
        String value = text.width() == 0
                ? line.substring(from, to)
                : line.substring(from, to).strip();
        if (text.meaning() == LinePiece.Meaning.LOGGER) {
            logger = value;
        } else if (text.meaning() == LinePiece.Meaning.MESSAGE) {
            message = value;
        }
        return true;
    }
}

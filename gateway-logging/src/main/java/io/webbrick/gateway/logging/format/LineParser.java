package io.webbrick.gateway.logging.format;

import io.webbrick.gateway.logging.record.RecordFields;
import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that a {@link LineFormat} writes back into time, level, logger and message. A line that another format wrote,
 * as before the configuration changed, is tried in the format of our own Error stream; then its time is looked for. Immutable;
 * any thread; costs a look at the line up to its message.
 */
public final class LineParser {
    private static final List<LinePiece> OURS = List.of(
            new LinePiece.Time(),
            new LinePiece.Literal(" "),
            new LinePiece.LevelName(0, -1),
            new LinePiece.Literal(" "),
            new LinePiece.Text(LinePiece.Meaning.LOGGER, 0),
            new LinePiece.Literal(" "),
            new LinePiece.Text(LinePiece.Meaning.MESSAGE, 0));

    private final ZoneId zone;
    private final List<LinePiece> pieces;

    private LineParser(ZoneId zone, List<LinePiece> pieces) {
        this.zone = zone;
        this.pieces = List.copyOf(pieces);
    }

    /** One that reads what this format writes. */
    public static LineParser of(LineFormat format) {
        var pieces = new ArrayList<LinePiece>();
        var literal = new StringBuilder();
        Matcher conversion = LineFormat.CONVERSION.matcher(format.toString());
        int from = 0;
        while (conversion.find()) {
            literal.append(format.toString(), from, conversion.start());
            from = conversion.end();
            if (conversion.group().equals("%%")) {
                literal.append('%');
            } else {
                flush(pieces, literal);
                pieces.add(piece(conversion, format));
            }
        }
        literal.append(format.toString(), from, format.toString().length());
        flush(pieces, literal);
        return new LineParser(format.zone(), pieces);
    }

    private static void flush(List<LinePiece> pieces, StringBuilder literal) {
        if (literal.length() > 0) {
            byte[] bytes = literal.toString().getBytes(StandardCharsets.UTF_8);
            var escaped = new Utf8Buffer(bytes.length + 16);
            Escapes.appendVerbatim(escaped, bytes, 0, bytes.length);
            pieces.add(new LinePiece.Literal(new String(escaped.bytes(), 0, escaped.length(), StandardCharsets.UTF_8)));
            literal.setLength(0);
        }
    }

    private static LinePiece piece(Matcher conversion, LineFormat format) {
        int width = conversion.group(3).isEmpty() ? 0 : Integer.parseInt(conversion.group(3));
        int precision = conversion.group(4) == null ? -1 : Integer.parseInt(conversion.group(4));
        return switch (conversion.group(1)) {
            case "asctime" -> asctime(format);
            case "created" -> new LinePiece.Digits(LinePiece.Meaning.SECONDS);
            case "levelname" -> new LinePiece.LevelName(width, precision);
            case "levelno" -> new LinePiece.Digits(LinePiece.Meaning.LEVEL_NUMBER);
            case "name" -> new LinePiece.Text(LinePiece.Meaning.LOGGER, width);
            case "message", "lines" -> new LinePiece.Text(LinePiece.Meaning.MESSAGE, width);
            default -> new LinePiece.Text(LinePiece.Meaning.OTHER, width);
        };
    }

    private static LinePiece asctime(LineFormat format) {
        boolean usual = format.datefmt().isEmpty() || format.datefmt().equals("iso");
        return usual ? new LinePiece.Time() : new LinePiece.OwnTime(TimeText.strftime(format.datefmt()));
    }

    /** What the first line of this record says. */
    public RecordFields fields(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        var match = new LineMatch(line, zone, pieces);
        if (!match.matches()) {
            match = new LineMatch(line, zone, OURS);
            if (!match.matches()) {
                return new RecordFields(time(line), null, null, null);
            }
        }
        RecordFields found = match.fields();
        return found.time() == null
                ? new RecordFields(time(line), found.level(), found.logger(), found.message())
                : found;
    }

    private @Nullable Instant time(String line) {
        OptionalLong millis = LineTime.of(line, zone);
        return millis.isPresent() ? Instant.ofEpochMilli(millis.getAsLong()) : null;
    }
}

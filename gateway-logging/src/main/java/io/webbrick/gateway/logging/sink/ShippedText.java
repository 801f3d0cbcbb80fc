package io.webbrick.gateway.logging.sink;

/**
 * A line of a shipper's own stream: seconds since 1970, level number, logger and the text that its formatter gives.
 *
 * @param millis when it was logged, since 1970
 * @param level its level number
 * @param logger who logged it
 * @param text what the formatter made of it, further lines of a stack trace included
 */
public record ShippedText(long millis, int level, String logger, String text) {
    /** What stands in front of the formatter's text, as a format. */
    public static final String FRAME = "%(created)s %(levelno)s %(name)s ";

    /** Takes a line apart; one that is none keeps its whole text. */
    public static ShippedText parse(String line) {
        int afterTime = line.indexOf(' ');
        int afterLevel = line.indexOf(' ', afterTime + 1);
        int afterLogger = line.indexOf(' ', afterLevel + 1);
        int point = line.indexOf('.');
        if (point < 1 || point > afterTime || afterLevel < 0 || afterLogger < 0) {
            return new ShippedText(0, 0, "", line);
        }
        try {
            long seconds = Long.parseLong(line, 0, point, 10);
            int millis = Integer.parseInt(line, point + 1, afterTime, 10);
            int level = Integer.parseInt(line, afterTime + 1, afterLevel, 10);
            return new ShippedText(
                    seconds * 1_000 + millis,
                    level,
                    line.substring(afterLevel + 1, afterLogger),
                    line.substring(afterLogger + 1));
        } catch (NumberFormatException foreign) {
            return new ShippedText(0, 0, "", line);
        }
    }
}

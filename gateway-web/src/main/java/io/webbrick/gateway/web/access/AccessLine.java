package io.webbrick.gateway.web.access;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request as the Access stream shows it: NCSA combined, then the milliseconds it took. Immutable.
 *
 * <p>Whatever a client sent stays inside its field: quotes, backslashes, and every byte that is not printable ASCII become
 * {@code \xHH}, credentials in URLs become {@code ***}. A field is at most {@value #MAX_FIELD} characters, so a line always
 * fits into a record.
 *
 * @param address the client's address without a scope
 * @param user the account, null when nobody signed in
 * @param time when the request began
 * @param request its first line
 * @param status what was answered; 408 also for a request that never became complete
 * @param bytes bytes of the answer's body
 * @param referer null when there was none
 * @param agent null when there was none
 * @param millis from the first byte of the request to the last of the answer
 */
record AccessLine(
        String address,
        @Nullable String user,
        Instant time,
        RequestLine request,
        int status,
        long bytes,
        @Nullable String referer,
        @Nullable String agent,
        long millis) {
    static final int MAX_FIELD = 16_000;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** The line, without its end. */
    String format(ZoneId zone) {
        var line = new StringBuilder(160);
        line.append(address).append(" - ");
        escape(line, user == null || user.isEmpty() ? "-" : user, true);
        line.append(" [").append(TIME.format(time.atZone(zone))).append("] \"");
        escape(line, request.method(), true);
        escape(line.append(' '), Credentials.mask(request.target()), true);
        escape(line.append(' '), request.protocol(), true);
        line.append("\" ").append(status).append(' ').append(bytes).append(" \"");
        escape(line, referer == null || referer.isEmpty() ? "-" : Credentials.mask(referer), false);
        line.append("\" \"");
        escape(line, agent == null || agent.isEmpty() ? "-" : Credentials.mask(agent), false);
        return line.append("\" ").append(millis).toString();
    }

    /** Chars U+DC80 to U+DCFF stand for bytes 80 to FF of a text that is no UTF-8. */
    static char rawByte(byte value) {
        return (char) (value >= 0 ? value : 0xdc00 | (value & 0xff));
    }

    private static void escape(StringBuilder line, String field, boolean word) {
        int end = line.length() + MAX_FIELD;
        for (int i = 0; i < field.length(); ) {
            if (line.length() >= end) {
                line.append("...");
                return;
            }
            int c = field.codePointAt(i);
            i += Character.charCount(c);
            boolean plain = c >= ' ' && c <= '~' && c != '"' && c != '\\' && !(word && c == ' ');
            if (plain) {
                line.append((char) c);
            } else if (c >= 0xdc80 && c <= 0xdcff) {
                hex(line, c);
            } else {
                for (byte each : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    hex(line, each);
                }
            }
        }
    }

    private static void hex(StringBuilder line, int value) {
        line.append("\\x").append(HEX[(value >> 4) & 15]).append(HEX[value & 15]);
    }
}

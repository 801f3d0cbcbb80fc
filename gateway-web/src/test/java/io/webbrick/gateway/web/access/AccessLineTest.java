package io.webbrick.gateway.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.Journal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AccessLineTest {
    private static final Pattern LINE = Pattern.compile(
            "(\\S+) - (\\S+) \\[([^\\]]+)\\] \"(\\w+) (\\S+) (\\S+)\" (\\d{3}) (\\d+) \"([^\"]+)\" \"([^\"]+)\" (\\d+)");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss xx", Locale.ROOT);

    private static AccessLine line(@Nullable String user, String request, @Nullable String agent) {
        return new AccessLine(
                "192.168.1.7",
                user,
                Instant.parse("2026-11-21T05:20:00Z"),
                RequestLine.of(request),
                200,
                1234,
                null,
                agent,
                17);
    }

    private static AccessLine parse(String line) {
        Matcher matcher = LINE.matcher(line);
        assertTrue(matcher.matches(), line);
        return new AccessLine(
                matcher.group(1),
                absent(matcher.group(2)),
                OffsetDateTime.parse(matcher.group(3), TIME).toInstant(),
                new RequestLine(matcher.group(4), plain(matcher.group(5)), matcher.group(6)),
                Integer.parseInt(matcher.group(7)),
                Long.parseLong(matcher.group(8)),
                absent(matcher.group(9)),
                absent(matcher.group(10)),
                Long.parseLong(matcher.group(11)));
    }

    private static @Nullable String absent(String field) {
        return field.equals("-") ? null : plain(field);
    }

    private static String plain(String field) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\') {
                bytes.write(Integer.parseInt(field.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void looksAsGoAccessAndLnavExpect() {
        assertEquals(
                "192.168.1.7 - anna [21/Nov/2026:05:20:00 +0000] \"GET /api/status HTTP/1.1\" 200 1234 \"-\" \"curl/8\" 17",
                line("anna", "GET /api/status HTTP/1.1", "curl/8").format(ZoneOffset.UTC));
    }

    @Test
    void showsLocalTimeWithItsOffset() {
        String text = line(null, "GET / HTTP/1.1", null).format(ZoneId.of("Europe/Berlin"));
        assertTrue(text.contains(" - - [21/Nov/2026:06:20:00 +0100] "), text);
    }

    @Test
    void escapesQuotesBackslashesAndEveryByteThatIsNotPrintableAscii() {
        String text = line("a b\"", "GET /\r\n\t\u001b\u2028ä\\ HTTP/1.1", "\"").format(ZoneOffset.UTC);
        assertTrue(text.contains(" - a\\x20b\\x22 ["), text);
        assertTrue(text.contains("\"GET /\\x0d\\x0a\\x09\\x1b\\xe2\\x80\\xa8\\xc3\\xa4\\x5c HTTP/1.1\""), text);
        assertTrue(text.contains(" \"\\x22\" 17"), text);
    }

    @Test
    void showsBytesThatAreNoUtf8AsTheyCame() {
        String text = line(null, "" + AccessLine.rawByte((byte) 0xff) + AccessLine.rawByte((byte) 0x16), null)
                .format(ZoneOffset.UTC);
        assertTrue(text.contains("\"BAD \\xff\\x16 HTTP/0.9\""), text);
    }

    @Test
    void masksCredentialsInRequestAndRefererAndAgent() {
        var line = new AccessLine(
                "::1",
                null,
                Instant.EPOCH,
                RequestLine.of("GET /x?token=abc HTTP/1.1"),
                200,
                0,
                "http://u:p@host/?api_key=1",
                "bot (http://me:pw@home/)",
                0);
        String text = line.format(ZoneOffset.UTC);
        assertTrue(text.contains("GET /x?token=*** HTTP/1.1"), text);
        assertTrue(text.contains("http://***@host/?api_key=***"), text);
        assertTrue(text.contains("http://***@home/"), text);
    }

    @Test
    void fitsIntoARecordWhateverComes() {
        String text = line("u".repeat(9_000), "\u0001".repeat(9_000), "\u2028".repeat(9_000))
                .format(ZoneOffset.UTC);
        assertTrue(text.length() < Journal.MAX_BYTES, "" + text.length());
        assertTrue(text.contains("...\""));
    }

    @Test
    void readsBackEqualWhateverIsInIt() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            var line = new AccessLine(
                    "10.0.0." + random.nextInt(256),
                    random.nextBoolean() ? null : "u" + text(random),
                    Instant.ofEpochSecond(random.nextInt()),
                    new RequestLine("GET", "/" + text(random), "HTTP/1.1"),
                    100 + random.nextInt(500),
                    random.nextInt(Integer.MAX_VALUE),
                    random.nextBoolean() ? null : "r" + text(random),
                    random.nextBoolean() ? null : "a" + text(random),
                    random.nextInt(100_000));
            assertEquals(line, parse(line.format(ZoneOffset.ofHours(random.nextInt(19) - 9))), "seed " + seed);
        }
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int c = random.nextInt(3) == 0 ? random.nextInt(0x20000) : random.nextInt(128);
            boolean surrogate = c >= 0xd800 && c <= 0xdfff;
            text.appendCodePoint(surrogate || c == '=' || c == '@' ? 'x' : c);
        }
        assertFalse(text.toString().contains("="));
        return text.toString().replace("%", "p");
    }
}

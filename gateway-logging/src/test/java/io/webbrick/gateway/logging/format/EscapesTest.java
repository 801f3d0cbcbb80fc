package io.webbrick.gateway.logging.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.webbrick.gateway.logging.record.Utf8Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class EscapesTest {
    private static final String NASTY =
            "\n\r\t\u0000\u001b\u0007\u007f\u0085\u2028\u2029\u202e\u2066\u061c\ufeff\u200b\\nrtxu0aé€\ud83d\ude00";

    private static String escape(String text) {
        var in = new Utf8Buffer(16);
        in.append(text);
        var out = new Utf8Buffer(16);
        Escapes.append(out, in.bytes(), 0, in.length());
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void escapesWhatBreaksALineOrATerminal() {
        assertEquals(
                "a\\nb\\r\\t\\x1b[31m\\u0085\\u2028\\u202e\\ufeff",
                escape("a\nb\r\t\u001b[31m\u0085\u2028\u202e\ufeff"));
    }

    @Test
    void leavesPathsAndForeignLettersAlone() {
        assertEquals("C:\\Program Files\\über 😀", escape("C:\\Program Files\\über 😀"));
    }

    @Test
    void doublesABackslashThatWouldReadAsAnEscape() {
        assertEquals("C:\\\\temp\\\\new", escape("C:\\temp\\new"));
        assertEquals("ends with \\\\", escape("ends with \\"));
    }

    @Test
    void aLoneSurrogateIsShownAsAnEscape() {
        assertEquals("\\ud83d!", escape("\ud83d!"));
    }

    @Test
    void whatWasEscapedComesBackExactly() {
        long seed = 4711;
        var random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            var text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(NASTY.charAt(random.nextInt(NASTY.length())));
            }
            String escaped = escape(text.toString());
            assertFalse(escaped.chars().anyMatch(c -> c < 0x20 || c == 0x85 || c == 0x2028 || c == 0x2029));
            assertEquals(text.toString(), Escapes.unescape(escaped), "seed " + seed + ", round " + round);
        }
    }
}

package io.webbrick.gateway.logging.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;

final class MessageTextTest {
    private static final String[] PIECES = {"{}", "\\", "{", "}", "a", " ", "\\{}", "\\\\{}", "é", "{ }", "%s"};
    private static final Object[] VALUES = {
        "text",
        7,
        -12L,
        3.5,
        -0.25f,
        true,
        false,
        'c',
        '\u00e9',
        builder(),
        java.nio.CharBuffer.wrap("wrapped"),
        new java.math.BigDecimal("1E+3"),
        new int[] {1, 2},
        new Object[] {"x", new String[] {"y"}},
        Short.MIN_VALUE,
        Long.MIN_VALUE,
        new java.util.concurrent.atomic.AtomicInteger(5),
        Level.INFO
    };

    private static StringBuilder builder() {
        var builder = new StringBuilder();
        builder.append("built");
        return builder;
    }

    private static String format(String template, Object... arguments) {
        var out = new Utf8Buffer(16);
        new MessageText(out).format(template, arguments, arguments.length);
        return text(out);
    }

    private static String text(Utf8Buffer out) {
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8);
    }

    @Test
    void formatsAsSlf4jDoes() {
        long seed = 20261121;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            var template = new StringBuilder();
            for (int piece = random.nextInt(6); piece >= 0; piece--) {
                template.append(PIECES[random.nextInt(PIECES.length)]);
            }
            var arguments = new Object[random.nextInt(4)];
            for (int index = 0; index < arguments.length; index++) {
                arguments[index] = VALUES[random.nextInt(VALUES.length)];
            }
            String expected = MessageFormatter.basicArrayFormat(template.toString(), arguments);
            assertEquals(expected, format(template.toString(), arguments), "seed " + seed + ": " + template);
        }
    }

    @Test
    void theFormWithoutAnArrayGivesTheSameText() {
        long seed = 7;
        var random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            var template = new StringBuilder();
            for (int piece = random.nextInt(6); piece >= 0; piece--) {
                template.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Object first = VALUES[random.nextInt(VALUES.length)];
            Object second = VALUES[random.nextInt(VALUES.length)];
            var out = new Utf8Buffer(16);
            new MessageText(out).format(template.toString(), 2, first, second);
            assertEquals(format(template.toString(), first, second), text(out), "seed " + seed + ": " + template);
        }
    }

    @Test
    void anArgumentWhoseToStringThrowsBecomesAPlaceholder() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no");
            }
        };
        String text = format("a {} b {}", hostile, 2);
        assertTrue(text.startsWith("a [FAILED toString() of "), text);
        assertTrue(text.endsWith(": java.lang.IllegalStateException] b 2"), text);
    }

    @Test
    void aToStringThatGivesNullIsTheWordNull() {
        Object nothing = new Object() {
            @Override
            public String toString() {
                return Nothing.TEXT;
            }
        };
        assertEquals("a null b", format("a {} b", nothing));
    }

    @Test
    void anArrayThatHoldsItselfEnds() {
        var array = new Object[1];
        array[0] = array;
        assertEquals("[[[[[[[[[...]]]]]]]]]", format("{}", (Object) array));
    }

    @Test
    void aNullTemplateIsTheWordNull() {
        var out = new Utf8Buffer(16);
        new MessageText(out).format(null, 0, null, null);
        assertEquals("null", text(out));
    }

    @Test
    void aCharacterThatNeedsAnEscapeIsNotTakenForPlain() {
        var out = new Utf8Buffer(16);
        new MessageText(out).format("{}", 1, '\n', null);
        assertFalse(out.isPlain());
    }

    @Test
    void aCharSequenceThatThrowsBecomesAPlaceholder() {
        assertTrue(format("a {} b", new Chars(3, true)).startsWith("a [FAILED toString() of "));
        assertTrue(format("a {} b", new Chars(3, true)).endsWith(": java.lang.IllegalStateException] b"));
        assertTrue(format("a {} b", new Chars(-1, false)).endsWith(": java.lang.IllegalArgumentException] b"));
    }

    @Test
    void aCharSequenceIsReadWithoutItsToString() {
        assertEquals("a xxx b", format("a {} b", new Chars(3, false)));
        assertEquals("a  b", format("a {} b", new Chars(0, false)));
    }

    /** Text of one letter; a negative length stands for one that cannot be asked for. */
    private record Chars(int size, boolean throwing) implements CharSequence {
        @Override
        public int length() {
            if (size < 0) {
                throw new IllegalArgumentException("no length");
            }
            return size;
        }

        @Override
        public char charAt(int index) {
            if (throwing && index == 1) {
                throw new IllegalStateException("no character");
            }
            return 'x';
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new UnsupportedOperationException("nobody needs it");
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("nobody needs it");
        }
    }

    /** What hostile code gives, without the compiler's knowledge. */
    private static final class Nothing {
        static final String TEXT = System.getProperty("no.such.property");
    }
}

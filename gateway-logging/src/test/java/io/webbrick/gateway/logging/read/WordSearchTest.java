package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WordSearchTest {
    private static int find(String word, byte[] text, int from, int to) {
        var search = new WordSearch(word);
        search.sample(text, from, to);
        return search.find(text, from, to);
    }

    private static int find(String word, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return find(word, bytes, 0, bytes.length);
    }

    /** A few letters only, so that words are found, nearly found and overlap; with every byte between them at times. */
    private static byte[] text(Random random, int length) {
        byte[] text = new byte[length];
        int letters = 2 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text[i] = (byte) (random.nextInt(40) == 0 ? random.nextInt(256) : 'a' + random.nextInt(letters));
        }
        return text;
    }

    @Test
    void findsWhatAStringFindsWhereverItBeginsAndEnds() {
        long seed = 20_261_122;
        var random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] text = text(random, random.nextInt(120));
            var word = new StringBuilder();
            for (int i = 2 + random.nextInt(9); i > 0; i--) {
                word.append((char) ('a' + random.nextInt(3)));
            }
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            String part = new String(text, from, to - from, StandardCharsets.ISO_8859_1);
            int expected = part.indexOf(word.toString());
            assertEquals(
                    expected < 0 ? -1 : from + expected,
                    find(word.toString(), text, from, to),
                    "seed " + seed + ", round " + round + ": " + word + " in " + part);
        }
    }

    @Test
    void lettersThatTheSampleLacksAreFoundAllTheSame() {
        String common = "aaaaaaaaab".repeat(1_000);
        assertEquals(10_000, find("zzyx", common + "zzyx"));
        assertEquals(10_000, find("aaaab!", common + "aaaab!"));
        assertEquals(-1, find("zzyx", common + "zzy"));
    }

    @Test
    void bytesBeyondAsciiAreNoLetters() {
        assertEquals(3, find("ab", "\u00e4bab"));
        assertEquals(-1, find("ab", "a\u00e4b\u00ff\u0100"));
    }

    @Test
    void aWordNeedsTwoLetters() {
        assertThrows(IllegalArgumentException.class, () -> new WordSearch("a"));
    }
}

package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Packed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searching at several places at once finds what looking at each line finds. */
final class LineFinderTest {
    private static final long SEED = 20261121;

    @TempDir
    Path directory;

    /** Five megabytes of lines of all lengths, some with letters beyond ASCII, some with CR LF, the last without an end. */
    private static String text(Random random) {
        var text = new StringBuilder();
        int number = 0;
        while (text.length() < 5_000_000) {
            int length = random.nextInt(2_000) == 0 ? random.nextInt(1_500_000) : random.nextInt(200);
            text.append(number++).append(random.nextInt(50) == 0 ? " söurce " : " source ");
            for (int i = 0; i < length; i++) {
                text.append((char) ('a' + random.nextInt(26)));
            }
            text.append(random.nextInt(20) == 0 ? "\r\n" : "\n");
        }
        return text.append("the end").toString();
    }

    private static List<String> byLine(String text, Pattern pattern) {
        return text.lines().filter(line -> pattern.matcher(line).find()).toList();
    }

    private static List<String> find(Path file, Pattern pattern, int threads) throws IOException {
        var found = new ArrayList<String>();
        try (LineFinder finder = LineFinder.of(pattern, threads);
                ReadableFile open = ReadableFile.history(file)) {
            assertTrue(finder.find(open, 0, found::add));
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "^\\d+7 s",
                "ö",
                "(?i)ABCD",
                "x[yz]+w",
                "zzz$",
                ".*q.q.q",
                "the end",
                "a.b|c.d",
                "no such",
                "^$"
            })
    void findsWhatLookingAtEachLineFindsInItsOrder(String regex) throws IOException {
        String text = text(new Random(SEED));
        Pattern pattern = Pattern.compile(regex);
        List<String> wanted = byLine(text, pattern);
        Path plain = Files.writeString(directory.resolve("a.log.1"), text);
        Path packed = directory.resolve("a.log.2.gz");
        Packed.write(packed, text.getBytes(StandardCharsets.UTF_8));
        assertEquals(wanted, find(plain, pattern, 3), "seed " + SEED);
        assertEquals(wanted, find(plain, pattern, 1), "seed " + SEED);
        assertEquals(wanted, find(packed, pattern, 3), "seed " + SEED);
    }

    @Test
    void findsLinesThatBeginWithAPieceOnce() throws IOException {
        var text = new StringBuilder();
        for (int number = 0; number < 200_000; number++) {
            text.append(String.format("line %010d\n", number));
        }
        Path plain = Files.writeString(directory.resolve("a.log.1"), text);
        List<String> found = find(plain, Pattern.compile("line"), 2);
        assertEquals(200_000, found.size());
        assertEquals("line 0000065536", found.get(65_536), "the first one of the second megabyte");
    }

    @Test
    void endsWhenNobodyWantsMore() throws IOException {
        Path plain = Files.writeString(directory.resolve("a.log.1"), text(new Random(SEED)));
        var found = new ArrayList<String>();
        try (LineFinder finder = LineFinder.of(Pattern.compile("source"), 2);
                ReadableFile open = ReadableFile.history(plain)) {
            assertFalse(finder.find(open, 0, line -> found.add(line) && found.size() < 3));
            assertEquals(3, found.size());
            assertTrue(found.get(2).startsWith("2 "), found.get(2));
        }
    }

    @Test
    void tellsWhereToGoOnBehindDamage() throws IOException {
        String text = text(new Random(SEED));
        Path packed = directory.resolve("a.log.2.gz");
        Packed.write(packed, text.getBytes(StandardCharsets.UTF_8));
        byte[] bytes = Files.readAllBytes(packed);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(packed, bytes);
        var found = new ArrayList<String>();
        try (LineFinder finder = LineFinder.of(Pattern.compile("source"), 2);
                ReadableFile open = ReadableFile.history(packed)) {
            IOException damage = assertThrows(IOException.class, () -> finder.find(open, 0, found::add));
            int before = found.size();
            assertTrue(before > 100, before + " lines before the damage");
            assertTrue(finder.find(open, ReadableFile.behind(damage), found::add));
            assertTrue(found.size() > before + 100, before + " and " + found.size() + " lines");
        }
        List<String> all = byLine(text, Pattern.compile("source"));
        assertTrue(all.containsAll(found));
        assertEquals(all.get(all.size() - 1), found.get(found.size() - 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "abc~abc",
                "ab*cd~cd",
                "abc?~ab",
                "ab{0,1}cde~cde",
                "a.bcd~bcd",
                "a\\.bcd~a.bcd",
                "\\d+ abc~' abc'",
                "[abc]de~de",
                "[]abc]de~''",
                "(abc)?de~de",
                "abc|de~''",
                "(?i)abc~''",
                "\\Qabc\\E~''",
                "\\x41bc~''",
                "xö abc~' abc'",
                "a~''",
                "abc+d~abc"
            })
    void knowsWhatEachMatchMustHold(String regex, String required) {
        assertEquals(required, RequiredText.of(Pattern.compile(regex)));
    }

    @Test
    void whatIsRequiredStandsInEveryMatch() {
        var random = new Random(SEED);
        String letters = "abc.*?+[](){}\\d^$";
        for (int round = 0; round < 200_000; round++) {
            var regex = new StringBuilder();
            for (int i = random.nextInt(9); i >= 0; i--) {
                regex.append(letters.charAt(random.nextInt(letters.length())));
            }
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append("abcd.1".charAt(random.nextInt(6)));
            }
            check(regex.toString(), text.toString(), round);
        }
    }

    private static void check(String regex, String text, int round) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (java.util.regex.PatternSyntaxException none) {
            return;
        }
        if (pattern.matcher(text).find()) {
            assertTrue(
                    text.contains(RequiredText.of(pattern)),
                    "seed " + SEED + ", round " + round + ": " + regex + " in " + text);
        }
    }
}

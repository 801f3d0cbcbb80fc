package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.config.Literal.Sequence.Brackets;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LiteralParserTest {
    private final List<String> warnings = new ArrayList<>();

    private Literal parse(String text) throws LiteralException {
        return LiteralParser.parseValue(text, warnings::add);
    }

    private static Literal text(String value) {
        return new Literal.Text(value);
    }

    private String refusal(String text) {
        return String.valueOf(
                assertThrows(LiteralException.class, () -> parse(text)).getMessage());
    }

    /** Each line of the file: what ConfigObj 5 reads. Python 2's long number is the one case that we accept. */
    @TestFactory
    Stream<DynamicTest> readsEveryLineAsConfigObjDoes() throws Exception {
        return Files.readAllLines(Loads.corpus("expected/literal-cases.txt"), StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .map(line -> {
                    int arrow = line.indexOf(" => ");
                    String input = line.substring(0, arrow).stripTrailing();
                    return DynamicTest.dynamicTest(
                            input,
                            () -> asConfigObj(input, line.substring(arrow + 4).strip()));
                });
    }

    private void asConfigObj(String input, String expected) throws LiteralException {
        var problems = new Problems();
        Section top = read(input, problems);
        if (input.equals("x=10L")) {
            assertEquals(Literal.Whole.of(10), entryValue(top, "x"));
            assertEquals(
                    ConfigProblem.Severity.WARNING,
                    problems.inFileOrder().get(0).severity());
            return;
        }
        boolean complex = expected.contains("2j");
        boolean unknownName = expected.startsWith("MissingInterpolationOption");
        if (unknownName) {
            var entry = top.entries().values().iterator().next();
            assertTrue(new Interpolation(null).apply(entry, top, problems).isEmpty());
        }
        if (complex || unknownName || !expected.startsWith("{")) {
            assertTrue(problems.hasErrors(), () -> "accepted " + input);
            assertEquals(1, problems.inFileOrder().size());
            return;
        }
        assertEquals(List.of(), problems.inFileOrder());
        assertEquals(parse(expected), contents(top));
    }

    private static Section read(String text, Problems problems) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return CfgParser.parse(SourceText.of(bytes, new Origin("a.cfg", 0, 1), problems), problems);
    }

    private static Literal entryValue(Section section, String key) {
        return section.entries().values().stream()
                .filter(entry -> entry.key().equals(key))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static Literal contents(Section section) {
        var all = new LinkedHashMap<Literal, Literal>();
        section.entries().values().forEach(entry -> all.put(text(entry.key()), entry.value()));
        section.sections().values().forEach(child -> all.put(text(child.name()), contents(child)));
        return new Literal.Mapping(all);
    }

    @Test
    void readsEscapesOfPythonStrings() throws Exception {
        assertEquals(text("\\'\"\u0007\b\f\n\r\t\u000b"), parse("'\\\\\\'\\\"\\a\\b\\f\\n\\r\\t\\v'"));
        assertEquals(text("A\u00e9\u0101\ud83d\ude00~"), parse("'\\x41\\u00e9\\u0101\\U0001f600\\176'"));
        assertEquals(text("\u03b1"), parse("'\\N{GREEK SMALL LETTER ALPHA}'"));
        assertEquals(text("\\d\\ "), parse("'\\d\\ '"));
    }

    @Test
    void leavesRawStringsAsTheyAre() throws Exception {
        assertEquals(text("C:\\temp\\new"), parse("r'C:\\temp\\new'"));
        assertEquals(text("a\\'b"), parse("R'a\\'b'"));
    }

    @Test
    void joinsAdjacentStringsOfEveryPrefix() throws Exception {
        assertEquals(text("abcde"), parse("'a' u\"b\" b'c' ur'd' Rb'e'"));
    }

    @Test
    void readsUnicodeEscapesInByteStringsAsTheyStand() throws Exception {
        assertEquals(text("\\u0041A"), parse("b'\\u0041\\x41'"));
    }

    @Test
    void readsNumbersOfBothPythons() throws Exception {
        assertEquals(Literal.Whole.of(255), parse("0xFF"));
        assertEquals(Literal.Whole.of(-5), parse("-0b101"));
        assertEquals(Literal.Whole.of(1_000_000), parse("1_000_000"));
        assertEquals(new Literal.Real(-1500.0), parse("-1.5e+3"));
        assertEquals(new Literal.Real(0.5), parse(".5"));
        assertEquals(new Literal.Real(9.0), parse("09."));
        assertEquals(Literal.Whole.of(0), parse("00"));
        assertEquals(new Literal.Whole(new BigInteger("9".repeat(40))), parse("9".repeat(40)));
        assertEquals(List.of(), warnings);
    }

    @Test
    void warnsAboutNumbersOnlyPython2Knew() throws Exception {
        assertEquals(Literal.Whole.of(511), parse("0777"));
        assertEquals(Literal.Whole.of(10), parse("10L"));
        assertEquals(Literal.Whole.of(255), parse("0xFFL"));
        assertEquals(3, warnings.size());
        assertTrue(warnings.get(0).contains("0o777"), warnings::toString);
    }

    @Test
    void refusesWhatIsNoNumber() {
        for (String wrong :
                List.of("09", "1__0", "1_", "0x", "0b2", "1e", "12ab", "1.2.3", "3j", "1+2", "0o8", "1.5L")) {
            assertThrows(LiteralException.class, () -> parse(wrong), wrong);
        }
    }

    @Test
    void boundsTheDigitsOfANumber() {
        assertTrue(refusal("9".repeat(5000)).contains("at most 4300"));
    }

    @Test
    void readsNestedCollections() throws Exception {
        var expected = new LinkedHashMap<Literal, Literal>();
        expected.put(text("a"), new Literal.Sequence(Brackets.LIST, List.of(Literal.Whole.of(1), new Literal.None())));
        expected.put(
                new Literal.Sequence(Brackets.TUPLE, List.of(Literal.Whole.of(1))),
                new Literal.Sequence(Brackets.SET, List.of(new Literal.Truth(true))));
        assertEquals(new Literal.Mapping(expected), parse("{ 'a' : [1, None,] , (1,): {True} , }  # comment"));
    }

    @Test
    void tellsWhoForgotQuotesWhatToWrite() {
        assertEquals("the word \"INFO\" has no quotes; write 'INFO'", refusal("INFO"));
    }

    @Test
    void runsNoCode() {
        assertTrue(refusal("os.system('x')").contains("would run code"));
        assertTrue(refusal("__import__('os')").contains("would run code"));
        assertThrows(LiteralException.class, () -> parse("'a' + 'b'"));
        assertThrows(LiteralException.class, () -> parse("[x for x in 'a']"));
        assertThrows(LiteralException.class, () -> parse("f'{1}'"));
    }

    @Test
    void knowsTheConsolesInArgumentsOnly() throws Exception {
        assertEquals(
                new Literal.Sequence(Brackets.TUPLE, List.of(new Literal.Console(true))),
                LiteralParser.parseArguments("(sys.stderr,)", warnings::add));
        assertThrows(LiteralException.class, () -> parse("(sys.stderr,)"));
        assertThrows(LiteralException.class, () -> LiteralParser.parseArguments("(sys.stdin,)", warnings::add));
    }

    @Test
    void refusesBracketsNestedTooDeep() {
        assertTrue(refusal("[".repeat(10_000)).contains("deeper than 100"));
    }

    @Test
    void readsBackWhateverIsPrinted() throws Exception {
        long seed = 20081026;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Literal literal = anyLiteral(random, 3);
            String printed = print(literal);
            assertEquals(literal, parse(printed), () -> "seed " + seed + ", " + printed);
        }
    }

    private static Literal anyLiteral(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> new Literal.Whole(new BigInteger(random.nextInt(90) + 1, random));
            case 1 -> new Literal.Real(random.nextGaussian() * 1e6);
            case 2 -> new Literal.Truth(random.nextBoolean());
            case 3 -> new Literal.None();
            case 4 -> text(anyText(random));
            case 5, 6 ->
                new Literal.Sequence(
                        random.nextBoolean() ? Brackets.LIST : Brackets.TUPLE,
                        Stream.generate(() -> anyLiteral(random, depth - 1))
                                .limit(random.nextInt(4))
                                .toList());
            default -> {
                var map = new LinkedHashMap<Literal, Literal>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(text(anyText(random)), anyLiteral(random, depth - 1));
                }
                yield new Literal.Mapping(map);
            }
        };
    }

    private static String anyText(Random random) {
        String letters = "ab'\"\\\n\t#,[](){}:%\u00e9\u2028\u0001 ";
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    private static String print(Literal literal) {
        if (literal instanceof Literal.Text text) {
            var printed = new StringBuilder("'");
            text.value().chars().forEach(c -> printed.append(String.format("\\u%04x", c)));
            return printed.append('\'').toString();
        }
        if (literal instanceof Literal.Sequence sequence) {
            var items = sequence.items().stream().map(LiteralParserTest::print).toList();
            String inside = String.join(" , ", items);
            boolean list = sequence.brackets() == Brackets.LIST;
            return list ? "[" + inside + "]" : "(" + inside + (items.size() == 1 ? ",)" : ")");
        }
        if (literal instanceof Literal.Mapping mapping) {
            var items = mapping.entries().entrySet().stream()
                    .map(entry -> print(entry.getKey()) + ":" + print(entry.getValue()))
                    .toList();
            return "{" + String.join(",", items) + "}";
        }
        return literal.repr();
    }
}

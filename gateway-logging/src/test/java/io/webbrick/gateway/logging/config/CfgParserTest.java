package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CfgParserTest {
    private final Problems problems = new Problems();

    private Section parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private Section parse(byte[] bytes) {
        return CfgParser.parse(SourceText.of(bytes, new Origin("log.cfg", 0, 1), problems), problems);
    }

    private List<String> found() {
        return problems.inFileOrder().stream().map(ConfigProblem::toString).toList();
    }

    private static String value(Section section, String key) {
        return section.entries().values().stream()
                .filter(entry -> entry.key().equals(key))
                .map(entry -> entry.value().repr())
                .findFirst()
                .orElse("absent");
    }

    @Test
    void readsEveryKindOfLineEndInOneFile() {
        Section top = parse("a=1\r\nb=2\rc=3\nd=4");
        assertEquals(List.of("a", "b", "c", "d"), List.copyOf(top.entries().keySet()));
        assertEquals(
                List.of(1, 2, 3, 4),
                top.entries().values().stream()
                        .map(entry -> entry.origin().line())
                        .toList());
    }

    @Test
    void skipsAByteOrderMark() {
        assertEquals("1", value(parse("\ufeffa=1"), "a"));
        assertEquals(List.of(), found());
    }

    @Test
    void readsWhatWindowsCallsUnicode() {
        assertEquals("'\u00e9'", value(parse("\ufeffa='\u00e9'".getBytes(StandardCharsets.UTF_16LE)), "a"));
        assertEquals(List.of(), found());
    }

    @Test
    void readsOldFilesThatAreNotUtf8WithAWarning() {
        assertEquals("'\u00e9'", value(parse("a='\u00e9'".getBytes(StandardCharsets.ISO_8859_1)), "a"));
        assertEquals(
                List.of("log.cfg:1: warning: the file is not UTF-8 and was read as Latin-1; save it as UTF-8"),
                found());
    }

    @Test
    void nestsSectionsByTheirBrackets() {
        Section top = parse("[a]\n [[b]]\n[[[ \"c d\" ]]] # comment [x]\nk=1\n[[e]]\n[ 'f' ]\n[[g.h/i]]");
        assertEquals(List.of(), found());
        Section a = top.sectionOrEmpty("a");
        assertEquals("1", value(a.sectionOrEmpty("b").sectionOrEmpty("c d"), "k"));
        assertTrue(a.sections().containsKey("e"));
        assertTrue(top.sectionOrEmpty("f").sections().containsKey("g.h/i"));
    }

    @Test
    void refusesASectionThatSkipsADepth() {
        parse("[a]\n[[[b]]]\nk=1\nk=2");
        assertEquals(2, found().size());
        assertTrue(
                found().get(0).startsWith("log.cfg:2: error: section \"[[[b]]]\" is nested too deep"),
                found()::toString);
        assertTrue(
                found().get(1).startsWith("log.cfg:4: error: key \"k\" is there already, in line 3"),
                found()::toString);
    }

    @Test
    void tellsOfADuplicateSectionOnceAndSetsItsKeysAside() {
        Section top = parse("[a]\nk=1\n[a]\nk=2\nj=3\n[b]\n");
        assertEquals(
                List.of("log.cfg:3: error: section \"[a]\" is there already, in line 1; put both together"), found());
        assertEquals("1", value(top.sectionOrEmpty("a"), "k"));
        assertTrue(top.sections().containsKey("b"));
    }

    @Test
    void refusesAKeyWithTheNameOfASectionAndTheReverse() {
        parse("[a]\n[[b]]\n[c]\nd=1\n[[d]]");
        assertEquals(List.of("log.cfg:5: error: section \"[[d]]\" has the name of the key in line 4"), found());
    }

    @Test
    void readsQuotedKeysAndKeysWithBlanks() {
        Section top = parse("'q = k' = 'v'\na b.c = 1 # comment\n\"it's\"=2");
        assertEquals(
                List.of("q = k", "a b.c", "it's"), List.copyOf(top.entries().keySet()));
    }

    @Test
    void takesNoSemicolonForAComment() {
        parse("; comment\nx='a' ; c");
        assertEquals(2, found().size());
    }

    @Test
    void readsTheContentOfTripleQuotesAsALiteralAgain() {
        Section top = parse("a=\"\"\"['x']\"\"\" # comment\nb='''[\n 'y', # why\n 'z']'''\nc=1");
        assertEquals(List.of(), found());
        assertEquals("['x']", value(top, "a"));
        assertEquals("['y', 'z']", value(top, "b"));
        assertEquals("1", value(top, "c"));
    }

    @Test
    void goesOnBehindTripleQuotesThatNeverClose() {
        Section top = parse("a='''['x']\nb=2");
        assertEquals(List.of("log.cfg:1: error: value of \"a\": the closing ''' is missing"), found());
        assertEquals("2", value(top, "b"));
    }

    @Test
    void reportsAllProblemsOfAFileEachWithItsLine() {
        parse("a=INFO\n\nrubbish\nb=[1,\nc=1\nc=2");
        List<String> all = found();
        assertEquals(4, all.size(), all::toString);
        assertTrue(all.get(0).startsWith("log.cfg:1: error: value of \"a\": the word \"INFO\" has no quotes"));
        assertEquals("log.cfg:3: error: neither a [section] nor key = 'value': \"rubbish\"", all.get(1));
        assertTrue(
                all.get(2).startsWith("log.cfg:4: error: value of \"b\": the value ends too early; a list"),
                all::toString);
        assertTrue(all.get(3).startsWith("log.cfg:6: error: key \"c\""));
    }

    @Test
    void listsAThousandProblemsAndCountsTheRest() {
        parse("rubbish\n".repeat(5_000));
        assertEquals(1_001, found().size());
        assertEquals("log.cfg:1000: error: 4000 further problems not listed", found().get(1_000));
    }

    @Test
    void survivesAMegabyteOfBrackets() {
        parse("[".repeat(500_000) + "a" + "]".repeat(400_000));
        parse("]".repeat(500_000) + "[ a" + "] x".repeat(100_000));
        parse("\"".repeat(900_000));
        assertTrue(problems.hasErrors());
    }
}

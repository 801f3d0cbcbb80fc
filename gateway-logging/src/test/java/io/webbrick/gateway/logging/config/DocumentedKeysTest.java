package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md says what the code reads, no more and no less. */
class DocumentedKeysTest {
    /** Those of a LogRecord of CPython 3.13, and the two that its formatter adds. */
    private static final String PYTHONS =
            "args asctime created exc_info exc_text filename funcName levelname levelno lineno"
                    + " message module msecs msg name pathname process processName relativeCreated stack_info taskName thread"
                    + " threadName";

    private static List<String[]> rows() throws IOException {
        return Files.readAllLines(Loads.project("docs/configuration.md"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("| `["))
                .map(line -> line.substring(2, line.length() - 2).split(" \\| "))
                .toList();
    }

    @Test
    void theTableListsExactlyTheKeysOfTheCode() throws IOException {
        var documented = new TreeSet<String>();
        rows().forEach(row -> documented.add(row[0] + " " + row[1]));
        var known = new TreeSet<String>();
        Arrays.stream(ConfigKey.values())
                .forEach(key -> known.add("`" + key.place().section() + "` `" + key.word() + "`"));
        assertEquals(known, documented);
        assertEquals(known.size(), rows().size(), "each key once");
    }

    @Test
    void everyKeyHasAMeaningAValueAndADefault() throws IOException {
        for (String[] row : rows()) {
            assertEquals(5, row.length, row[1]);
            Arrays.stream(row).forEach(cell -> assertFalse(cell.isBlank(), row[1]));
        }
    }

    @Test
    void everyAttributeOfPythonsRecordsIsNamed() throws IOException {
        String text = Files.readString(Loads.project("docs/configuration.md"), StandardCharsets.UTF_8);
        int begin = text.indexOf("Formats may name every attribute");
        String paragraph = text.substring(begin, text.indexOf("mean nothing here", begin));
        var named = new TreeSet<String>();
        Pattern.compile("`(\\w+)`").matcher(paragraph).results().forEach(found -> named.add(found.group(1)));
        named.remove("mdc");
        assertEquals(new TreeSet<>(List.of(PYTHONS.split(" "))), named);
        assertTrue(named.stream().allMatch(RecordAttributes::isKnown), named::toString);
    }

    @Test
    void everyClassIsNamed() throws IOException {
        String text = Files.readString(Loads.project("docs/configuration.md"), StandardCharsets.UTF_8);
        for (HandlerClass known : HandlerClass.values()) {
            assertTrue(text.contains("'" + known.python() + "'"), known.python());
        }
    }
}

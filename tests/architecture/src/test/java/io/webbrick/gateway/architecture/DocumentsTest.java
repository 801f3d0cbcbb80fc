package io.webbrick.gateway.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents hold together: what they point to is there (pictures aside), and the index names every decision. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path DECISIONS = ROOT.resolve("docs").resolve("decisions");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyLinkToAFileLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (Path document : documents()) {
            Matcher link = LINK.matcher(Files.readString(document, StandardCharsets.UTF_8));
            while (link.find()) {
                String target = link.group(1);
                if (!target.contains("://")
                        && !target.endsWith(".png")
                        && !Files.exists(document.resolveSibling(target))) {
                    broken.add(ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyDecisionStandsInTheIndexUnderItsTitle() throws IOException {
        String index = Files.readString(DECISIONS.resolve("README.md"), StandardCharsets.UTF_8);
        List<Path> pages = decisions();
        assertTrue(pages.size() >= 18, () -> pages.size() + " decisions");
        for (Path page : pages) {
            String name = page.getFileName().toString();
            String number = name.substring(0, 4);
            String title = Files.readAllLines(page, StandardCharsets.UTF_8).get(0);
            String expected = "| [" + number + "](" + name + ") | " + title.replaceFirst("^# \\d{4}: ", "") + " |";
            assertTrue(index.contains(expected), () -> "not in the index: " + expected);
        }
    }

    @Test
    void everyDecisionSaysWhyAndWhatOfItIsBuilt() throws IOException {
        for (Path page : decisions()) {
            List<String> headings = Files.readAllLines(page, StandardCharsets.UTF_8).stream()
                    .filter(line -> line.startsWith("## "))
                    .map(line -> line.substring(3))
                    .toList();
            assertEquals(
                    List.of("Context", "Decision", "Reason", "Consequences", "Built now"),
                    headings,
                    () -> page.getFileName().toString());
        }
    }

    @Test
    void theImportTableOfTheDocumentsNamesEveryStation() throws IOException {
        String way = Files.readString(ROOT.resolve("docs").resolve("way-of-a-record.md"), StandardCharsets.UTF_8);
        for (String room : new ImportTable(House.BASE).rooms()) {
            if (!List.of("app", "web", "events", "ship").contains(room)) {
                assertTrue(way.contains("| `" + room + "` |"), () -> "way-of-a-record.md does not name " + room);
            }
        }
    }

    private static List<Path> documents() throws IOException {
        var found = new ArrayList<Path>();
        try (Stream<Path> top = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .forEach(found::add);
        }
        assertTrue(found.size() > 20, () -> "too few documents below " + ROOT + ": " + found);
        return found;
    }

    private static List<Path> decisions() throws IOException {
        try (Stream<Path> pages = Files.list(DECISIONS)) {
            return pages.filter(page -> page.getFileName().toString().matches("\\d{4}-.*\\.md"))
                    .sorted()
                    .toList();
        }
    }
}

package io.webbrick.gateway.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Peers;
import io.webbrick.gateway.benchmarks.row.Row;
import io.webbrick.gateway.benchmarks.row.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportsTest {
    private static final Conditions CONDITIONS = new Conditions(
            "2026-11-21", "quick in 50 s", 1, "a processor", 2, "24 GB", "Linux", "0.1 before, 1.9 after");
    private static final Row DISABLED = Rows.all().stream()
            .filter(row -> row.name().equals("disabled"))
            .findFirst()
            .orElseThrow();

    private final Results results = new Results();

    @Test
    void tablesNameConditionsFiguresGoalsAndWhatIsMissing() {
        measure();
        String text = new Tables(CONDITIONS, results).plain();
        for (String expected : List.of("a processor, 2 cores", "JDK 17, ext4", "<= 1.5 x best", "1.50", "yes")) {
            assertTrue(text.contains(expected), () -> expected + " in\n" + text);
        }
        assertTrue(text.contains("not measured: JDK 17, ext4, disabled, jul: it has no such setting"), text);
    }

    @Test
    void markdownHasAColumnForEachPeer() {
        measure();
        String text = new Tables(CONDITIONS, results).markdown();
        assertTrue(text.lines().anyMatch(line -> line.matches("\\| everybody .*\\| +ours \\| +tinylog \\|")), text);
        assertTrue(text.contains("### JDK 17, ext4\n"), text);
    }

    @Test
    void jsonHoldsEveryFigureWithItsRatio() {
        measure();
        String text = new JsonReport(CONDITIONS, results).text();
        assertTrue(
                text.contains("\"best\": \"tinylog\", \"ratio\": 1.5000, \"goal\": \"<= 1.5 x best\", \"met\": true"),
                text);
        assertTrue(
                text.contains("\"ours\": {\"median\": 1.2000, \"min\": 1.2000, \"max\": 1.2000, \"count\": 1}"), text);
        assertFalse(text.contains("NaN"), text);
    }

    @Test
    void jsonEscapesWhatAProcessPrinted() {
        assertEquals("\"a \\\"b\\\" \\\\ \\u0009\"", JsonReport.quoted("a \"b\" \\ \t"));
    }

    private void measure() {
        var here = new Environment("JDK 17", "ext4");
        results.add(here, DISABLED, peer("ours"), Map.of("ns", List.of(1.2)));
        results.add(here, DISABLED, peer("tinylog"), Map.of("ns", List.of(0.8)));
        results.addFailure(here, DISABLED, peer("jul"), "it has no such setting");
    }

    private static Peer peer(String name) {
        return Peers.all().stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

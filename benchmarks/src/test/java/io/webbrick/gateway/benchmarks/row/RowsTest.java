package io.webbrick.gateway.benchmarks.row;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.benchmarks.peer.Peers;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsTest {
    @Test
    void namesAreUnique() {
        List<String> names = Rows.all().stream().map(Row::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
    }

    @Test
    void everyRowHasOursAFigureAndFullArguments() {
        for (Row row : Rows.all()) {
            assertTrue(
                    Peers.all().stream().anyMatch(peer -> peer.name().startsWith("ours") && row.includes(peer)),
                    row.name());
            assertFalse(row.figures().isEmpty(), row.name());
            assertFalse(row.full().isEmpty(), row.name());
        }
    }

    @Test
    void quickHasTheKeyRows() {
        assertEquals(
                List.of("enabled-1", "enabled-2", "disabled", "paced", "sustained"),
                Rows.all().stream()
                        .filter(row -> !row.quick().isEmpty())
                        .map(Row::name)
                        .toList());
    }

    @Test
    void onlyTheRowAboutTheContextShowsIt() {
        assertEquals(
                List.of("mdc"),
                Rows.all().stream().filter(Row::withContext).map(Row::name).toList());
    }
}

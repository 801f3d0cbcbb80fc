package io.webbrick.gateway.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TextTableTest {
    private final TextTable table = new TextTable(1, "figure", "ours");

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        table.add("call", "71");
        table.add("start", "1,085");
        assertEquals("""
                figure   ours
                ------  -----
                call       71
                start   1,085
                """, table.plain());
    }

    @Test
    void markdownAlignsFiguresToTheRight() {
        table.add("call", "71");
        assertEquals("""
                | figure | ours |
                | ------ | ---: |
                | call   |   71 |
                """, table.markdown());
    }

    @Test
    void refusesARowOfAnotherLength() {
        assertThrows(IllegalArgumentException.class, () -> table.add("call"));
    }
}

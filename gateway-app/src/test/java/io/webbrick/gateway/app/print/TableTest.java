package io.webbrick.gateway.app.print;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void linesUpWordsLeftAndNumbersRight() {
        var table = new Table("STREAM", "SIZE", "LOST");
        table.row("Access", "1.2 MB", 0);
        table.row("EventLog", "912 B", 12);
        assertEquals(
                List.of("STREAM      SIZE  LOST", "Access    1.2 MB     0", "EventLog   912 B    12"), lines(table));
    }

    @Test
    void leavesNoBlanksAtTheEndOfALine() {
        var table = new Table("NAME", "ROLE");
        table.row("a", "administrator");
        table.row("b", "x");
        assertEquals(List.of("NAME  ROLE", "a     administrator", "b     x"), lines(table));
    }

    @Test
    void printsNothingWithoutRows() {
        assertEquals(List.of(), lines(new Table("NAME")));
    }

    @Test
    void refusesARowOfAnotherWidth() {
        assertThrows(IllegalArgumentException.class, () -> new Table("A", "B").row("only one"));
    }

    @Test
    void sizesAreInPowersOfAThousand() {
        assertEquals("999 B", Sizes.of(999));
        assertEquals("1.0 kB", Sizes.of(1_000));
        assertEquals("100.0 MB", Sizes.of(100_000_000));
        assertEquals("2500.0 GB", Sizes.of(2_500_000_000_000L));
    }

    private static List<String> lines(Table table) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        table.print(out);
        out.flush();
        return text.toString().lines().toList();
    }
}

package io.webbrick.gateway.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void readsFiguresAmongWhatALibraryPrints() {
        Answer answer = Answer.parse(List.of("WARN an appender", "@ ns 71.200 70.000", "@home", "@ lost 0.000"));
        assertEquals(List.of(71.2, 70.0), answer.of("ns"));
        assertEquals(List.of(0.0), answer.of("lost"));
        assertEquals(List.of(), answer.of("p50"));
    }

    @Test
    void aFigureThatIsNoNumberIsAnError() {
        assertThrows(NumberFormatException.class, () -> Answer.parse(List.of("@ ns many")));
    }
}

package io.webbrick.gateway.benchmarks.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JvmTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"));

    @TempDir
    private Path directory;

    @Test
    void readsWhatAProcessPrintsOnBothOutputs() throws Exception {
        Jvm.Ended ended = start("-version").await(Duration.ofSeconds(60));
        ended.requireSuccess();
        assertTrue(
                ended.printed().stream().anyMatch(line -> line.contains("version")),
                () -> ended.printed().toString());
        assertTrue(ended.nanos() > 0);
    }

    @Test
    void aProcessThatFailsIsAnErrorWithItsReason() throws Exception {
        Jvm.Ended ended = start("no.such.Program").await(Duration.ofSeconds(60));
        var failure = assertThrows(IOException.class, ended::requireSuccess);
        assertTrue(String.valueOf(failure.getMessage()).contains("no.such.Program"), failure::getMessage);
    }

    @Test
    void theReasonIsTheFirstExceptionElseTheLastLines() {
        var stack =
                List.of("begin", "Exception in thread \"main\" java.lang.OutOfMemoryError: heap", "\tat a.B", "end");
        assertEquals(stack.get(1), new Jvm.Ended(stack, 1, 1).lastWords());
        assertEquals("2 | 3 | 4 | 5", new Jvm.Ended(List.of("1", "2", "3", "4", " ", "5"), 1, 1).lastWords());
    }

    private Jvm start(String argument) throws IOException {
        return Jvm.start(JDK, List.of(argument), directory);
    }
}

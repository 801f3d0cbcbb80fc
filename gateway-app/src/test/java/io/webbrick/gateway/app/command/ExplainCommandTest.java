package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.app.command.Harness.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where records go and why, as the command tells it. */
class ExplainCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path home;

    private Answer run(String... args) {
        return new Harness(home).run(args);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("log.cfg"), text);
    }

    private Path quiet() throws IOException {
        return file("""
                [logging]
                [[handlers]]
                [[[h]]]
                filename='h.log'
                level='INFO'
                [[loggers]]
                [[[a]]]
                qualname='a'
                level='DEBUG'
                handlers=['h']
                propagate=0
                [[[root]]]
                level='ERROR'
                handlers=['Error']
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway/log.cfg", "gateway/log.cfg + gateway/prod.cfg"})
    void theMatrixEqualsTheOriginalsCellByCell(String fileSet) throws IOException {
        JsonNode expected = JSON.readTree(Harness.root()
                        .resolve("tests/corpus/expected/routing-matrix.json")
                        .toFile())
                .get(fileSet)
                .get("matrix");
        var names = new ArrayList<String>();
        expected.properties().forEach(row -> names.add(row.getKey()));
        Path list = Files.write(home.resolve("names.txt"), names);
        var words = new ArrayList<>(List.of("explain", "--matrix", list.toString()));
        for (String name : fileSet.split(" \\+ ")) {
            words.add(Harness.corpus(name).toString());
        }
        Answer answer = run(words.toArray(String[]::new));
        assertEquals("", answer.err());
        assertEquals(expected, JSON.readTree(answer.out()));
    }

    @Test
    void theStreamsThatTakeARecordComeFirstWithTheLinesThatSaySo() throws IOException {
        List<String> lines = run("explain", "a.b", "INFO", quiet().toString()).lines();
        assertEquals("a.b at INFO reaches h, Debug; DEBUG and above pass: level of a (log.cfg:9)", lines.get(0));
        assertEquals("h         yes       named by a (log.cfg:11), takes INFO and above", lines.get(2));
    }

    @Test
    void aLoggerThatDoesNotPropagateIsNamedAsTheEnd() throws IOException {
        assertTrue(run("explain", "a.b", "ERROR", quiet().toString())
                .out()
                .contains("named by no logger from here up to a (log.cfg:11), which does not propagate"));
    }

    @Test
    void aRecordBelowTheLoggersLevelReachesNoStream() throws IOException {
        assertEquals(
                "x at INFO reaches no stream; ERROR and above pass: level of the root logger (log.cfg:13)",
                run("explain", "x", "INFO", quiet().toString()).lines().get(0));
    }

    @Test
    void aStreamsOwnLevelIsAReason() throws IOException {
        assertTrue(run("explain", "a", "DEBUG", quiet().toString())
                .out()
                .contains("h         no        takes INFO and above"));
    }

    @Test
    void jsonHoldsTheSame() throws IOException {
        JsonNode answer = JSON.readTree(
                run("explain", "--json", "a", "20", quiet().toString()).out());
        assertEquals("[\"h\",\"Debug\"]", answer.get("reached").toString());
        assertEquals(20, answer.get("level").asInt());
    }

    @Test
    void aConfigurationThatCannotBeUsedIsWrongUsageWithItsLine() throws IOException {
        Answer answer = run("explain", "a", "INFO", file("[logging\n").toString());
        assertEquals(CommandFailure.USAGE, answer.status());
        assertTrue(answer.err().contains("log.cfg:1: error: "), answer.err());
    }

    @Test
    void anUnknownLevelIsWrongUsage() throws IOException {
        Answer answer = run("explain", "a", "LOUD", quiet().toString());
        assertEquals(CommandFailure.USAGE, answer.status());
        assertTrue(answer.err().contains("level \"LOUD\" unknown; one of TRACE, DEBUG"), answer.err());
    }
}

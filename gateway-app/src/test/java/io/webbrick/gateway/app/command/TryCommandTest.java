package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.webbrick.gateway.app.command.Harness.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dry runs against CPython's own answers, and what is refused. */
class TryCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXPECTED = Harness.root().resolve("tests/corpus/expected");

    @TempDir
    Path home;

    private JsonNode answer(String line) throws IOException {
        Answer answer = new Harness(home).input(line + "\n").run("try");
        assertEquals(0, answer.status(), answer.err());
        return JSON.readTree(answer.out());
    }

    /** What does not depend on the Python that answered: a refusal counts, its words do not. */
    private static JsonNode comparable(String line) throws IOException {
        ObjectNode result = (ObjectNode) JSON.readTree(line);
        result.remove("python");
        if (!result.get("config_error").isNull()) {
            result.put("config_error", "refused");
            result.remove(List.of("handlers", "stderr"));
        }
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"dictconfig", "rotation"})
    void casesAreAnsweredAsByPython(String kind) throws IOException {
        Answer answer = new Harness(home)
                .run("try", EXPECTED.resolve(kind + "-cases.ndjson").toString());
        List<String> expected = Files.readAllLines(EXPECTED.resolve(kind + "-expected.ndjson"));
        assertEquals("", answer.err());
        assertEquals(expected.size(), answer.lines().size());
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(comparable(expected.get(i)), comparable(answer.lines().get(i)), "case " + (i + 1));
        }
    }

    @Test
    void foreignClassesAreRefusedByName() throws IOException {
        JsonNode error = answer("{\"id\":1,\"config\":{\"version\":1,\"handlers\":{\"h\":{\"class\":\"os.system\"}}}}")
                .get("config_error");
        assertTrue(error.get("text").asText().startsWith("refused: config.handlers.h.class='os.system' is none of"));
    }

    @Test
    void aDefinedLevelMisspelledIsPythonsError() throws IOException {
        JsonNode error = answer("{\"config\":{\"version\":1,\"root\":{\"level\":\"WRANING\"}}}")
                .get("config_error");
        assertEquals("Unable to configure root logger", error.get("text").asText());
        assertEquals("Unknown level: 'WRANING'", error.at("/cause/0/text").asText());
    }

    @Test
    void messagesAreNotEscaped() throws IOException {
        JsonNode lines = answer("{\"config\":{\"version\":1,\"handlers\":{\"h\":{\"class\":\"logging.StreamHandler\"}},"
                        + "\"root\":{\"handlers\":[\"h\"]}},\"calls\":[[\"\",\"ERROR\",\"\\ta\\\\b\"]]}")
                .at("/handlers/h/lines");
        assertEquals("\ta\\b", lines.get(0).asText());
    }

    @Test
    void anAttributeThatARecordLacksIsCountedAsPythonsFailureToEmit() throws IOException {
        JsonNode result = answer("{\"config\":{\"version\":1,\"formatters\":{\"f\":{\"format\":\"%(nosuch)s\"}},"
                + "\"handlers\":{\"h\":{\"class\":\"logging.StreamHandler\",\"formatter\":\"f\"}},"
                + "\"root\":{\"handlers\":[\"h\"]}},\"calls\":[[\"\",\"ERROR\",\"a\"]]}");
        assertEquals(1, result.get("emit_errors").asInt());
        assertEquals(0, result.at("/handlers/h/lines").size());
    }

    @Test
    void aMemoryHandlerKeepsCallsBackUntilASeriousOne() throws IOException {
        JsonNode lines = answer("{\"config\":{\"version\":1,\"handlers\":{\"t\":{\"class\":\"logging.StreamHandler\"},"
                        + "\"m\":{\"class\":\"logging.handlers.MemoryHandler\",\"capacity\":9,\"target\":\"t\","
                        + "\"flushOnClose\":false}},\"root\":{\"level\":\"INFO\",\"handlers\":[\"m\"]}},"
                        + "\"calls\":[[\"\",\"INFO\",\"a\"],[\"\",\"ERROR\",\"b\"],[\"\",\"INFO\",\"c\"]]}")
                .at("/handlers/t/lines");
        assertEquals("[\"a\",\"b\"]", lines.toString());
    }

    @Test
    void filesOfAGatewayAreTriedWithoutTouchingTheirLogs() throws IOException {
        Path file = Files.writeString(home.resolve("log.cfg"), """
                [logging]
                [[handlers]]
                [[[h]]]
                filename='h.log'
                [[loggers]]
                [[[a]]]
                qualname='a'
                handlers=['h']
                """);
        JsonNode result = answer(
                "{\"files\":[" + JSON.writeValueAsString(file.toString()) + "],\"calls\":[[\"a\",\"ERROR\",\"x\"]]}");
        assertEquals("[\"x\"]", result.at("/handlers/h/files/h.log").toString());

        assertTrue(Files.notExists(home.resolve("h.log")));
    }

    @Test
    void aLineThatIsNoCaseIsAProblemWithItsPlace() {
        Answer answer = new Harness(home).input("{}\n{\"id\":\n").run("try");
        assertEquals(CommandFailure.PROBLEM, answer.status());
        assertEquals(2, answer.lines().size());
        assertTrue(answer.err().startsWith("gateway: standard input:2: not JSON"), answer.err());
    }
}

package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a fileConfig with a MemoryHandler does; the answers are those of CPython 3.13.0. */
final class PythonFileConfigTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode answer(String keys, String handlers, String memory, List<List<String>> calls)
            throws IOException {
        String ini = """
                [loggers]
                keys=root
                [handlers]
                keys=%s
                [formatters]
                keys=f
                [formatter_f]
                format=%%(levelname)s %%(message)s
                [logger_root]
                level=DEBUG
                handlers=%s
                [handler_mem]
                class=handlers.MemoryHandler
                %s
                [handler_out]
                class=StreamHandler
                formatter=f
                args=(sys.stdout,)
                """.formatted(keys, handlers, memory);
        String line = JSON.writeValueAsString(Map.of("id", "m", "fileConfig", ini, "calls", calls));
        try (FileSystem disk = Jimfs.newFileSystem(Configuration.unix())) {
            Path directory = Files.createDirectory(disk.getPath("/try"));
            return JSON.readTree(DryRun.answer(line, directory, InstantSource.system()));
        }
    }

    private static List<List<String>> calls(String... levels) {
        return IntStream.range(0, levels.length)
                .mapToObj(i -> List.of("root", levels[i], "m" + i))
                .toList();
    }

    @Test
    void keepsRecordsForATargetThatComesAfterIt() throws IOException {
        JsonNode result = answer("mem,out", "mem", "args=(3, 40)\ntarget=out", calls("INFO", "INFO", "ERROR", "INFO"));
        assertEquals(
                "[\"INFO m0\",\"INFO m1\",\"ERROR m2\",\"INFO m3\"]",
                result.at("/handlers/out/lines").toString());
    }

    @Test
    void keepsRecordsBehindThoseThatTheTargetGetsItself() throws IOException {
        JsonNode result = answer(
                "out,mem",
                "mem,out",
                "args=(10,)\nkwargs={'flushLevel': 30}\nlevel=INFO\ntarget=out",
                calls("INFO", "DEBUG", "WARNING", "INFO"));
        assertEquals(
                "[\"INFO m0\",\"DEBUG m1\",\"INFO m0\",\"WARNING m2\",\"WARNING m2\",\"INFO m3\",\"INFO m3\"]",
                result.at("/handlers/out/lines").toString());
    }

    @Test
    void aTargetThatNobodyDefinesIsAKeyError() throws IOException {
        JsonNode result = answer("mem,out", "mem", "args=(2,)\ntarget=nope", calls("INFO"));
        assertEquals("KeyError", result.at("/config_error/type").asText());
        assertEquals("'nope'", result.at("/config_error/text").asText());
    }

    @Test
    void withoutATargetNothingComesOut() throws IOException {
        JsonNode result = answer("mem,out", "mem", "args=(2,)", calls("INFO", "INFO", "INFO"));
        assertEquals("", result.at("/config_error/type").asText());
        assertEquals("", result.at("/handlers/out/lines").asText());
    }
}

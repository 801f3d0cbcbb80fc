package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.config.ConfigLoader;
import io.webbrick.gateway.logging.config.ConfigRequest;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the original's configuration sends records, cell by cell as the original itself answered. */
final class RoutingMatrixTest {
    private static final Path CORPUS = Path.of(System.getProperty("project.root"), "tests", "corpus");
    private static final List<String> LEVELS = List.of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL");

    private static RouteTable table(String fileSet) {
        List<Path> files = Arrays.stream(fileSet.split(" \\+ "))
                .map(name -> CORPUS.resolve("original").resolve(name))
                .toList();
        LoggingPlan plan = ConfigLoader.load(new ConfigRequest(
                        files, null, null, Path.of("unused").toAbsolutePath(), InstantSource.system()))
                .plan();
        assertNotNull(plan, "the original's files load");
        Map<String, LogStream> streams = new LinkedHashMap<>();
        plan.streams().forEach(spec -> streams.put(spec.name(), new LogStream(0, spec, new NoSink())));
        return new RouteTable(plan, streams, () -> 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway/log.cfg", "gateway/log.cfg + gateway/prod.cfg"})
    void recordsGoWhereTheOriginalSentThem(String fileSet) throws IOException {
        JsonNode matrix = new ObjectMapper()
                .readTree(CORPUS.resolve("expected")
                        .resolve("routing-matrix.json")
                        .toFile())
                .get(fileSet)
                .get("matrix");
        RouteTable table = table(fileSet);
        int cells = 0;
        for (Map.Entry<String, JsonNode> row : matrix.properties()) {
            String logger = row.getKey().equals("(root)") ? "" : row.getKey();
            for (String level : LEVELS) {
                Set<String> expected = new TreeSet<>();
                row.getValue().get(level).forEach(handler -> expected.add(handler.asText()));
                assertEquals(expected, takers(table, logger, level), row.getKey() + " " + level);
                cells++;
            }
        }
        assertTrue(cells >= 325, "all loggers and levels were compared: " + cells);
    }

    private static Set<String> takers(RouteTable table, String logger, String level) {
        return Stream.of(table.route(logger)
                        .streams(Level.named(level).orElseThrow().number()))
                .map(stream -> stream.spec().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MetricsTest {
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private Map<String, Double> metrics() throws IOException {
        Wire.Reply reply = house.get("/metrics");
        assertEquals(200, reply.status());
        return PrometheusText.parse(reply.body());
    }

    @Test
    void tellsHowLoggingStands() throws IOException {
        house.lost = 2;
        Map<String, Double> metrics = metrics();
        Map.ofEntries(
                        Map.entry("webbrick_records_lost_total", 2.0),
                        Map.entry("webbrick_ring_used_bytes", 4_096.0),
                        Map.entry("webbrick_ring_capacity_bytes", 1_048_576.0),
                        Map.entry("webbrick_ring_durable", 0.0),
                        Map.entry("webbrick_budget_limit_bytes", 100_000_000.0),
                        Map.entry("webbrick_budget_used_bytes", 4_210_688.0),
                        Map.entry("webbrick_clock_plausible", 1.0),
                        Map.entry("webbrick_stream_rotations_total{stream=\"EventLog\"}", 3.0),
                        Map.entry("webbrick_stream_budget_bytes{stream=\"EventLog\"}", 90_000_000.0),
                        Map.entry("webbrick_stream_records_total{stream=\"EventLog\",level=\"INFO\"}", 6.0),
                        Map.entry("webbrick_stream_written_bytes_total{stream=\"EventLog\",level=\"ERROR\"}", 99.0))
                .forEach((name, value) -> assertEquals(value, metrics.get(name), name));
    }

    @Test
    void countsRequestsByClassAndHowLongTheyTook() throws IOException {
        house.get("/api/events");
        house.get("/nothing");
        house.ask("BAD\r\n\r\n");
        house.accessLines(3);
        Map<String, Double> metrics = metrics();
        assertEquals(1.0, metrics.get("webbrick_http_requests_total{status=\"2xx\"}"));
        assertEquals(2.0, metrics.get("webbrick_http_requests_total{status=\"4xx\"}"));
        assertEquals(0.0, metrics.get("webbrick_http_requests_total{status=\"5xx\"}"));
        assertEquals(3.0, metrics.get("webbrick_http_request_seconds_count"));
        assertEquals(1.0, metrics.get("webbrick_query_seconds_count{path=\"/api/events\"}"));
        assertTrue(metrics.getOrDefault("webbrick_query_seconds_sum{path=\"/api/events\"}", 0.0) > 0);
    }

    @Test
    void hasNoLabelThatAClientChooses() throws IOException {
        house.get("/api/streams/Nobody/records");
        house.get("/api/evil%22%0aforged 1");
        house.get("/static/x.js");
        house.accessLines(3);
        assertFalse(metrics().keySet().stream().anyMatch(name -> name.contains("Nobody") || name.contains("evil")));
    }

    @Test
    void isRefusedByTheStrictReaderWhenSomethingIsWrong() {
        String fine = "# HELP a_total x\n# TYPE a_total counter\na_total{b=\"c\"} 1\n";
        assertEquals(Map.of("a_total{b=\"c\"}", 1.0), PrometheusText.parse(fine));
        for (String wrong : List.of(
                fine.stripTrailing(),
                fine + "a_total{b=\"c\"} 1\n",
                fine.replace("\"c\"", "\"c\"d\""),
                fine.replace("# TYPE a_total counter\n", ""),
                fine.replace(" 1\n", " -1\n"),
                fine.replace(" 1\n", " x\n"),
                "# HELP h x\n# TYPE h histogram\nh_bucket{le=\"1\"} 2\nh_bucket{le=\"+Inf\"} 1\nh_sum 1\nh_count 1\n")) {
            assertThrows(AssertionError.class, () -> PrometheusText.parse(wrong), wrong);
        }
    }

    @Test
    void theDocumentNamesEveryFamilyAndNoOther() throws IOException {
        house.get("/api/events");
        String document =
                Files.readString(Path.of(System.getProperty("project.root"), "docs", "api.md"), StandardCharsets.UTF_8);
        String section = document.substring(document.indexOf("## GET /metrics"));
        section = section.substring(0, section.indexOf("\n## ", 5));
        var named = Pattern.compile("`(webbrick_[a-z_]+)`")
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        var served = house.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2])
                .collect(Collectors.toSet());
        assertNotNull(section);
        assertEquals(named, served);
    }

    @Test
    void linesOfPollingGoToAJournalOfTheirOwn() throws IOException {
        house.polling = new CopyOnWriteArrayList<>();
        house.get("/healthz");
        house.get("/metrics?x=1");
        house.get("/metrics");
        house.get("/api/status");
        house.accessLines(2);
        assertEquals(2, house.polling.size(), house.polling.toString());
        assertTrue(house.access.get(0).contains("/metrics?x=1"), "what was refused is no polling");
    }
}

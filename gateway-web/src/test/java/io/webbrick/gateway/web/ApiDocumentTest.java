package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/api.md says what the server does. */
final class ApiDocumentTest {
    private static final Path DOCUMENT = Path.of(System.getProperty("project.root"), "docs", "api.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^## (GET|POST|PUT|DELETE) (\\S+)$");
    private static final Pattern TAKES = Pattern.compile("; it takes ([^\"]+)\"");

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)\n```");

    @TempDir
    private Path directory;

    private static String document() throws IOException {
        return Files.readString(DOCUMENT, StandardCharsets.UTF_8);
    }

    /** The first example of a section. */
    private static Map<?, ?> example(String heading) throws IOException, JsonException {
        String document = document();
        Matcher example = EXAMPLE.matcher(document.substring(document.indexOf("## " + heading)));
        assertTrue(example.find(), heading);
        return (Map<?, ?>) Objects.requireNonNull(Json.parse(example.group(1)));
    }

    private static Set<Object> keys(Object map) {
        return new TreeSet<>(((Map<?, ?>) map).keySet());
    }

    private static Object first(Map<?, ?> map, String list) {
        return Objects.requireNonNull(((List<?>) Objects.requireNonNull(map.get(list))).get(0));
    }

    @Test
    void everyCallOfTheDocumentIsAnswered() throws IOException {
        List<String> calls = new ArrayList<>();
        try (House house = new House(directory)) {
            Matcher heading = HEADING.matcher(document());
            while (heading.find()) {
                String path = heading.group(2).replace("{name}", "Error");
                Wire.Reply reply = house.ask(
                        heading.group(1) + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
                assertTrue(
                        reply.status() == 200 || reply.status() == 400 || path.equals("/api/stop"),
                        heading.group() + " " + reply.head());
                calls.add(path);
            }
        }
        assertEquals(28, calls.size(), calls.toString());
    }

    @Test
    void everyParameterThatACallTakesStandsInItsSectionAndNoOther() throws IOException {
        String document = document();
        String filters = section(document, "## Filters");
        int compared = 0;
        try (House house = new House(directory)) {
            house.line("error.log", "x");
            Matcher heading = HEADING.matcher(document);
            while (heading.find()) {
                String path = heading.group(2).replace("{name}", "Error");
                Wire.Reply reply = house.get(path + "?nonsense=1");
                Matcher takes = TAKES.matcher(reply.body());
                if (!heading.group(1).equals("GET") || !takes.find()) {
                    continue;
                }
                compared++;
                List<String> taken = List.of(takes.group(1).split(", ", -1));
                String section = section(document, heading.group());
                String all = section.contains("the filters") ? section + filters : section;
                for (String name : taken) {
                    assertTrue(name.equals("none") || all.contains("`" + name), path + " takes " + name);
                }
                for (String name : table(section)) {
                    assertTrue(taken.contains(name), path + " does not take " + name);
                }
            }
        }
        assertTrue(compared > 12, compared + " calls");
    }

    /** The names in the first column of the section's table of parameters. */
    private static List<String> table(String section) {
        String head = "| parameter | |\n|---|---|\n";
        int begin = section.indexOf(head);
        List<String> names = new ArrayList<>();
        if (begin >= 0) {
            section.substring(begin + head.length())
                    .lines()
                    .takeWhile(line -> line.startsWith("| `"))
                    .forEach(line -> names.addAll(List.of(line.substring(2, line.indexOf(" |"))
                            .replace("`", "")
                            .split(" ", -1))));
        }
        return names;
    }

    /** From a heading to the next. */
    private static String section(String document, String heading) {
        int begin = document.indexOf(heading + "\n");
        int end = document.indexOf("\n## ", begin + 1);
        return document.substring(begin, end < 0 ? document.length() : end);
    }

    @Test
    void everyExampleIsJson() throws IOException {
        Matcher example = EXAMPLE.matcher(document());
        int examples = 0;
        while (example.find()) {
            examples++;
            try {
                assertTrue(Json.parse(example.group(1)) instanceof Map, example.group(1));
            } catch (JsonException e) {
                throw new AssertionError(example.group(1), e);
            }
        }
        assertTrue(examples >= 10, "" + examples);
    }

    @Test
    void examplesHaveTheKeysOfRealAnswers() throws IOException, JsonException {
        try (House house = new House(directory)) {
            house.event(
                    House.NOW.minus(Duration.ofMinutes(1)),
                    "temperature",
                    "temperature/outside",
                    Map.of("val", 1.5, "name", "Outside", "unit", "°C"));
            house.line("EventLog.log", "2026-11-21T05:19:30.000+00:00 t,s,{\"@at\":\"2026-11-21T05:19:00Z\"}");
            house.line("error.log", "x");
            for (String path : List.of(
                    "/api/session",
                    "/api/loggers",
                    "/api/status",
                    "/api/sources",
                    "/api/streams",
                    "/api/series",
                    "/api/events")) {
                Map<String, Object> answer = house.get(
                                path + (path.endsWith("series") ? "?source=temperature/outside" : ""))
                        .json();
                assertEquals(keys(example("GET " + path)), keys(answer), path);
            }
            assertEquals(
                    keys(first(example("GET /api/sources"), "sources")),
                    keys(house.get("/api/sources").list("sources").get(1)));
            assertEquals(
                    keys(first(example("GET /api/loggers\n"), "loggers")),
                    keys(house.get("/api/loggers").list("loggers").get(0)));
            assertEquals(
                    keys(first(example("GET /api/events"), "events")),
                    keys(house.get("/api/events").list("events").get(1)));
            assertEquals(
                    keys(first(example("GET /api/streams\n"), "streams")),
                    keys(house.get("/api/streams").list("streams").get(0)));
            assertEquals(
                    keys(first(example("GET /api/series"), "series")),
                    keys(house.get("/api/series?source=temperature/outside")
                            .list("series")
                            .get(0)));
        }
    }

    @Test
    void theRecordsOfTheDocumentHaveTheKeysOfRealOnes() throws IOException, JsonException {
        try (House house = new House(directory);
                GatewayLogging logging = house.log()) {
            GatewayLogging.handle("a").log(Level.ERROR.number(), "b");
            assertTrue(logging.flush(10_000));
            Wire.Reply records = house.get("/api/streams/Error/records");
            Map<?, ?> example = example("GET /api/streams/{name}/records");
            assertEquals(keys(example), keys(records.json()));
            assertEquals(
                    keys(first(example, "records")),
                    keys(records.list("records").get(0)));
        }
    }

    @Test
    void theEventsOfATailHaveTheKeysOfTheDocument() throws IOException {
        String section = document().substring(document().indexOf("## GET /api/tail"));
        try (House house = new House(directory);
                GatewayLogging logging = house.log();
                Listener listener = new Listener(house, "/api/tail?stream=Debug&logger=T")) {
            Listener.Event counts = listener.next("counts");
            for (Object stream : counts.json().keySet()) {
                assertTrue(section.contains("\"" + stream + "\":"), "" + stream);
            }
            GatewayLogging.handle("T").log(Level.ERROR.number(), "b");
            assertTrue(logging.flush(10_000));
            Set<Object> stored = keys(house.get("/api/streams/Debug/records?logger=T")
                    .list("records")
                    .get(0));
            Set<Object> sent = keys(listener.next("record").json());
            stored.remove("line");
            sent.remove("line");
            assertEquals(stored, sent);
        }
    }
}

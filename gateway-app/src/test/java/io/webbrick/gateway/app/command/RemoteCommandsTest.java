package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands do with a gateway that is reached by its address only. */
final class RemoteCommandsTest {
    private static final String FINE = """
            {"name":"g","healthy":true,"uptimeSeconds":90061,"directory":"/logs","configuration":"log.cfg",
             "configurationProblems":[],"ring":"in memory, 4 MiB",
             "budget":{"limit":100000000,"used":1300000},"accepted":10,"stored":10,"lost":0,"problems":[],
             "streams":[{"name":"Access","file":"access.log","bytes":1234567,"files":2,"oldest":null,"keepsDays":14,"level":"INFO",
                         "stored":4,"lost":0}]}""";

    @TempDir
    Path home;

    private FakeGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void statusShowsStreamsInATable() {
        gateway.answers("/api/status", 200, FINE);
        Harness.Answer answer = run("status", "--url", gateway.url());
        assertEquals(0, answer.status(), answer::err);
        assertTrue(answer.out().contains("budget         1.3 MB of 100.0 MB"), answer::out);
        assertTrue(answer.out().contains("up 1 d 1 h 1 min 1 s"), answer::out);
        assertTrue(
                answer.out().contains("Access  INFO   1.2 MB      2       4     0  -       14 d   access.log"),
                answer::out);
    }

    @Test
    void statusAsJsonIsWhatTheGatewayAnswered() {
        gateway.answers("/api/status", 200, FINE);
        Harness.Answer answer = run("status", "--json", "--url", gateway.url());
        assertEquals(1, answer.lines().size());
        assertTrue(answer.out().contains("\"accepted\":10"), answer::out);
    }

    @Test
    void statusIsOneWhenRecordsWereLost() {
        gateway.answers("/api/status", 200, FINE.replace("\"lost\":0,\"problems\"", "\"lost\":3,\"problems\""));
        assertEquals(1, run("status", "--url", gateway.url()).status());
    }

    @Test
    void statusIsOneAndNamesTheProblemOfTheConfiguration() {
        gateway.answers(
                "/api/status",
                200,
                FINE.replace(
                        "\"configurationProblems\":[]", "\"configurationProblems\":[\"prod.cfg:3: error: typo\"]"));
        Harness.Answer answer = run("status", "--url", gateway.url());
        assertEquals(1, answer.status());
        assertTrue(answer.out().contains("prod.cfg:3: error: typo"), answer::out);
    }

    @Test
    void rotateAsksForOneStreamOrForAllThatHaveFiles() {
        gateway.answers(
                "/api/streams",
                200,
                "{\"streams\":[{\"name\":\"Error\",\"file\":\"error.log\"},{\"name\":\"Screen\",\"file\":null},"
                        + "{\"name\":\"my own\",\"file\":\"my.log\"}]}");
        gateway.answers("/api/streams/Error/rotate", 200, "{\"stream\":\"Error\",\"rotated\":true}");
        gateway.answers("/api/streams/my own/rotate", 200, "{\"stream\":\"my own\",\"rotated\":true}");
        assertEquals(
                List.of("Error rotated", "my own rotated"),
                run("rotate", "--url", gateway.url()).lines());
        assertEquals(
                List.of("Error rotated"),
                run("rotate", "Error", "--url", gateway.url()).lines());
        assertEquals(
                List.of("GET", "POST", "POST", "POST"),
                gateway.questions().stream().map(FakeGateway.Question::method).toList());
        Harness.Answer unknown = run("rotate", "Nothing", "--url", gateway.url());
        assertEquals(1, unknown.status());
        assertTrue(unknown.err().contains("nothing here"), unknown::err);
    }

    @Test
    void theTokenComesFromTheOptionBeforeTheEnvironment() {
        gateway.answers("/api/status", 200, FINE);
        new Harness(home).variable("GATEWAY_TOKEN", "env").run("status", "--url", gateway.url());
        new Harness(home).variable("GATEWAY_TOKEN", "env").run("status", "--url", gateway.url(), "--token", "option");
        run("status", "--url", gateway.url());
        assertEquals(
                List.of("Bearer env", "Bearer option", ""),
                gateway.questions().stream()
                        .map(FakeGateway.Question::authorization)
                        .toList());
    }

    @Test
    void aRefusalForWantOfCredentialsSaysHowToGetThem() {
        gateway.answers("/api/status", 401, "{\"error\":\"sign in\",\"detail\":\"no credentials\"}");
        Harness.Answer answer = run("status", "--url", gateway.url());
        assertEquals(1, answer.status());
        assertEquals(1, answer.errors().size());
        assertTrue(answer.err().contains("--token"), answer::err);
    }

    @Test
    void aServerThatIsNoGatewayIsSaidToBeNone() {
        gateway.answers("/api/status", 200, "<html>router</html>");
        Harness.Answer answer = run("status", "--url", gateway.url());
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("no gateway's answer"), answer::err);
    }

    @Test
    void nobodyAtTheAddressIsSaid() {
        String url = gateway.url();
        gateway.close();
        Harness.Answer answer = run("status", "--url", url);
        assertEquals(1, answer.status());
        assertEquals(1, answer.errors().size());
        assertTrue(answer.err().contains("no gateway answers at " + url), answer::err);
    }

    @Test
    void eventsPagesThroughEverything() {
        gateway.answers(
                "/api/events",
                200,
                "{\"events\":[{\"time\":\"2026-11-21T05:20:00Z\",\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1}}]}");
        Harness.Answer answer =
                run("events", "--url", gateway.url(), "--source", "a/b", "--from", "2026-11-21", "--zone", "UTC");
        assertEquals(0, answer.status(), answer::err);
        assertEquals(1, answer.lines().size());
        String path = gateway.questions().get(0).path();
        assertTrue(path.contains("source=a%2Fb"), path);
        assertTrue(path.contains("from=2026-11-21T00%3A00%3A00Z"), path);
    }

    @Test
    void seriesComeFromTheApi() {
        gateway.answers(
                "/api/series",
                200,
                "{\"series\":[{\"source\":\"s\",\"attr\":\"val\",\"points\":[[1000,1.5,2.5,2.0,2]],\"gaps\":[[1,2,\"silent\"]]}]}");
        Harness.Answer answer = run("series", "--source", "s", "--url", gateway.url(), "--format", "json");
        assertEquals(0, answer.status(), answer::err);
        assertTrue(answer.out().contains("[1000,1.5,2.5,2.0,2]"), answer::out);
        assertTrue(answer.out().contains("silent"), answer::out);
    }

    @Test
    void replayPublishesWhatTheGatewayDoesNotHave() throws IOException {
        Path file = Files.writeString(
                home.resolve("old.log"),
                "2026-11-21T05:20:00.000+00:00 t,a\n2026-11-21T05:20:01.000+00:00 t,b,{\"val\":1}\nnonsense\n",
                StandardCharsets.UTF_8);
        gateway.answers(
                "/api/events",
                200,
                "{\"accepted\":1,\"suppressed\":0,\"events\":[{\"time\":\"2026-11-21T06:00:00Z\","
                        + "\"at\":\"2026-11-21T05:20:00Z\",\"type\":\"t\",\"source\":\"a\",\"payload\":null}]}");
        Harness.Answer answer = run("replay", file.toString(), "--url", gateway.url());
        assertEquals(0, answer.status(), answer::err);
        assertEquals(List.of("replayed 1, already there 1, unreadable 1"), answer.lines());
        FakeGateway.Question post = gateway.questions().stream()
                .filter(question -> question.method().equals("POST"))
                .findFirst()
                .orElseThrow();
        assertTrue(post.body().contains("\"at\":\"2026-11-21T05:20:01Z\""), post::body);
        assertTrue(post.body().contains("\"source\":\"b\""), post::body);
        assertEquals(1, post.body().lines().count());
    }

    private Harness.Answer run(String... args) {
        return new Harness(home).run(args);
    }
}

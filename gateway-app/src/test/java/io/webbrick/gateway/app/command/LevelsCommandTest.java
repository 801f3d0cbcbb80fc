package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LevelsCommandTest {
    private static final String HEATING = "/api/loggers/WebBrickGateway.Heating";
    private static final String SET =
            "{\"name\":\"WebBrickGateway.Heating\",\"level\":\"DEBUG\",\"origin\":\"set at run time\","
                    + "\"until\":\"2026-11-21T05:50:00Z\",\"set\":\"DEBUG\",\"seen\":true,\"streams\":[\"Debug\"]}";

    @TempDir
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeGateway gateway;

    @BeforeEach
    void open() throws IOException {
        gateway = new FakeGateway();
        gateway.answers(HEATING, 200, SET);
        gateway.answers("/api/loggers", 200, "{\"loggers\":[" + SET + "]}");
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private Harness.Answer run(String... args) {
        var all = new ArrayList<String>(List.of("levels"));
        all.addAll(List.of(args));
        all.addAll(List.of("--url", gateway.url()));
        return new Harness(home).run(all.toArray(String[]::new));
    }

    private FakeGateway.Question asked() {
        assertEquals(1, gateway.questions().size());
        return gateway.questions().get(0);
    }

    @Test
    void showsAllLoggersInATable() {
        Harness.Answer answer = run();
        assertEquals(0, answer.status(), answer::err);
        assertEquals(
                "WebBrickGateway.Heating  DEBUG  set at run time  2026-11-21T05:50:00Z  Debug",
                answer.lines().get(1));
        assertEquals("GET /api/loggers", asked().method() + " " + asked().path());
    }

    @Test
    void showsOneLogger() {
        assertEquals(2, run("WebBrickGateway.Heating").lines().size());
        assertEquals("GET " + HEATING, asked().method() + " " + asked().path());
    }

    @Test
    void setsALevelForAWhile() {
        Harness.Answer answer = run("WebBrickGateway.Heating", "debug", "--for", "30m");
        assertEquals(0, answer.status(), answer::err);
        assertEquals("PUT " + HEATING, asked().method() + " " + asked().path());
        assertEquals("{\"level\":\"DEBUG\",\"for\":\"30m\"}", asked().body());
        assertTrue(answer.out().contains("2026-11-21T05:50:00Z"), answer::out);
        assertEquals("", answer.err());
    }

    @Test
    void defaultTakesItBack() {
        assertEquals(0, run("WebBrickGateway.Heating", "default").status());
        assertEquals("DELETE " + HEATING, asked().method() + " " + asked().path());
    }

    @Test
    void jsonIsWhatTheGatewayAnswered() {
        assertEquals(SET, run("--json", "WebBrickGateway.Heating").out().strip());
    }

    @Test
    void saysWhenNoStreamTakesWhatWasSet() {
        gateway.answers(HEATING, 200, SET.replace("\"level\":\"DEBUG\"", "\"level\":\"INFO\""));
        Harness.Answer answer = run("WebBrickGateway.Heating", "DEBUG");
        assertEquals(0, answer.status());
        assertTrue(answer.err().contains("no stream takes that"), answer::err);
    }

    @Test
    void aNameIsEncodedButForItsSlashes() {
        run("a b/c%");
        assertEquals("/api/loggers/a%20b/c%25", asked().path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "L DEBGU",
                "L 51",
                "L DEBUG --for soon",
                "L default --for 30m",
                "L --for 30m",
                "--for 30m",
                "a b c"
            })
    void wrongUsageIsTwoAndAsksNobody(String words) {
        Harness.Answer answer = run(words.split(" "));
        assertEquals(2, answer.status(), answer::out);
        assertEquals(1, answer.errors().size(), answer::err);
        assertEquals(0, gateway.questions().size());
    }

    @Test
    void withoutAGatewayItSaysSo() {
        Harness.Answer answer = new Harness(home).run("levels");
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("no running gateway found"), answer::err);
    }
}

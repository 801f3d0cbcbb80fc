package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LoggersApiTest {
    private static final String HEATING = "/api/loggers/WebBrickGateway.Heating";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private House house;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private Wire.Reply change(String method, String path, String body, String... headers) throws IOException {
        var more = new StringBuilder();
        for (String header : headers) {
            more.append(header).append("\r\n");
        }
        return house.ask(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    @Test
    void listsLoggersWithTheirLevelAndWhereItComesFrom() throws IOException {
        List<Map<String, Object>> loggers = house.get("/api/loggers").list("loggers");
        assertEquals("(root)", loggers.get(0).get("name"));
        assertEquals("INFO", loggers.get(1).get("level"));
        assertEquals("stream Debug, log.cfg:149", loggers.get(1).get("origin"));
        assertNull(loggers.get(1).get("until"));
    }

    @Test
    void setsALevelForAWhile() throws IOException {
        Map<String, Object> answer =
                change("PUT", HEATING, "{\"level\":\"debug\",\"for\":\"30m\"}").json();
        assertEquals("DEBUG", answer.get("level"));
        assertEquals("set at run time", answer.get("origin"));
        assertEquals(House.NOW.plusSeconds(1_800).toString(), answer.get("until"));
        assertEquals(
                List.of("WebBrickGateway.Heating 10 PT30M somebody on this machine"),
                house.levels().changes());
        assertEquals(answer, house.get(HEATING).json());
    }

    @Test
    void setsALevelUntilItIsTakenBack() throws IOException {
        assertNull(change("PUT", HEATING, "{\"level\":10}").json().get("until"));
        assertEquals("INFO", change("DELETE", HEATING, "").json().get("level"));
        assertEquals(
                List.of(
                        "WebBrickGateway.Heating 10 null somebody on this machine",
                        "WebBrickGateway.Heating cleared somebody on this machine"),
                house.levels().changes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/loggers/root", "/api/loggers/(root)", "/api/loggers/%28root%29"})
    void theRootLoggerHasThreeNames(String path) throws IOException {
        assertEquals(
                "(root)", change("PUT", path, "{\"level\":\"ERROR\"}").json().get("name"));
        assertEquals(
                " 40 null somebody on this machine", house.levels().changes().get(0));
    }

    @Test
    void aNameMayHoldASlashAndABlank() throws IOException {
        Map<String, Object> answer = change("PUT", "/api/loggers/brisa.upnp/base%20device", "{\"level\":\"ERROR\"}")
                .json();
        assertEquals("brisa.upnp/base device", answer.get("name"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "{\"level\":\"DEBGU\"}",
                "{\"level\":51}",
                "{\"level\":-1}",
                "{\"level\":\"default\"}",
                "{\"level\":\"DEBUG\",\"for\":\"soon\"}",
                "{\"level\":\"DEBUG\",\"for\":\"0m\"}",
                "{\"level\":\"DEBUG\",\"until\":\"30m\"}"
            })
    void whatMakesNoSenseIsRefusedAndChangesNothing(String body) throws IOException {
        Wire.Reply reply = change("PUT", HEATING, body);
        assertEquals(400, reply.status(), reply::head);
        assertTrue(reply.json().containsKey("detail"));
        assertEquals(List.of(), house.levels().changes());
    }

    @Test
    void whatTheLoggingRefusesIsSaid() throws IOException {
        Wire.Reply reply = change("PUT", "/api/loggers/full", "{\"level\":\"DEBUG\"}");
        assertEquals(400, reply.status());
        assertEquals("levels of 1000 loggers are set already", reply.json().get("detail"));
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws IOException {
        for (String header : List.of("Origin: http://evil.example", "Sec-Fetch-Site: cross-site")) {
            assertEquals(
                    403, change("PUT", HEATING, "{\"level\":\"DEBUG\"}", header).status());
            assertEquals(403, change("DELETE", HEATING, "", header).status());
        }
        assertEquals(List.of(), house.levels().changes());
    }

    @Test
    void aViewerLooksAndAnAdminChanges() throws IOException {
        house.close();
        house = new House(directory, House.Plan.DEFAULT.accounts(House.FAMILY));
        assertEquals(401, house.get("/api/loggers").status());
        assertEquals(
                200, house.get("/api/loggers", "Authorization: Bearer t-view").status());
        String body = "{\"level\":\"DEBUG\"}";
        assertEquals(
                403,
                change("PUT", HEATING, body, "Authorization: Bearer t-view").status());
        assertEquals(
                403,
                change("DELETE", HEATING, "", "Authorization: Bearer t-view").status());
        assertEquals(List.of(), house.levels().changes());
        assertEquals(
                200,
                change("PUT", HEATING, body, "Authorization: Bearer t-admin").status());
    }

    @Test
    void otherMethodsAreNamed() throws IOException {
        assertEquals(405, change("POST", HEATING, "{}").status());
        assertEquals(405, change("PUT", "/api/loggers", "{}").status());
        assertEquals(404, house.get("/api/loggers/").status());
    }
}

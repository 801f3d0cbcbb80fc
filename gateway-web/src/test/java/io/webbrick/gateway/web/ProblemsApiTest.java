package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong, and who writes much. */
final class ProblemsApiTest {
    @TempDir
    private Path directory;

    private House house;
    private GatewayLogging logging;

    @BeforeEach
    void start() throws IOException {
        house = new House(directory);
        house.clock = InstantSource.system();
        logging = house.log();
    }

    @AfterEach
    void stop() {
        logging.close();
        house.close();
    }

    private static void log(Level level, String logger, String message) {
        GatewayLogging.handle(logger).log(level.number(), message);
    }

    private List<Map<String, Object>> problems() throws IOException {
        assertTrue(logging.flush(10_000));
        Wire.Reply reply = house.get("/api/problems");
        assertEquals(200, reply.status(), reply.body());
        return reply.list("problems");
    }

    /** Those of loggers below T: template, level, count. */
    private List<String> folds() throws IOException {
        return problems().stream()
                .filter(each -> String.valueOf(each.get("logger")).startsWith("T"))
                .map(each -> each.get("template") + " " + each.get("level") + " " + each.get("count"))
                .toList();
    }

    @Test
    void errorsAndWarningsAreFoldedAndEachCountsOnce() throws IOException {
        for (int number = 0; number < 5; number++) {
            log(Level.ERROR, "T.lamp", "no bulb in lamp " + number + " of \"room " + number + "\"");
        }
        log(Level.WARNING, "T.heating", "too cold: 7.5");
        log(Level.INFO, "T.heating", "on 1");
        log(Level.WARNING, "T.heating", "too cold: 8");
        assertEquals(List.of("too cold: … WARNING 2", "no bulb in lamp … of … ERROR 5"), folds(), "the newest first");
        Map<String, Object> cold = problems().get(0);
        assertTrue(String.valueOf(cold.get("text")).endsWith("too cold: 8"), cold.toString());
        assertEquals("Debug", cold.get("stream"));
        List<?> rate = (List<?>) Objects.requireNonNull(cold.get("rate"));
        assertEquals(24, rate.size());
        assertEquals(2L, rate.get(23));
    }

    @Test
    void whatIsAcknowledgedGoesBehindAndIsOpenAgainWhenItHappensAgain() throws IOException {
        log(Level.ERROR, "T.a", "first 1");
        log(Level.ERROR, "T.b", "second 2");
        Object id = problems().get(0).get("id");
        Wire.Reply reply = house.post("/api/problems/" + id + "/acknowledge", "");
        assertEquals(200, reply.status(), reply.body());
        assertEquals(List.of("first … ERROR 1", "second … ERROR 1"), folds());
        assertEquals(reply.json().get("acknowledged"), problems().get(1).get("acknowledged"));
        log(Level.ERROR, "T.b", "second 3");
        assertEquals(List.of("second … ERROR 2", "first … ERROR 1"), folds());
        assertNull(problems().get(0).get("acknowledged"));
    }

    @Test
    void acknowledgementsAreKeptOverARestartAndCanBeTakenBack() throws IOException {
        log(Level.ERROR, "T.a", "first 1");
        log(Level.ERROR, "T.b", "second 2");
        Object id = problems().get(0).get("id");
        String path = "/api/problems/" + id + "/acknowledge";
        assertEquals(200, house.post(path, "").status());
        house.close();
        logging.close();
        start();
        assertEquals(List.of("first … ERROR 1", "second … ERROR 1"), folds());
        Wire.Reply back = house.ask("DELETE " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals(200, back.status(), back.body());
        assertEquals(List.of("second … ERROR 1", "first … ERROR 1"), folds());
        house.close();
        logging.close();
        start();
        assertEquals(List.of("second … ERROR 1", "first … ERROR 1"), folds());
    }

    @Test
    void whatCannotBeKeptIsRefusedAndStaysAsItWas() throws IOException {
        log(Level.ERROR, "T.a", "first 1");
        Object id = problems().get(0).get("id");
        Path inTheWay = directory.resolve(".state").resolve("acknowledged");
        Files.createDirectories(inTheWay.resolve("something"));
        Wire.Reply reply = house.post("/api/problems/" + id + "/acknowledge", "");
        assertEquals(503, reply.status(), reply.body());
        assertTrue(reply.body().contains("stays as it was, because the log directory cannot be written"), reply.body());
        assertNull(problems().get(0).get("acknowledged"));
    }

    @Test
    void onlyAnAdminAcknowledges(@TempDir Path other) throws IOException {
        try (House family = new House(other, House.Plan.DEFAULT.accounts(House.FAMILY))) {
            String path = "/api/problems/0123456789abcdef/acknowledge";
            assertEquals(
                    403, family.post(path, "", "Authorization: Bearer t-view").status());
            assertEquals(
                    404, family.post(path, "", "Authorization: Bearer t-admin").status());
        }
    }

    @Test
    void lossesAndProblemsOfTheConfigurationAreTold() throws IOException {
        log(Level.ERROR, "WebBrickLibs.LogWriter", "lost 12 records, 2026-11-21T05:00:00Z to 2026-11-21T05:00:02Z, so");
        assertTrue(logging.flush(10_000));
        Wire.Reply reply = house.get("/api/problems");
        Map<String, Object> loss = reply.list("losses").get(0);
        assertEquals(12L, loss.get("lost"));
        assertEquals("so", loss.get("reason"));
        assertEquals(List.of(), folds());
    }

    @Test
    void fiveHundredAreKeptAndFurtherOnesCounted() throws IOException {
        for (int number = 0; number < 520; number++) {
            log(Level.ERROR, "T." + number, "broken");
        }
        assertEquals(500, problems().size());
        Object dropped = house.get("/api/problems").json().get("dropped");
        assertEquals(20L, dropped);
        assertEquals("T.519", problems().get(0).get("logger"));
    }

    @Test
    void whoWritesMostComesFirst() throws IOException {
        for (int number = 0; number < 30; number++) {
            log(Level.INFO, "T.much", "x".repeat(1_000));
            log(Level.INFO, "T.little", "y");
        }
        assertTrue(logging.flush(10_000));
        Wire.Reply reply = house.get("/api/talkers");
        assertEquals(200, reply.status(), reply.body());
        List<Map<String, Object>> loggers = reply.list("loggers");
        assertEquals("T.much", loggers.get(0).get("name"));
        assertEquals(30L, loggers.get(0).get("lines"));
        assertTrue(((Number) Objects.requireNonNull(loggers.get(0).get("bytes"))).longValue() > 30_000);
        assertTrue(loggers.stream().anyMatch(each -> "T.little".equals(each.get("name"))));
    }
}

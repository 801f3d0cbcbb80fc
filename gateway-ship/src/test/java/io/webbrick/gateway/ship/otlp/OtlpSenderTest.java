package io.webbrick.gateway.ship.otlp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpSenderTest {
    @TempDir
    Path temp;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private ServerDouble server;

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(request -> ServerDouble.answer(200, "{}"));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Sender sender(Map<String, Object> values) {
        var all = new java.util.HashMap<String, Object>(values);
        all.put("endpoint", server.uri().toString());
        var place = new ShipperPlace(temp.resolve("x.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        return OtlpKind.sender(
                new ShipperSettings("otlp", "OtlpHandler", all, temp), place, Map.of("OTLP_TOKEN", "from-environment"));
    }

    private static Outgoing record(int number, int level, String logger, String text) {
        return new Outgoing(
                "gw-1/spool/4f1c07a29be1d300.1/" + number,
                StreamCursor.START,
                1_700_000_000_123L + number,
                level,
                logger,
                text,
                Outgoing.Kind.RECORD);
    }

    private Verdict send(Map<String, Object> values) throws InterruptedException {
        return sender(values).send(List.of(record(1, 20, "house", "hello")));
    }

    @Test
    void theOfficialProtobufReadsWhatWasMeant() throws Exception {
        String hostile = "caf\u00e9 \ud83d\ude00 \"quoted\" \\ \u0001 </script>\n\tat x";
        Verdict verdict = sender(Map.of())
                .send(List.of(
                        record(0, 20, "house.boiler", hostile),
                        record(1, 40, "house.boiler", "second"),
                        record(2, 50, "web", "third"),
                        record(3, 0, "", "fourth")));
        assertInstanceOf(Verdict.Accepted.class, verdict);
        ServerDouble.Request request = server.requests().get(0);
        assertEquals("POST", request.method());
        assertEquals("/v1/logs", request.target());
        assertEquals("application/json", request.headers().get("content-type"));
        assertEquals("gzip", request.headers().get("content-encoding"));
        var message = ExportLogsServiceRequest.newBuilder();
        JsonFormat.parser().merge(request.text(), message);
        var resource = message.getResourceLogs(0);
        assertEquals("service.name", resource.getResource().getAttributes(0).getKey());
        assertEquals("gw-1", resource.getResource().getAttributes(1).getValue().getStringValue());
        var records = new ArrayList<LogRecord>();
        var loggers = new ArrayList<String>();
        for (ScopeLogs scope : resource.getScopeLogsList()) {
            records.addAll(scope.getLogRecordsList());
            loggers.add(scope.getScope().getName());
        }
        assertEquals(List.of("house.boiler", "web", ""), loggers);
        assertEquals(hostile, records.get(0).getBody().getStringValue());
        assertEquals(1_700_000_000_123_000_000L, records.get(0).getTimeUnixNano());
        assertEquals(
                List.of(9, 17, 21, 0),
                records.stream().map(LogRecord::getSeverityNumberValue).toList());
        assertEquals("log.record.uid", records.get(3).getAttributes(0).getKey());
        assertEquals(
                "gw-1/spool/4f1c07a29be1d300.1/3",
                records.get(3).getAttributes(0).getValue().getStringValue());
    }

    @Test
    void aPartialSuccessCountsWhatWasRefused() throws Exception {
        server.rules(request -> ServerDouble.answer(
                200, "{\"partialSuccess\":{\"rejectedLogRecords\":\"5\",\"errorMessage\":\"too old\"}}"));
        var accepted = assertInstanceOf(Verdict.Accepted.class, send(Map.of()));
        assertEquals(5, accepted.further());
        assertEquals("too old", accepted.why());
    }

    @Test
    void whatACollectorSaysOfRecordsItTookIsPassedOn() throws Exception {
        server.rules(request -> ServerDouble.answer(200, "{\"partialSuccess\":{\"errorMessage\":\"use protobuf\"}}"));
        assertEquals(new Verdict.Accepted(List.of(), 0, "use protobuf"), send(Map.of()));
        server.rules(request -> ServerDouble.answer(200, "{\"partialSuccess\":{}}"));
        assertEquals(Verdict.accepted(), send(Map.of()));
        server.rules(request -> ServerDouble.answer(204, ""));
        assertInstanceOf(Verdict.Accepted.class, send(Map.of()));
    }

    @Test
    void aPageOfAPortalThatAnswersInPlaceOfTheCollectorHasTakenNothing() throws Exception {
        server.rules(
                request -> new Response.Answer(200, "Content-Type: text/html; charset=utf-8", "<html>log in</html>"));
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
    }

    @Test
    void anAnswerThatRepeatsTokenOrHeadersShowsNeither() throws Exception {
        server.rules(request -> ServerDouble.answer(401, "no " + request.headers()));
        var denied = assertInstanceOf(
                Verdict.Denied.class, send(Map.of("token", "s3cr3t-1", "headers", Map.of("X-Key", "s3cr3t-2"))));
        assertTrue(denied.why().startsWith("HTTP 401: no {"), denied.why());
        assertFalse(denied.why().contains("s3cr3t"), denied.why());
    }

    @Test
    void whatPassesIsTriedAgainAndTheServersWishIsKept() throws Exception {
        for (int status : new int[] {429, 500, 502, 503, 504}) {
            server.rules(request -> new Response.Answer(status, "Retry-After: 7", "busy"));
            var again = assertInstanceOf(Verdict.Again.class, send(Map.of()));
            assertEquals(Duration.ofSeconds(7), again.after());
            assertEquals("HTTP " + status + ": busy", again.why());
        }
        server.rules(request -> new Response.Answer(503, "Retry-After: Sat, 21 Nov 2026 05:22:00 GMT", ""));
        assertEquals(
                Duration.ofMinutes(2),
                assertInstanceOf(Verdict.Again.class, send(Map.of())).after());
        server.rules(request -> new Response.Answer(503, "Retry-After: soon", ""));
        assertNull(assertInstanceOf(Verdict.Again.class, send(Map.of())).after());
    }

    @Test
    void whatCannotBeUnderstoodIsPoisonAndWhatIsForbiddenWaits() throws Exception {
        server.rules(request -> ServerDouble.answer(400, "bad record"));
        assertInstanceOf(Verdict.Poisoned.class, send(Map.of()));
        server.rules(request -> ServerDouble.answer(413, ""));
        assertInstanceOf(Verdict.Poisoned.class, send(Map.of()));
        for (int status : new int[] {401, 403, 404, 302, 405, 407, 415}) {
            server.rules(request -> ServerDouble.answer(status, ""));
            assertInstanceOf(Verdict.Denied.class, send(Map.of()));
        }
    }

    @Test
    void cutConnectionsAndHalfAnswersAreTriedAgain() throws Exception {
        server.rules(request -> new Response.Reset());
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
        server.rules(request -> new Response.Half());
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
        server.close();
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
    }

    @Test
    void theTokenComesFromAFileThatMayChangeOrFromTheEnvironment() throws Exception {
        Files.writeString(temp.resolve("token"), "first\n", StandardCharsets.UTF_8);
        Sender sender = sender(Map.of("token_file", "token"));
        sender.send(List.of(record(1, 20, "a", "b")));
        Files.writeString(temp.resolve("token"), "second\n", StandardCharsets.UTF_8);
        sender.send(List.of(record(1, 20, "a", "b")));
        send(Map.of("token_env", "OTLP_TOKEN"));
        assertEquals(
                List.of("Bearer first", "Bearer second", "Bearer from-environment"),
                server.requests().stream()
                        .map(request -> request.headers().get("authorization"))
                        .toList());
        var denied = assertInstanceOf(Verdict.Denied.class, send(Map.of("token_file", "missing")));
        assertTrue(denied.why().contains("missing"), denied.why());
    }

    @Test
    void aSecretThatNoHeaderCanHoldIsNotShown() throws Exception {
        var again = assertInstanceOf(Verdict.Again.class, send(Map.of("token", "s3cr3t\nline")));
        assertEquals("the header Authorization holds what no header can", again.why());
    }

    @Test
    void aServerThatAnswersWithoutEndCostsNoMemory() throws Exception {
        server.rules(request -> ServerDouble.answer(500, "x".repeat(3_000_000)));
        var again = assertInstanceOf(Verdict.Again.class, send(Map.of("compression", "none")));
        assertTrue(again.why().length() < 400, again.why());
        assertFalse(server.requests().get(0).headers().containsKey("content-encoding"));
    }
}

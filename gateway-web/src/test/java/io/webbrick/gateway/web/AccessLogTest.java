package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessLogTest {
    private House house;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private String only() {
        return house.accessLines(1).get(0);
    }

    private void assertRefused(byte[] request, int status, String requestLine) throws IOException {
        try (Wire wire = house.wire()) {
            assertEquals(status, wire.send(request).reply().status());
        }
        String line = only();
        assertTrue(line.contains("\"" + requestLine + "\" " + status + " "), line);
    }

    private void assertRefused(String request, int status, String requestLine) throws IOException {
        assertRefused(request.getBytes(StandardCharsets.ISO_8859_1), status, requestLine);
    }

    @Test
    void writesCombinedFormatWithMilliseconds() throws IOException {
        house.get("/healthz", "Referer: http://localhost/", "User-Agent: curl/8");
        assertTrue(
                only().matches("127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000\\]"
                        + " \"GET /healthz HTTP/1\\.1\" 200 17 \"http://localhost/\" \"curl/8\" \\d+"),
                only());
    }

    @Test
    void writesOneLineForEachRequestOnOneConnection() throws IOException {
        try (Wire wire = house.wire()) {
            for (int i = 0; i < 5; i++) {
                wire.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
                assertEquals(200, wire.reply().status());
            }
        }
        house.accessLines(5);
    }

    @Test
    void writesOneLineForEachPipelinedRequest() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send(
                    "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, wire.reply().status());
            assertEquals(404, wire.reply().status());
        }
        List<String> lines = house.accessLines(2);
        assertTrue(lines.get(1).contains("\"GET /nothing HTTP/1.1\" 404 "), lines.get(1));
    }

    @Test
    void writesALineForAnUnknownMethod() throws IOException {
        assertRefused("BREW /pot HTTP/1.1\r\nHost: localhost\r\n\r\n", 404, "BREW /pot HTTP/1.1");
    }

    @Test
    void writesALineForABrokenMethod() throws IOException {
        assertRefused("G@T / HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "BAD G@T\\x20/ HTTP/1.1");
    }

    @Test
    void writesALineForAnUnknownVersion() throws IOException {
        assertRefused("GET / HTTP/9.7\r\nHost: localhost\r\n\r\n", 505, "GET / HTTP/9.7");
    }

    @Test
    void writesALineForAHeaderThatIsTooLarge() throws IOException {
        assertRefused(
                "GET /big HTTP/1.1\r\nHost: localhost\r\nX: " + "a".repeat(9_000) + "\r\n\r\n",
                431,
                "GET /big HTTP/1.1");
    }

    @Test
    void writesALineForATargetThatIsTooLong() throws IOException {
        try (Wire wire = house.wire()) {
            assertEquals(
                    414,
                    wire.send("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .reply()
                            .status());
        }
        assertTrue(only().contains("\"GET /aaaa"), only());
    }

    @Test
    void writesALineForTlsOnThePlainPort() throws IOException {
        byte[] hello = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, (byte) 0xfc, 0x03, 0x03, (byte) 0x9e};
        assertRefused(hello, 400, "BAD \\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xfc\\x03\\x03\\x9e HTTP/0.9");
    }

    @Test
    void writesALineForAMissingHost() throws IOException {
        assertRefused("GET /x HTTP/1.1\r\n\r\n", 400, "GET /x HTTP/1.1");
    }

    @Test
    void writesALineForAnAmbiguousPath() throws IOException {
        assertRefused("GET /a/%2e%2e/b HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "GET /a/%2e%2e/b HTTP/1.1");
    }

    @Test
    void writesALineForContradictingLengths() throws IOException {
        assertRefused(
                "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                400,
                "POST /api/events HTTP/1.1");
    }

    @Test
    void writesALineWhenTheClientLeavesWithinTheHeader() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("GET /half HTTP/1.1\r\nHo");
        }
        String line = only();
        assertTrue(line.contains("\"GET /half HTTP/1.1\" 408 0 "), line);
    }

    @Test
    void writesALineWhenTheHeaderComesTooSlowly() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("GET /slow HTTP/1.1\r\n");
            for (int i = 0; i < 100 && house.access.isEmpty(); i++) {
                try {
                    wire.send("X");
                } catch (IOException closed) {
                    break;
                }
                Awaitility.await().pollDelay(java.time.Duration.ofMillis(50)).until(() -> true);
            }
        }
        String line = only();
        assertTrue(line.contains("\"GET /slow HTTP/1.1\" 408 0 "), line);
    }

    @Test
    void writesALineWhenTheBodyNeverComes() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[");
            house.accessLines(1);
        }
        assertTrue(only().contains("\"POST /api/events HTTP/1.1\" "), only());
    }

    @Test
    void writesALineWhenTheClientLeavesWithinTheBody() throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n[");
        }
        assertTrue(only().contains("\"POST /api/events HTTP/1.1\" "), only());
    }

    @Test
    void writesNothingForAConnectionThatSaysNothing() throws IOException {
        try (Wire wire = house.wire()) {
            assertTrue(wire.closed());
        }
        house.get("/healthz");
        house.accessLines(1);
    }

    @Test
    void whatAnOpenPageAsksForAgainIsNoLineUnlessItIsRefusedOrSomethingElse() throws IOException {
        assertEquals(200, house.get("/api/status", "X-WebBrick: again").status());
        assertEquals(200, house.get("/api/status", "X-WebBrick: 1").status());
        assertEquals(
                400, house.get("/api/problems?wrong=1", "X-WebBrick: again").status());
        assertEquals(200, house.get("/api/events?limit=1", "X-WebBrick: again").status());
        List<String> lines = house.accessLines(3);
        assertTrue(lines.get(0).contains("\"GET /api/status HTTP/1.1\" 200 "), lines.get(0));
        assertTrue(lines.get(1).contains("\"GET /api/problems?wrong=1 HTTP/1.1\" 400 "), lines.get(1));
        assertTrue(lines.get(2).contains("\"GET /api/events?limit=1 HTTP/1.1\" 200 "), lines.get(2));
    }

    @Test
    void namesTheAccountAndMasksCredentials() throws IOException {
        house.get("/healthz?token=abc&x=1", "Authorization: Bearer " + House.SECRET);
        house.get("/api/status?password=x", "Authorization: Bearer " + House.SECRET);
        List<String> lines = house.accessLines(2);
        assertTrue(lines.get(1).contains(" - local ["), lines.get(1));
        assertTrue(lines.get(0).contains("?token=***&x=1"), lines.get(0));
        assertFalse(lines.toString().contains(House.SECRET));
    }

    @Test
    void keepsHostileHeadersInTheirFields() throws IOException {
        house.get("/healthz", "User-Agent: a\" 200 1 \"-\" \"\tb\u00e4");
        String line = only();
        assertTrue(line.contains("\"a\\x22 200 1 \\x22-\\x22 \\x22\\x09b\\xc3\\xa4\" "), line);
    }
}

package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request leaves one line, whatever it was. */
final class AccessLogTest {
    private static final Pattern COMBINED = Pattern.compile(
            "\\S+ \\S+ \\S+ \\[\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} [+-]\\d{4}\\] \".*\" \\d{3} (\\d+|-) \".*\" \".*\" \\d+");

    private static final Pattern REFUSED = Pattern.compile("\" [45]\\d{2} ");

    @TempDir
    Path place;

    @Test
    void oneLinePerRequestMissingPagesAndMalformedOnesIncluded() throws IOException {
        try (House house = House.run(place)) {
            house.get("/");
            house.get("/healthz");
            house.get("/nothing-here");
            house.get("/api/nothing?x=%22%0A");
            house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\"}");
            house.post("/api/events", "no json");
            house.send(HttpRequest.newBuilder(URI.create(house.url() + "/api/events"))
                    .method("DELETE", HttpRequest.BodyPublishers.noBody())
                    .build());
            raw(house, "NONSENSE\r\n\r\n");
            raw(house, "GET /no-version HTTP/9.9\r\nHost: x\r\n\r\n");
            raw(house, "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n");
            raw(house, "GET /" + "a".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> house.lines("access.log").size() >= 11);
            house.terminate();
            List<String> lines = house.lines("access.log");
            assertEquals(11, lines.size(), () -> String.join("\n", lines));
            lines.forEach(line -> assertTrue(COMBINED.matcher(line).matches(), line));
            assertTrue(lines.stream().anyMatch(line -> line.contains("/nothing-here") && line.contains(" 404 ")));
            assertEquals(8, lines.stream().filter(REFUSED.asPredicate()).count(), () -> String.join("\n", lines));
        }
    }

    /** Sends bytes and waits until the server closes. */
    private static void raw(House house, String request) throws IOException {
        URI address = URI.create(house.url());
        try (var socket = new Socket(InetAddress.getByName(address.getHost()), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            assertTrue(socket.getInputStream().readAllBytes().length > 0, request);
        }
    }
}

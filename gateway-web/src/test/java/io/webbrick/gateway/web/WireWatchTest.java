package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WireWatchTest {
    private static final String LISTENING = """
            logData=True
            [[formatters]]
            [[[Wire]]]
            format='*(lines)s'
            [[handlers]]
            [[[Wire]]]
            filename='wire.log'
            formatter='Wire'
            [[loggers]]
            [[[server]]]
            qualname='WebBrickGateway.http.server'
            handlers=['Wire']
            """;

    @TempDir
    Path directory;

    private String exchanged(String requests, int count) throws Exception {
        String root = directory.toString().replace('\\', '/');
        Path cfg = directory.resolve("log.cfg");
        Files.writeString(cfg, "[DEFAULT]\nlogRoot='" + root + "'\n[logging]\n" + LISTENING, StandardCharsets.UTF_8);
        try (var logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)));
                var house = new House(Files.createDirectory(directory.resolve("house")));
                var wire = house.wire()) {
            wire.send(requests);
            for (int i = 0; i < count; i++) {
                assertTrue(wire.reply().status() > 0);
            }
            Path log = directory.resolve("wire.log");
            Awaitility.await()
                    .until(() -> logging.flush(1_000)
                            && Files.readString(log, StandardCharsets.UTF_8)
                                            .lines()
                                            .filter(line -> line.startsWith("< data size: "))
                                            .count()
                                    == count);
            return Files.readString(log, StandardCharsets.UTF_8);
        }
    }

    @Test
    void logsWhatComesInAndWhatIsAnswered() throws Exception {
        String event = "{\"type\":\"door\",\"source\":\"door/1\",\"payload\":{\"pin\":\"abcd1234\"}}";
        String log = exchanged(
                "POST /api/events?token=wxyz9876 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "X-Auth-Token: abcd1234\r\nContent-Length: " + event.length() + "\r\n\r\n" + event
                        + "GET /healthz HTTP/1.1\r\nHost: localhost\r\nCookie: sid=secret99\r\n\r\n",
                2);
        assertTrue(log.startsWith("> POST http://localhost"), log);
        assertTrue(
                log.contains("/api/events?token=...\n>   Host: localhost\n>   Content-Type: application/json\n"), log);
        assertTrue(log.contains(">   X-Auth-Token: ...\n"), log);
        assertTrue(
                log.contains("> data size: " + event.length() + "\n> " + event.replace("abcd1234", "...") + "\n\n< "),
                log);
        assertTrue(log.contains("/healthz\n>   Host: localhost\n>   Cookie: ...\n> data size: 0\n\n< 200 OK\n"), log);
        assertTrue(log.endsWith("< data size: 17\n< {\"healthy\":true}\\n\n"), log);
        for (String secret : List.of("abcd1234", "wxyz9876", "secret99")) {
            assertFalse(log.contains(secret), log);
        }
        String debug = Files.readString(directory.resolve("debug.log"), StandardCharsets.UTF_8);
        assertEquals(
                2,
                debug.lines()
                        .filter(line -> line.contains("WebBrickGateway.http.server.recv >"))
                        .count(),
                debug);
        assertTrue(debug.contains("WebBrickGateway.http.server.send < 200 OK"), debug);
    }
}

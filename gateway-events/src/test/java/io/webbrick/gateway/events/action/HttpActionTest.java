package io.webbrick.gateway.events.action;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HttpActionTest {
    private static final HomeEvent BELL =
            HomeEvent.of("door/bell", "door/1", Map.of("room", "hall & attic/../x", "pin", 1234567));

    @TempDir
    private static Path directory;

    private static final List<String> asked = new CopyOnWriteArrayList<>();
    private static volatile CountDownLatch gate = new CountDownLatch(1);
    private static GatewayLogging logging;
    private static HttpServer server;
    private static String base;

    /** How long the log was when the test began. */
    private int begin;

    @BeforeAll
    static void start() throws Exception {
        Path cfg = directory.resolve("log.cfg");
        String root = directory.toString().replace('\\', '/');
        Files.writeString(
                cfg, "[DEFAULT]\nlogRoot='" + root + "'\n[logging]\n[[handlers]]\n[[[Debug]]]\nlevel='DEBUG'\n");
        logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", HttpActionTest::answer);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        logging.close();
    }

    @BeforeEach
    void begin() throws IOException {
        asked.clear();
        gate = new CountDownLatch(1);
        begin = all().length();
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    private static String all() throws IOException {
        assertTrue(logging.flush(5_000));
        Path debug = directory.resolve("debug.log");
        return Files.exists(debug) ? Files.readString(debug, StandardCharsets.UTF_8) : "";
    }

    private static void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        String path = exchange.getRequestURI().getPath();
        try {
            boolean opened = !path.startsWith("/gate") || gate.await(20, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(path.equals("/refuse") || !opened ? 503 : 204, -1);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    private List<String> records() {
        try {
            return all().substring(begin)
                    .lines()
                    .filter(line -> line.contains(" EventHandlers.HttpAction "))
                    .map(line -> line.split(" ", 2)[1])
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void awaitRecord(String pattern) {
        await().until(() -> records().stream().anyMatch(line -> line.matches(pattern)));
    }

    @Test
    void asksForWhatTheEventSays() throws IOException {
        try (var action = HttpAction.of("put", base + "/ring/%(room)s?pin=%(pin)s&from=%(source)s")) {
            action.handle(BELL);
            awaitRecord("DEBUG .* answered 204 in \\d+ ms");
        }
        assertEquals(List.of("PUT /ring/hall%20%26%20attic%2F..%2Fx?pin=1234567&from=door%2F1"), asked);
        assertTrue(
                records()
                        .contains("INFO EventHandlers.HttpAction url address : 127.0.0.1 command: PUT uri:"
                                + " /ring/hall%20%26%20attic%2F..%2Fx?pin=...&from=door%2F1"),
                records()::toString);
        String all = all().substring(begin);
        assertFalse(all.contains("1234567"), all);
        assertTrue(all.contains("DEBUG WebBrickGateway.http.send > PUT " + base + "/ring/"), all);
        assertTrue(all.contains("DEBUG WebBrickGateway.http.recv < 204 No Content\n"), all);
    }

    @Test
    void saysWhatWasRefused() {
        try (var action = HttpAction.of("GET", base + "/refuse")) {
            action.handle(BELL);
            awaitRecord("ERROR .* HTTP 503 error GET http://.*/refuse");
        }
    }

    @Test
    void neverWaitsAndTellsWhatWasDropped() {
        try (var action = HttpAction.of("GET", base + "/gate").queue(2)) {
            action.handle(BELL);
            await().until(() -> asked.size() == 1);
            long begun = System.nanoTime();
            for (int i = 0; i < 5; i++) {
                action.handle(BELL);
            }
            assertTrue(System.nanoTime() - begun < 1_000_000_000L);
            awaitRecord("WARNING .* 2 requests wait, others to .* are dropped");
            gate.countDown();
            awaitRecord("WARNING .* 3 requests to .* were dropped");
            await().until(() -> asked.size() == 3);
        }
    }

    @Test
    void repeatsWhatMayBeRepeated() throws IOException {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (var action = HttpAction.of("POST", "http://127.0.0.1:" + port + "/x")
                .attempts(3)
                .between(1)) {
            action.handle(BELL);
            awaitRecord("ERROR .* HTTP error POST http://127.0.0.1:" + port + "/x: .*ConnectException.*");
        }
        String all = all().substring(begin);
        assertTrue(all.contains("/x attempt=3\n"), all);
        assertFalse(all.contains("/x attempt=4\n"), all);
    }

    @Test
    void doesNotRepeatWhatMayHaveArrived() {
        try (var action =
                HttpAction.of("POST", base + "/gate").attempts(3).between(1).timeout(Duration.ofMillis(200))) {
            action.handle(BELL);
            awaitRecord("ERROR .* HTTP error POST .*: java.net.http.HttpTimeoutException: request timed out");
        }
        assertEquals(1, asked.size());
    }

    @Test
    void refusesWhatMakesNoAddress() {
        try (var action = HttpAction.of("GET", base + "/%(nothing)s")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> action.handle(BELL));
            assertTrue(String.valueOf(refused.getMessage()).contains("has no nothing"), refused.getMessage());
        }
        try (var action = HttpAction.of("GET", "ftp://brick/")) {
            assertThrows(IllegalArgumentException.class, () -> action.handle(BELL));
        }
        assertThrows(IllegalArgumentException.class, () -> HttpAction.of("GET /", base));
        assertThrows(
                IllegalArgumentException.class, () -> HttpAction.of("GET", base).timeout(Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class, () -> HttpAction.of("GET", base).attempts(0));
        assertThrows(
                IllegalArgumentException.class, () -> HttpAction.of("GET", base).queue(0));
    }
}

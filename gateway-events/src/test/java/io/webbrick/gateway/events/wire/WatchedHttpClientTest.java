package io.webbrick.gateway.events.wire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Against a real server: its /echo gives back what it gets, /silent answers nothing before the end, /film has no end. */
final class WatchedHttpClientTest {
    private static final HttpClient JDK = HttpClient.newHttpClient();
    private static final CountDownLatch ENDING = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static HttpServer server;
    private static String base;

    private final Watched watched = new Watched();
    private final WatchedHttpClient client = WatchedHttpClient.of(JDK, watched.monitor.logData(true));

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(THREADS);
        server.createContext("/echo", WatchedHttpClientTest::echo);
        server.createContext("/silent", WatchedHttpClientTest::silent);
        server.createContext("/film", WatchedHttpClientTest::film);
        server.start();
        base = "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterAll
    static void stop() {
        ENDING.countDown();
        server.stop(0);
        THREADS.shutdownNow();
    }

    private static void echo(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("X-Path", exchange.getRequestURI().getPath());
        exchange.sendResponseHeaders(body.length == 0 ? 204 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void silent(HttpExchange exchange) {
        try {
            ENDING.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    private static void film(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] piece = new byte[8_192];
        while (ENDING.getCount() > 0) {
            exchange.getResponseBody().write(piece);
        }
    }

    private static HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    private List<String> firsts() {
        return watched.blocks.stream().map(lines -> lines.get(0)).toList();
    }

    @Test
    void logsWhatItSendsAndGets() throws Exception {
        HttpRequest request = to("/echo/a?token=abcd1234")
                .header("X-Auth-Token", "wxyz9876")
                .POST(BodyPublishers.ofString("hello wxyz9876"))
                .build();
        assertEquals(
                "hello wxyz9876", client.send(request, BodyHandlers.ofString()).body());
        await().until(() -> watched.blocks.size() == 2);
        assertEquals(
                List.of(
                        "> POST " + base + "/echo/a?token=...",
                        ">   Content-Length: 14",
                        ">   X-Auth-Token: ...",
                        "> data size: 14",
                        "> hello ...",
                        ""),
                watched.blocks.get(0));
        List<String> reply = watched.blocks.get(1);
        assertEquals("< 200 OK", reply.get(0));
        assertTrue(reply.contains("<   x-path: /echo/a"), reply::toString);
        assertEquals(List.of("< data size: 14", "< hello ..."), reply.subList(reply.size() - 2, reply.size()));
    }

    @Test
    void logsRepliesWithoutABody() throws Exception {
        HttpResponse<String> response = client.send(to("/echo/b").build(), BodyHandlers.ofString());
        assertEquals(204, response.statusCode());
        await().until(() -> watched.blocks.size() == 2);
        assertEquals("< 204 No Content", watched.blocks.get(1).get(0));
        assertTrue(watched.text().endsWith("\n< data size: 0"), watched.text());
    }

    @Test
    void keepsSixteenAtOnceApart() {
        List<CompletableFuture<HttpResponse<byte[]>>> replies = IntStream.range(0, 16)
                .mapToObj(number -> client.sendAsync(
                        to("/echo/" + number)
                                .POST(BodyPublishers.ofByteArray(new byte[20_000 + number]))
                                .build(),
                        BodyHandlers.ofByteArray()))
                .toList();
        for (int number = 0; number < 16; number++) {
            assertArrayEquals(
                    new byte[20_000 + number], replies.get(number).join().body());
        }
        await().until(() -> watched.blocks.size() == 32);
        for (int at = 0; at < 32; at += 2) {
            String path = watched.blocks.get(at).get(0).substring(("> POST " + base).length());
            String size = "data size: " + (20_000 + Integer.parseInt(path.substring("/echo/".length())));
            assertTrue(watched.blocks.get(at).contains("> " + size), path);
            assertTrue(watched.blocks.get(at + 1).contains("< " + size), path);
            assertTrue(watched.blocks.get(at + 1).contains("<   x-path: " + path), path);
        }
    }

    @Test
    void logsThatNothingCame() {
        HttpRequest request = to("/silent").timeout(Duration.ofMillis(100)).build();
        assertThrows(IOException.class, () -> client.send(request, BodyHandlers.ofString()));
        CompletableFuture<?> second = client.attempt(2).sendAsync(request, BodyHandlers.ofString());
        assertThrows(Exception.class, second::join);
        await().until(() -> watched.blocks.size() == 4);
        assertEquals(
                List.of(
                        "> GET " + base + "/silent",
                        "< no reply: HttpTimeoutException: request timed out",
                        "> GET " + base + "/silent attempt=2",
                        "< no reply: HttpTimeoutException: request timed out"),
                firsts());
    }

    @Test
    void looksAtABodyWithoutHoldingItUp() throws Exception {
        HttpResponse<InputStream> response = client.send(to("/film").build(), BodyHandlers.ofInputStream());
        try (InputStream film = response.body()) {
            assertEquals(100_000, film.readNBytes(100_000).length);
            assertEquals(List.of(), watched.blocks);
        }
        await().until(() -> watched.blocks.size() == 2);
        List<String> reply = watched.blocks.get(1);
        String size = reply.get(reply.size() - 2);
        assertTrue(size.matches("< data size: \\d{6,}, not read to its end"), size);
        assertTrue(reply.get(reply.size() - 1).matches("< \\.\\.\\. \\(\\d{6,} bytes, no text\\)"), reply::toString);
    }

    @Test
    void countsABodyOnceThatIsSentAgainAfterARedirect() {
        WireBody body = new WireBody(10);
        body.pass(new byte[7], 0, 7);
        body.restart();
        body.pass(new byte[7], 0, 7);
        assertEquals(7, body.size());
        assertEquals(7, body.first().length);
    }

    @Test
    void refusesToCountAttemptsFromNothing() {
        assertThrows(IllegalArgumentException.class, () -> client.attempt(0));
    }

    @Test
    void onlyAsksWhileNobodyListens() throws Exception {
        watched.listened = false;
        assertEquals(
                204, client.send(to("/echo").build(), BodyHandlers.ofString()).statusCode());
        assertEquals(
                204,
                client.sendAsync(to("/echo").build(), BodyHandlers.ofString())
                        .join()
                        .statusCode());
        assertEquals(List.of(), watched.blocks);
        assertFalse(watched.monitor.enabled());
    }
}

package io.webbrick.gateway.events.wire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against a real server: its /echo gives back what it gets, /missing says that in a body, /silent answers nothing before the end,
 * /film has no end, /half ends too early.
 */
final class WatchedUrlConnectionTest {
    private static final CountDownLatch ENDING = new CountDownLatch(1);
    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static HttpServer server;
    private static String base;

    private final Watched watched = new Watched();
    private final WireMonitor monitor = watched.monitor.logData(true);

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(THREADS);
        server.createContext("/echo", WatchedUrlConnectionTest::echo);
        server.createContext("/missing", exchange -> answer(exchange, 404, "no abcd1234 here"));
        server.createContext("/silent", WatchedUrlConnectionTest::silent);
        server.createContext("/film", WatchedUrlConnectionTest::film);
        server.createContext("/half", WatchedUrlConnectionTest::half);
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
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        exchange.getResponseHeaders().set("X-Path", exchange.getRequestURI().getPath());
        exchange.getResponseHeaders().set("X-Method", exchange.getRequestMethod());
        answer(exchange, body.isEmpty() ? 204 : 200, body);
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        boolean empty = body.isEmpty() || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, empty ? -1 : body.length());
        if (!empty) {
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.ISO_8859_1));
        }
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

    private static void half(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 20);
        exchange.getResponseBody().write(new byte[10]);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static HttpURLConnection plain(String url) throws IOException {
        return (HttpURLConnection) URI.create(url).toURL().openConnection();
    }

    private HttpURLConnection to(String path) throws IOException {
        return WatchedUrlConnection.of(plain(base + path), monitor);
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setDoOutput(true);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body[0]);
            out.write(body, 1, body.length - 1);
        }
    }

    private static byte[] read(HttpURLConnection connection) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            return in.readAllBytes();
        }
    }

    private List<String> firsts() {
        return watched.blocks.stream().map(lines -> lines.get(0)).toList();
    }

    private String end(int block) {
        List<String> lines = watched.blocks.get(block);
        return lines.get(lines.size() - 1);
    }

    /** Answers one request with these bytes of a reply's head and so many of its body. */
    private static void answerOnce(ServerSocket socket, List<String> head, int bytes, int asked) throws IOException {
        try (Socket connection = socket.accept()) {
            InputStream in = connection.getInputStream();
            var request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n")) {
                request.append((char) in.read());
            }
            assertEquals(asked, in.readNBytes(asked).length);
            String reply = String.join("\r\n", head) + "\r\n\r\n" + "x".repeat(bytes);
            connection.getOutputStream().write(reply.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void logsTheSampleOfKamakisDocumentation() throws Exception {
        List<String> head = List.of(
                "HTTP/1.1 200 OK",
                "content-length: 2425",
                "content-language: en-us",
                "expires: Wed, 31 Jul 2013 14:27:47 GMT",
                "vary: X-Auth-Token,Accept-Language",
                "server: gunicorn/0.14.5",
                "last-modified: Wed, 31 Jul 2013 14:27:47 GMT",
                "connection: close",
                "etag: \"43af...36\"",
                "cache-control: no-cache, no-store, must-revalidate, max-age=0",
                "date: Wed, 31 Jul 2013 14:27:47 GMT",
                "content-type: application/json; charset=UTF-8");
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<?> answered = THREADS.submit(() -> {
                answerOnce(socket, head, 2_425, 74);
                return null;
            });
            String url = "http://127.0.0.1:" + socket.getLocalPort() + "/identity/v2.0/tokens";
            HttpURLConnection connection = WatchedUrlConnection.of(plain(url), watched.monitor.logData(false));
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setFixedLengthStreamingMode(74);
            write(connection, new byte[74]);
            assertEquals(2_425, read(connection).length);
            answered.get();
            var sample = new ArrayList<>(List.of(
                    "> POST " + url,
                    ">   Content-Length: 74",
                    ">   Content-Type: application/json",
                    "> data size: 74",
                    "",
                    "< 200 OK"));
            head.stream().skip(1).map(header -> "<   " + header).forEach(sample::add);
            sample.add("< data size: 2425");
            assertEquals(sample, watched.lines());
        }
    }

    @Test
    void masksSecretsWhereverTheyStandTheJdksHiddenHeadersIncluded() throws Exception {
        HttpURLConnection connection = to("/echo/a?token=abcd1234");
        connection.setRequestProperty("X-Auth-Token", "replaced");
        connection.setRequestProperty("x-auth-token", "wxyz9876");
        connection.addRequestProperty("Authorization", "Bearer mnop5678");
        connection.addRequestProperty("Accept", "a/b");
        connection.addRequestProperty("Accept", "c/d");
        connection.setRequestProperty("Host", "the JDK ignores this");
        write(connection, "hello wxyz9876 mnop5678 abcd1234".getBytes(StandardCharsets.UTF_8));
        assertEquals("hello wxyz9876 mnop5678 abcd1234", new String(read(connection), StandardCharsets.UTF_8));
        assertEquals(
                List.of(
                        "> POST " + base + "/echo/a?token=...",
                        ">   x-auth-token: ...",
                        ">   Authorization: ...",
                        ">   Accept: a/b",
                        ">   Accept: c/d",
                        "> data size: 32",
                        "> hello ... ... ...",
                        ""),
                watched.blocks.get(0));
        assertEquals("< hello ... ... ...", end(1));
        assertEquals("POST", connection.getHeaderField("X-Method"));
    }

    @Test
    void headersThatWereSetBeforeAreLoggedTooButWhatTheJdkHides() throws Exception {
        HttpURLConnection own = plain(base + "/echo");
        own.setRequestProperty("X-Room", "attic");
        own.setRequestProperty("Accept", "a/b");
        own.setRequestProperty("Authorization", "Bearer mnop5678");
        assertEquals(204, WatchedUrlConnection.of(own, monitor).getResponseCode());
        assertEquals(
                List.of("> GET " + base + "/echo", ">   Accept: a/b", ">   X-Room: attic", "> data size: 0", ""),
                watched.blocks.get(0));
    }

    @Test
    void aReplyWithoutABodyEndsWithItsHead() throws Exception {
        assertEquals("/echo/b", to("/echo/b").getHeaderField("X-Path"));
        HttpURLConnection head = to("/missing");
        head.setRequestMethod("HEAD");
        assertEquals(404, head.getResponseCode());
        assertEquals(
                List.of(
                        "> GET " + base + "/echo/b",
                        "< 204 No Content",
                        "> HEAD " + base + "/missing",
                        "< 404 Not Found"),
                firsts());
        assertEquals("< data size: 0", end(1));
        assertEquals("< data size: 0", end(3));
    }

    @Test
    void logsTheBodyOfAnErrorAsTheProgramReadsIt() throws Exception {
        HttpURLConnection connection = to("/missing?token=abcd1234");
        assertNull(connection.getErrorStream());
        assertThrows(FileNotFoundException.class, connection::getInputStream);
        assertEquals(List.of(), watched.blocks);
        try (InputStream error = connection.getErrorStream()) {
            assertNotNull(error);
            assertEquals("no abcd1234 here", new String(error.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertEquals(List.of("> GET " + base + "/missing?token=...", "< 404 Not Found"), firsts());
        assertEquals("< no ... here", end(1));
        assertEquals(404, connection.getResponseCode());
    }

    @Test
    void logsThatNothingCame() throws Exception {
        String nobody;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "http://127.0.0.1:" + socket.getLocalPort() + "/";
        }
        HttpURLConnection refused = WatchedUrlConnection.of(plain(nobody), monitor);
        String why = assertThrows(ConnectException.class, refused::connect).getMessage();
        HttpURLConnection again = WatchedUrlConnection.of(plain(nobody), monitor, 2);
        again.setDoOutput(true);
        assertThrows(ConnectException.class, again::getOutputStream);
        HttpURLConnection silent = to("/silent");
        silent.setReadTimeout(50);
        assertThrows(SocketTimeoutException.class, silent::getResponseCode);
        assertEquals(
                List.of(
                        "> GET " + nobody,
                        "< no reply: ConnectException: " + why,
                        "> POST " + nobody + " attempt=2",
                        "< no reply: ConnectException: " + why,
                        "> GET " + base + "/silent",
                        "< no reply: SocketTimeoutException: Read timed out"),
                firsts());
    }

    @Test
    void aBodyThatEndsTooEarlyIsNoWholeOne() throws Exception {
        assertEquals(10, read(to("/half")).length);
        assertTrue(
                watched.text().contains("\n< data size: 10, then failed: EOFException: it ended after 10 of 20 bytes"),
                watched.text());
    }

    @Test
    void aBodyThatIsNotWrittenWholeIsSaidToBeShort() throws Exception {
        HttpURLConnection connection = to("/echo");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(10L);
        OutputStream out = connection.getOutputStream();
        out.write(new byte[4]);
        assertThrows(IOException.class, out::close);
        assertTrue(watched.lines().contains("> data size: 4 of 10"), watched.text());
        assertEquals("< no reply: IOException: insufficient data written", end(1));
    }

    @Test
    void looksAtABodyWithoutHoldingItUp() throws Exception {
        HttpURLConnection connection = to("/film");
        try (InputStream film = connection.getInputStream()) {
            assertEquals(100_000, film.skip(100_000));
            assertEquals(0, film.read());
            assertEquals(List.of(), watched.blocks);
        } finally {
            connection.disconnect();
        }
        String size = watched.lines().stream()
                .filter(line -> line.contains("data size"))
                .reduce("", (first, last) -> last);
        assertEquals("< data size: 100001, not read to its end", size);
    }

    @Test
    void aReplyThatNobodyReadsIsLoggedOnceItIsLetGoOf() throws Exception {
        HttpURLConnection connection = to("/missing");
        assertEquals(404, connection.getResponseCode());
        assertEquals(List.of(), watched.blocks);
        connection.disconnect();
        assertEquals(List.of("> GET " + base + "/missing", "< 404 Not Found"), firsts());
        assertEquals("< data size: 0, not read to its end", end(1));
    }

    @Test
    void aReplyThatIsForgottenIsLoggedAsWell() throws Exception {
        assertEquals(404, to("/missing").getResponseCode());
        await().until(() -> {
            System.gc();
            return watched.blocks.size() == 2;
        });
        assertEquals("< data size: 0, not read to its end", end(1));
    }

    @Test
    void keepsSixteenAtOnceApart() throws Exception {
        var replies = new ArrayList<Future<byte[]>>();
        for (int number = 0; number < 16; number++) {
            String path = "/echo/" + number;
            byte[] body = new byte[20_000 + number];
            replies.add(THREADS.submit(() -> {
                HttpURLConnection connection = to(path);
                write(connection, body);
                return read(connection);
            }));
        }
        for (int number = 0; number < 16; number++) {
            assertArrayEquals(new byte[20_000 + number], replies.get(number).get());
        }
        assertEquals(32, watched.blocks.size());
        for (int at = 0; at < 32; at += 2) {
            String path = watched.blocks.get(at).get(0).substring(("> POST " + base).length());
            String size = "data size: " + (20_000 + Integer.parseInt(path.substring("/echo/".length())));
            assertTrue(watched.blocks.get(at).contains("> " + size), path);
            assertTrue(watched.blocks.get(at + 1).contains("< " + size), path);
            assertTrue(watched.blocks.get(at + 1).contains("<   X-path: " + path), path);
        }
    }

    @Test
    void aBodyThatMayNotBeWrittenIsNoRequestYet() throws Exception {
        HttpURLConnection connection = to("/echo");
        assertThrows(ProtocolException.class, connection::getOutputStream);
        assertEquals(204, connection.getResponseCode());
        assertEquals(List.of("> GET " + base + "/echo", "< 204 No Content"), firsts());
    }

    @Test
    void isTheConnectionItselfWhileNobodyListens() throws Exception {
        watched.listened = false;
        HttpURLConnection own = plain(base + "/echo");
        assertSame(own, WatchedUrlConnection.of(own, monitor));
        assertEquals(204, own.getResponseCode());
        assertEquals(List.of(), watched.later);
        assertFalse(monitor.enabled());
    }

    @Test
    void refusesToCountAttemptsFromNothing() throws IOException {
        HttpURLConnection own = plain(base + "/echo");
        assertThrows(IllegalArgumentException.class, () -> WatchedUrlConnection.of(own, monitor, 0));
    }
}

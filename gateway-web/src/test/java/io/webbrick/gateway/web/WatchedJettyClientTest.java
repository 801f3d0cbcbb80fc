package io.webbrick.gateway.web;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.wire.WireMonitor;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggerSinks;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jetty's client against Jetty's server: its /echo gives back what it gets, /silent answers nothing before the end, /film has no end,
 * /old is now /echo/new, /moved is wherever it is told, /packed is gzip, /closed wants to know who asks.
 */
final class WatchedJettyClientTest {
    private static final CountDownLatch ENDING = new CountDownLatch(1);
    private static final Server SERVER = new Server();
    private static String base = "";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private GatewayLogging logging;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpClient client;

    @BeforeAll
    static void serve() throws Exception {
        var connector = new ServerConnector(SERVER, 1, 1);
        connector.setHost("127.0.0.1");
        SERVER.addConnector(connector);
        SERVER.setHandler(new Answers());
        SERVER.start();
        base = "http://127.0.0.1:" + ((NetworkConnector) SERVER.getConnectors()[0]).getLocalPort();
    }

    @AfterAll
    static void end() throws Exception {
        ENDING.countDown();
        SERVER.stop();
    }

    private static final class Answers extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = Request.getPathInContext(request);
            response.getHeaders().put("X-Path", path);
            switch (path) {
                case "/silent" -> {
                    ENDING.await(20, TimeUnit.SECONDS);
                    callback.succeeded();
                }
                case "/film" -> film(response, callback);
                case "/old" -> {
                    response.getHeaders().put("Set-Cookie", "sid=wxyz9876; Path=/");
                    Response.sendRedirect(request, response, callback, "/echo/new");
                }
                case "/moved" ->
                    Response.sendRedirect(
                            request,
                            response,
                            callback,
                            Request.getParameters(request).getValue("to"));
                case "/closed" -> {
                    response.setStatus(401);
                    response.getHeaders().put("WWW-Authenticate", "Basic realm=\"attic\"");
                    response.write(true, ByteBuffer.wrap("who?".getBytes(StandardCharsets.UTF_8)), callback);
                }
                case "/packed" -> {
                    response.getHeaders().put("Content-Encoding", "gzip");
                    response.getHeaders().put("Content-Type", "application/json");
                    response.write(true, ByteBuffer.wrap(packed("{\"token\":\"abcd1234\"}")), callback);
                }
                default -> {
                    ByteBuffer body = Content.Source.asByteBuffer(request);
                    response.setStatus(body.hasRemaining() ? 200 : 204);
                    response.write(true, body, callback);
                }
            }
            return true;
        }

        private static void film(Response response, Callback callback) {
            byte[] piece = new byte[8_192];
            try (var out = Content.Sink.asOutputStream(response)) {
                while (ENDING.getCount() > 0) {
                    out.write(piece);
                }
                callback.succeeded();
            } catch (IOException left) {
                callback.failed(left);
            }
        }

        private static byte[] packed(String text) throws IOException {
            var bytes = new ByteArrayOutputStream();
            try (var out = new GZIPOutputStream(bytes)) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
            return bytes.toByteArray();
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path cfg = directory.resolve("log.cfg");
        String root = directory.toString().replace('\\', '/');
        Files.writeString(cfg, """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[formatters]]
                [[[Wire]]]
                format='*(lines)s'
                [[handlers]]
                [[[Wire]]]
                filename='wire.log'
                formatter='Wire'
                [[loggers]]
                [[[http]]]
                qualname='WebBrickGateway.http'
                handlers=['Wire']
                """.formatted(root), StandardCharsets.UTF_8);
        logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)));
        client = WatchedJettyClient.of(
                new HttpClient(), WireMonitor.client("Test").logData(true));
        client.start();
    }

    @AfterEach
    void stop() throws Exception {
        client.stop();
        logging.close();
    }

    private String wire() throws IOException {
        assertTrue(logging.flush(5_000));
        Path log = directory.resolve("wire.log");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    }

    /** What is logged once so many replies are, or failures in their place. */
    private List<String> wire(int replies) throws IOException {
        await().atMost(10, TimeUnit.SECONDS)
                .pollDelay(0, TimeUnit.MILLISECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> wire().lines()
                                .filter(line -> line.startsWith("< data size: ") || line.startsWith("< no reply"))
                                .count()
                        >= replies);
        return wire().lines().toList();
    }

    private org.eclipse.jetty.client.Request to(String path) {
        return client.newRequest(base + path);
    }

    private static List<String> firsts(List<String> lines) {
        return lines.stream()
                .filter(line -> line.matches("> [A-Z]+ http.*|< (\\d{3}|no reply).*"))
                .toList();
    }

    @Test
    void logsWhatItSendsAndGets() throws Exception {
        ContentResponse reply = to("/echo/a?token=abcd1234")
                .method("POST")
                .agent("attic")
                .headers(headers -> headers.put("X-Auth-Token", "wxyz9876"))
                .body(new StringRequestContent("text/plain", "hello wxyz9876\u001b"))
                .send();
        assertEquals("hello wxyz9876\u001b", reply.getContentAsString());
        List<String> lines = wire(1);
        assertEquals("> POST " + base + "/echo/a?token=...", lines.get(0));
        List<String> asked = lines.subList(1, lines.indexOf(""));
        assertTrue(asked.contains(">   Host: " + base.substring("http://".length())), asked::toString);
        assertTrue(asked.contains(">   User-Agent: attic"), asked::toString);
        assertTrue(asked.contains(">   Content-Length: 15"), asked::toString);
        assertTrue(asked.contains(">   X-Auth-Token: ..."), asked::toString);
        assertEquals(List.of("> data size: 15", "> hello ...\\x1b"), asked.subList(asked.size() - 2, asked.size()));
        List<String> answered = lines.subList(lines.indexOf("") + 1, lines.size());
        assertEquals("< 200 OK", answered.get(0));
        assertTrue(answered.contains("<   X-Path: /echo/a"), answered::toString);
        assertEquals(
                List.of("< data size: 15", "< hello ...\\x1b"), answered.subList(answered.size() - 2, answered.size()));
    }

    @Test
    void logsRepliesWithoutABody() throws Exception {
        assertEquals(204, client.GET(base + "/echo/b").getStatus());
        List<String> lines = wire(1);
        assertTrue(lines.contains("< 204 No Content"), lines::toString);
        assertEquals("< data size: 0", lines.get(lines.size() - 1));
    }

    @Test
    void keepsSixteenAtOnceApart() throws Exception {
        var replies = IntStream.range(0, 16)
                .mapToObj(number -> new CompletableResponseListener(to("/echo/" + number)
                                .method("POST")
                                .body(new BytesRequestContent("text/plain", new byte[20_000 + number])))
                        .send())
                .toList();
        for (int number = 0; number < 16; number++) {
            assertArrayEquals(
                    new byte[20_000 + number], replies.get(number).get().getContent());
        }
        List<String> lines = wire(16);
        String text = String.join("\n", lines);
        String[] exchanges = text.split("(?m)^(?=> POST)", -1);
        assertEquals(16, exchanges.length);
        for (int number = 0; number < 16; number++) {
            String path = "/echo/" + number;
            String own = List.of(exchanges).stream()
                    .filter(exchange -> exchange.startsWith("> POST " + base + path + "\n"))
                    .collect(Collectors.joining());
            String size = "data size: " + (20_000 + number) + "\n";
            assertTrue(own.contains("\n> " + size) && own.contains("\n< " + size), own);
            assertTrue(own.contains("\n<   X-Path: " + path + "\n"), own);
        }
    }

    @Test
    void logsThatNothingCameAndThatItIsAskedAgain() throws Exception {
        assertThrows(
                TimeoutException.class,
                () -> to("/silent").timeout(100, TimeUnit.MILLISECONDS).send());
        assertThrows(
                TimeoutException.class,
                () -> WatchedJettyClient.attempt(to("/silent").timeout(100, TimeUnit.MILLISECONDS), 2)
                        .send());
        List<String> firsts = firsts(wire(2));
        assertEquals(
                List.of("> GET " + base + "/silent", "> GET " + base + "/silent attempt=2"),
                List.of(firsts.get(0), firsts.get(2)));
        assertTrue(firsts.get(1).startsWith("< no reply: TimeoutException"), firsts::toString);
        assertTrue(firsts.get(3).startsWith("< no reply: TimeoutException"), firsts::toString);
        assertThrows(IllegalArgumentException.class, () -> WatchedJettyClient.attempt(to("/"), 0));
    }

    private static String nobody() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:" + free.getLocalPort() + "/";
        }
    }

    @Test
    void logsARedirectToWhereNobodyIs() throws Exception {
        String nobody = nobody();
        assertThrows(ExecutionException.class, () -> client.GET(base + "/moved?to=" + nobody));
        List<String> firsts = firsts(wire(2));
        assertEquals(
                List.of("> GET " + base + "/moved?to=" + nobody, "< 302 Found", "> GET " + nobody),
                firsts.subList(0, 3));
        assertTrue(firsts.get(3).startsWith("< no reply: ConnectException"), firsts::toString);
    }

    @Test
    void logsThatNobodyIsThere() throws Exception {
        String nobody = nobody() + "?token=abcd1234";
        assertThrows(ExecutionException.class, () -> client.GET(nobody));
        List<String> firsts = firsts(wire(1));
        assertEquals("> GET " + nobody.replace("abcd1234", "..."), firsts.get(0));
        assertTrue(firsts.get(1).startsWith("< no reply: ConnectException"), firsts::toString);
    }

    @Test
    void looksAtABodyWithoutHoldingItUp() throws Exception {
        try (var listener = new InputStreamResponseListener()) {
            to("/film").send(listener);
            assertEquals(200, listener.get(10, TimeUnit.SECONDS).getStatus());
            try (InputStream film = listener.getInputStream()) {
                assertEquals(100_000, film.readNBytes(100_000).length);
                assertEquals("", wire());
            }
            assertTrue(listener.await(10, TimeUnit.SECONDS).isFailed(), "the connection goes on");
        }
        List<String> lines = wire(1);
        assertTrue(
                lines.stream().anyMatch(line -> line.matches("< data size: \\d{6,}, not read to its end")),
                lines::toString);
        assertTrue(lines.get(lines.size() - 1).length() < 200, "a film was held");
    }

    @Test
    void logsEachRequestOfARedirect() throws Exception {
        assertEquals(204, client.GET(base + "/old").getStatus());
        List<String> lines = wire(2);
        assertEquals(
                List.of("> GET " + base + "/old", "< 302 Found", "> GET " + base + "/echo/new", "< 204 No Content"),
                firsts(lines));
        assertTrue(lines.contains("<   Set-Cookie: ..."), lines::toString);
        assertTrue(lines.contains(">   Cookie: ..."), lines::toString);
        assertTrue(lines.contains("< data size: 0, not read to its end"), lines::toString);
        assertFalse(String.join("\n", lines).contains("wxyz9876"), lines::toString);
    }

    @Test
    void logsAReplyThatTheClientCouldNotAnswerItself() throws Exception {
        assertEquals(401, client.GET(base + "/closed").getStatus());
        List<String> lines = wire(1);
        assertEquals(List.of("> GET " + base + "/closed", "< 401 Unauthorized"), firsts(lines));
        assertEquals(List.of("< data size: 4", "< who?"), lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void showsWhatTheClientUnpacksAsTheProgramGetsIt() throws Exception {
        assertEquals("{\"token\":\"abcd1234\"}", client.GET(base + "/packed").getContentAsString());
        List<String> lines = wire(1);
        assertEquals(
                List.of("< data size: 20", "< {\"token\":\"...\"}"), lines.subList(lines.size() - 2, lines.size()));
    }

    @Test
    void leavesARequestAloneWhileNobodyListens() throws Exception {
        LoggerSinks.Silence silence = logging.sinks().deactivate("WebBrickGateway.http");
        org.eclipse.jetty.client.Request request = to("/echo");
        assertEquals(204, request.send().getStatus());
        assertTrue(request.getAttributes().isEmpty(), "something is kept for it");
        silence.close();
        assertEquals("", wire());
    }
}

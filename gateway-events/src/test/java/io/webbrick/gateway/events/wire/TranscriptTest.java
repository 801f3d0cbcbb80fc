package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a watched request into files. */
final class TranscriptTest {
    /** The sample of Kamaki's documentation, with the blank behind "data size:" that its replies have. */
    private static final String SAMPLE = """
            > POST https://accounts.okeanos.grnet.gr/identity/v2.0/tokens
            >   Content-Length: 74
            >   Content-Type: application/json
            > data size: 74

            < 200 OK
            <   content-length: 2425
            <   content-language: en-us
            <   expires: Wed, 31 Jul 2013 14:27:47 GMT
            <   vary: X-Auth-Token,Accept-Language
            <   server: gunicorn/0.14.5
            <   last-modified: Wed, 31 Jul 2013 14:27:47 GMT
            <   connection: close
            <   etag: "43af...36"
            <   cache-control: no-cache, no-store, must-revalidate, max-age=0
            <   date: Wed, 31 Jul 2013 14:27:47 GMT
            <   content-type: application/json; charset=UTF-8
            < data size: 2425
            """;

    /** The same in a stream of records: a tab before each further line, and no empty one. */
    private static final String DEBUG = """
            DEBUG WebBrickGateway.http.send > POST https://accounts.okeanos.grnet.gr/identity/v2.0/tokens
            \t>   Content-Length: 74
            \t>   Content-Type: application/json
            \t> data size: 74
            DEBUG WebBrickGateway.http.recv < 200 OK
            \t<   content-length: 2425
            """;

    private static final String CONFIGURATION = """
            [logging]
            [[formatters]]
            [[[Wire]]]
            format='*(lines)s'
            [[[Named]]]
            format='*(name)s: *(lines)s'
            [[handlers]]
            [[[Wire]]]
            filename='wire.log'
            formatter='Wire'
            [[[Named]]]
            filename='named.log'
            formatter='Named'
            [[loggers]]
            [[[send]]]
            qualname='kamaki.clients.send'
            handlers=['Wire']
            [[[recv]]]
            qualname='WebBrickGateway.http.recv'
            handlers=['Wire', 'Named']
            """;

    @TempDir
    Path directory;

    private static void sample(WireMonitor monitor) {
        List<String> lines = SAMPLE.lines().toList();
        WireExchange exchange = monitor.begin(
                "POST",
                "https://accounts.okeanos.grnet.gr/identity/v2.0/tokens",
                Watched.headers("Content-Length", "74", "Content-Type", "application/json"),
                74,
                1);
        Watched.pass(exchange.requestBody(), new byte[74]);
        List<WireHeader> headers = lines.stream()
                .filter(line -> line.startsWith("<   "))
                .map(line -> line.substring(4).split(": ", 2))
                .map(pair -> new WireHeader(pair[0], pair[1]))
                .toList();
        exchange.reply(200, "OK", headers);
        Watched.pass(exchange.replyBody(), new byte[2425]);
        exchange.end();
    }

    @Test
    void looksLikeTheSampleByteForByte() throws Exception {
        Path cfg = directory.resolve("log.cfg");
        Files.writeString(cfg, "[DEFAULT]\nlogRoot='" + directory + "'\n" + CONFIGURATION, StandardCharsets.UTF_8);
        try (var logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)))) {
            WireMonitor monitor = WireMonitor.client("Sample");
            assertTrue(monitor.enabled());
            sample(monitor);
            assertTrue(logging.flush(5_000));
        }
        assertEquals(SAMPLE, Files.readString(directory.resolve("wire.log"), StandardCharsets.UTF_8));
        String named = Files.readString(directory.resolve("named.log"), StandardCharsets.UTF_8);
        assertTrue(
                named.startsWith("WebBrickGateway.http.recv: < 200 OK\nWebBrickGateway.http.recv: <   content-length"));
        String debug = Files.readString(directory.resolve("debug.log"), StandardCharsets.UTF_8);
        String timeless = debug.replaceAll("(?m)^[-0-9T:.+]+ ", "");
        assertEquals(DEBUG, timeless.substring(0, DEBUG.length()));
    }

    @Test
    void showsFromTheNextRequestOnWhatChangedFilesAllow() throws Exception {
        Path cfg = directory.resolve("log.cfg");
        String head = "[DEFAULT]\nlogRoot='" + directory + "'\n[logging]\n";
        String listening = CONFIGURATION.substring("[logging]\n".length());
        Files.writeString(cfg, head + listening, StandardCharsets.UTF_8);
        try (var logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)))) {
            WireMonitor monitor = WireMonitor.client("Sample");
            post(monitor, "ticket=abcd1234");
            String more = "logData=['Sample']\nlogDataBytes=20\nmaskParameters=['ticket']\n";
            Files.writeString(cfg, head + more + listening, StandardCharsets.UTF_8);
            assertTrue(logging.reload().usable());
            post(monitor, "ticket=abcd1234&room=attic");
            assertTrue(logging.flush(5_000));
        }
        assertEquals("""
                > POST http://brick/
                > data size: 15

                < no reply: given up
                > POST http://brick/
                > data size: 26
                > ticket=...&room... (6 bytes more)

                < no reply: given up
                """, Files.readString(directory.resolve("wire.log"), StandardCharsets.UTF_8));
    }

    private static void post(WireMonitor monitor, String form) {
        WireExchange exchange = monitor.begin("POST", "http://brick/", List.of(), form.length(), 1);
        Watched.pass(exchange.requestBody(), form.getBytes(StandardCharsets.UTF_8));
        exchange.abandon();
    }

    @Test
    void isOffUnlessSomebodyListens() throws Exception {
        Path cfg = directory.resolve("log.cfg");
        Files.writeString(cfg, "[DEFAULT]\nlogRoot='" + directory + "'\n", StandardCharsets.UTF_8);
        try (var logging = GatewayLogging.start(LoggingOptions.of(List.of(cfg)))) {
            assertFalse(WireMonitor.client("Sample").enabled());
            assertTrue(logging.flush(5_000));
        }
    }
}

package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.logging.ConfigReport;
import io.webbrick.gateway.logging.GatewayLogging;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A running gateway with a shipper of each kind, all of whose secrets stand in its configuration, and another side that refuses
 * everything and repeats in its answer what it was sent: no secret is seen anywhere, but in copies of the configuration itself. {@code
 * -Dsecrets.seed} makes other ones.
 */
final class ShippedSecretsTest {
    private static final long SEED = Long.getLong("secrets.seed", 2_611);
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-";
    private static final int[] STATUSES = {400, 401, 403, 404, 429, 500};

    private static final List<String> PAGES = List.of(
            "/",
            "/live",
            "/problems",
            "/history",
            "/levels",
            "/storage",
            "/metrics",
            "/api/status",
            "/api/loggers",
            "/api/streams",
            "/api/problems",
            "/api/streams/Debug/download",
            "/api/streams/Error/download",
            "/api/streams/Error/records");

    @TempDir
    Path place;

    private final Random random = new Random(SEED);
    private final List<String> secrets = new ArrayList<>();
    private final Queue<String> payloads = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private ServerSocket other;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ConfiguredHouse where;

    @SuppressWarnings("NullAway.Init") // set before each test
    private House house;

    @BeforeEach
    void start() throws Exception {
        where = new ConfiguredHouse(place);
        other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var accepting = new Thread(this::accept, "other-side");
        accepting.setDaemon(true);
        accepting.start();
        Path conf = Files.createDirectories(place.resolve("conf"));
        Files.copy(ConfiguredHouse.shipped().resolve("log.cfg"), conf.resolve("log.cfg"));
        Files.writeString(conf.resolve("prod.cfg"), configuration(), StandardCharsets.UTF_8);
        Files.writeString(conf.resolve("key"), secret(""), StandardCharsets.UTF_8);
        house = where.start(null);
    }

    @AfterEach
    void end() throws IOException {
        house.close();
        other.close();
    }

    /** One that no text has by chance. */
    private String secret(String begin) {
        var secret = new StringBuilder(begin);
        while (secret.length() < 24) {
            secret.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        secrets.add(secret.toString());
        return secret.toString();
    }

    private String configuration() {
        String there = "http://127.0.0.1:" + other.getLocalPort();
        return """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[handlers]]
                [[[inline]]]
                class='OtlpHandler'
                endpoint='%s'
                token='%s'
                headers={'X-Key': '%s', 'X-Other': '%s'}
                buffer_duration=50
                collects='all'
                [[[byfile]]]
                class='OtlpHandler'
                endpoint='%s'
                token_file='key'
                buffer_duration=50
                collects='all'
                [[[cloud]]]
                class='CloudWatchHandler'
                endpoint='%s'
                region='eu-west-1'
                log_group_name='house'
                log_stream_name='attic'
                aws_access_key_id='AKEXAMPLE'
                aws_secret_access_key='%s'
                aws_session_token='%s'
                buffer_duration=1000
                collects='all'
                [[[oracle]]]
                class='OciHandler'
                endpoint='%s'
                log_ocid='o'
                config={'user': 'u', 'tenancy': 't', 'fingerprint': 'f', 'region': 'r', 'key_content': '%s'}
                buffer_duration=50
                collects='all'
                [[[slack]]]
                class='SlackHandler'
                endpoint='%s'
                api_key='%s'
                channel='#house'
                collects='all'
                [[[hook]]]
                class='SlackHandler'
                webhook_url='%s/services/%s'
                collects='all'
                """.formatted(
                        place.resolve("logs").toString().replace('\\', '/'),
                        there,
                        secret(""),
                        secret(""),
                        secret(""),
                        there,
                        there,
                        secret(""),
                        secret(""),
                        there,
                        secret("PRIVATE KEY"),
                        there,
                        secret("xoxb-"),
                        there,
                        secret("T0/B0/"));
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = other.accept();
                var serving = new Thread(() -> serve(connection), "other-side");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Repeats what it was sent, and ends the connection. */
    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    return;
                }
                head.append((char) read);
            }
            String text = head.toString();
            int length = Integer.parseInt(text.replaceAll("(?is).*content-length: *([0-9]+).*", "$1"));
            payloads.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            byte[] body = text.getBytes(StandardCharsets.ISO_8859_1);
            OutputStream out = connection.getOutputStream();
            String answer = "HTTP/1.1 " + STATUSES[Math.floorMod(text.hashCode(), STATUSES.length)]
                    + " X\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n\r\n";
            out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        } catch (IOException ended) {
            // the other side has left
        }
    }

    @Test
    void noConfiguredSecretAppearsInAnyStreamPageOrPayload() throws Exception {
        LoggerFactory.getLogger("house").error("boiler");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> failed() == 6);
        Path prod = place.resolve("conf").resolve("prod.cfg");
        String sound = Files.readString(prod, StandardCharsets.UTF_8);
        List<String> broken = List.of(
                sound.replace("token='" + secrets.get(0) + "'", "token='" + secrets.get(0)),
                sound.replace("token='" + secrets.get(0) + "'", "token " + secrets.get(0)),
                sound.replace("api_key='", "api_key="),
                sound.replace("config={", "config="),
                sound.replace("headers={'X-Key': ", "headers={'X-Key' "));
        for (String text : broken) {
            Files.writeString(prod, text, StandardCharsets.UTF_8);
            ConfigReport report = GatewayLogging.current().reload();
            assertHidden("problems", report.problems().toString());
            assertHidden("effective configuration", report.effectiveJson());
        }
        ConfigReport report = GatewayLogging.check(where.options(null).logging());
        assertHidden("check", report.problems() + report.effectiveJson());
        assertHidden("status", GatewayLogging.current().status().toString());
        for (String page : PAGES) {
            String text = where.client().text(page);
            assertFalse(text.isEmpty(), page);
            assertHidden(page, text);
        }
        assertTrue(where.client().text("/api/status").contains("***"), "no answer was repeated in the status");
        assertHidden("bundle", bundle());
        payloads.forEach(payload -> assertHidden("payload", payload));
        assertTrue(payloads.size() >= 4, () -> payloads.size() + " payloads");
        house.close();
        Path copies = place.resolve("logs").resolve(".state").resolve("last-good");
        try (Stream<Path> files = Files.walk(place.resolve("logs"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(copies))
                    .toList()) {
                assertHidden(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    private static long failed() {
        return GatewayLogging.current().status().shippers().stream()
                .filter(shipper -> shipper.lastError() != null)
                .count();
    }

    private void assertHidden(String where, String text) {
        for (String secret : secrets) {
            assertFalse(text.contains(secret), () -> where + " shows " + secret + ", seed " + SEED + ": " + text);
        }
    }

    /** Every file of the archive. */
    private String bundle() throws IOException {
        Instance only = where.only();
        var connection = (HttpURLConnection)
                URI.create(only.url()).resolve("/api/bundle").toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + only.token());
        var text = new StringBuilder();
        try (var zip = new ZipInputStream(connection.getInputStream())) {
            while (zip.getNextEntry() != null) {
                text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertTrue(text.indexOf("AKEXAMPLE") > 0 || text.indexOf("attic") > 0, "no configuration in the bundle");
        return text.toString();
    }
}

package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stream as a whole: downloaded, rotated. */
final class StreamsApiTest {
    private static final String DOWNLOAD = "/api/streams/Error/download";

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // opened before each test
    private House house;

    @BeforeEach
    void open() throws IOException {
        house = new House(directory);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static final class Download {
        private final HttpURLConnection connection;
        private final byte[] body;

        Download(HttpURLConnection connection) throws IOException {
            this.connection = connection;
            try (InputStream in = connection.getInputStream()) {
                this.body = in.readAllBytes();
            }
        }

        int status() throws IOException {
            return connection.getResponseCode();
        }

        String header(String name) {
            return String.valueOf(connection.getHeaderField(name));
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private Download download(String method, String path) throws IOException {
        var connection =
                (HttpURLConnection) house.server.address().resolve(path).toURL().openConnection();
        connection.setRequestMethod(method);
        return new Download(connection);
    }

    /** Three files: packed, plain, newest. Returns what they hold. */
    private String threeFiles() throws IOException {
        var packed = new StringBuilder();
        for (int line = 0; line < 5_000; line++) {
            packed.append("2026-11-20T00:00:00.000+00:00 ERROR Heating packed größer ")
                    .append(line)
                    .append('\n');
        }
        try (var out = new GZIPOutputStream(Files.newOutputStream(directory.resolve("error.log.2.gz")))) {
            out.write(packed.toString().getBytes(StandardCharsets.UTF_8));
        }
        house.line("error.log.1", "2026-11-21T00:00:00.000+00:00 ERROR Heating plain");
        house.line("error.log", "2026-11-21T05:00:00.000+00:00 ERROR Heating newest");
        return packed + "2026-11-21T00:00:00.000+00:00 ERROR Heating plain\n"
                + "2026-11-21T05:00:00.000+00:00 ERROR Heating newest\n";
    }

    @Test
    void aDownloadIsTheWholeStreamOldestLineFirst() throws IOException {
        String all = threeFiles();
        Download answer = download("GET", DOWNLOAD);
        assertEquals(200, answer.status());
        assertEquals(all, answer.text());
        assertEquals("attachment; filename=\"error.log\"", answer.header("Content-Disposition"));
        assertEquals("text/plain; charset=utf-8", answer.header("Content-Type"));
        assertEquals("nosniff", answer.header("X-Content-Type-Options"));
    }

    @Test
    void aDownloadIsPackedWhenThatIsAskedFor() throws IOException {
        String all = threeFiles();
        Download answer = download("GET", DOWNLOAD + "?format=gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body))) {
            assertEquals(all, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertTrue(answer.body.length < all.length() / 10);
        assertEquals("attachment; filename=\"error.log.gz\"", answer.header("Content-Disposition"));
    }

    @Test
    void aStreamWithoutAnyLineIsAnEmptyDownload() throws IOException {
        Download answer = download("GET", DOWNLOAD);
        assertEquals(200, answer.status());
        assertEquals("", answer.text());
    }

    @Test
    void headHasTheHeadersAndNoBody() throws IOException {
        threeFiles();
        Download answer = download("HEAD", DOWNLOAD);
        assertEquals(200, answer.status());
        assertEquals("", answer.text());
        assertTrue(answer.header("Content-Disposition").contains("attachment"));
    }

    @Test
    void manyClientsThatDoNotReadTheirDownloadHoldUpNobodyElse() throws IOException {
        var line = "x".repeat(9_999) + "\n";
        Files.writeString(directory.resolve("error.log"), line.repeat(2_000));
        var slow = new ArrayList<Wire>();
        try {
            for (int client = 0; client < 40; client++) {
                slow.add(house.wire().send("GET " + DOWNLOAD + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            long begun = System.nanoTime();
            assertEquals(200, house.get("/healthz").status());
            assertEquals(200, house.get("/api/status").status());
            assertTrue(System.nanoTime() - begun < 5_000_000_000L, "somebody waits for the slow ones");
        } finally {
            for (Wire wire : slow) {
                wire.close();
            }
        }
    }

    @Test
    void whatIsNoStreamOrHasNoFileIsRefused() throws IOException {
        assertEquals(404, house.get("/api/streams/Nothing/download").status());
        assertEquals(404, house.get("/api/streams/Screen/download").status());
        assertEquals(404, house.get("/api/streams/download").status());
        assertEquals(400, house.get(DOWNLOAD + "?format=zip").status());
        assertEquals(404, house.post("/api/streams/Screen/rotate", "").status());
        assertEquals(404, house.post("/api/streams/Nothing/rotate", "").status());
        assertEquals(404, house.post("/api/streams/Error/nothing", "").status());
        assertEquals(List.of(), house.rotated);
    }

    @Test
    void aStreamIsRotatedOnDemandByItsNameInAnyCase() throws IOException {
        Wire.Reply reply = house.post("/api/streams/error/rotate", "");
        assertEquals(200, reply.status(), reply.body());
        assertEquals("Error", reply.json().get("stream"));
        assertEquals(List.of("Error"), house.rotated);
    }

    @Test
    void aStreamThatCannotBeRotatedNowIsSaidSo() throws IOException {
        house.rotates = false;
        Wire.Reply reply = house.post("/api/streams/Error/rotate", "");
        assertEquals(503, reply.status(), reply.body());
    }

    @Test
    void onlyAnAdminRotates(@TempDir Path other) throws IOException {
        try (House family = new House(other, House.Plan.DEFAULT.accounts(House.FAMILY))) {
            assertEquals(
                    403,
                    family.post("/api/streams/Error/rotate", "", "Authorization: Bearer t-view")
                            .status());
            assertEquals(List.of(), family.rotated);
            assertEquals(
                    200,
                    family.post("/api/streams/Error/rotate", "", "Authorization: Bearer t-admin")
                            .status());
        }
    }
}

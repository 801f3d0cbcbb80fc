package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.House.Plan;
import io.webbrick.gateway.web.access.RequestTimes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The support bundle as an admin downloads it. */
final class BundleTest {
    private static final String ADMIN = "Authorization: Bearer t-admin";

    @TempDir
    private Path directory;

    private House family() throws IOException {
        return house(directory);
    }

    /** One whose downloads may take a while: other builds may want the processor. */
    private static House house(Path directory) throws IOException {
        var limits = new Limits(100_000, 1_000_000, 8_192, 512, 20_000, new RequestTimes(15_000, 60_000), 1_000);
        return new House(directory, Plan.DEFAULT.accounts(Family.of()).limits(limits));
    }

    /** The texts of the zip by their names. */
    private static Map<String, String> bundle(House house) throws IOException {
        var texts = new LinkedHashMap<String, String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(download(house)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                texts.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    private static byte[] download(House house) throws IOException {
        try (Wire wire = house.wire()) {
            wire.send("GET /api/bundle HTTP/1.1\r\nHost: localhost\r\n" + ADMIN + "\r\nConnection: close\r\n\r\n");
            byte[] all = wire.socket.getInputStream().readAllBytes();
            String head = new String(all, StandardCharsets.ISO_8859_1).split("\r\n\r\n", 2)[0];
            assertTrue(head.startsWith("HTTP/1.1 200 "), head);
            assertTrue(head.contains("Content-Type: application/zip"), head);
            assertTrue(
                    head.contains("Content-Disposition: attachment; filename=\"webbrick-bundle-20261121-052000.zip\""),
                    head);
            return head.contains("chunked") ? chunks(all, head.length() + 4) : rest(all, head.length() + 4);
        }
    }

    private static byte[] rest(byte[] all, int at) {
        return java.util.Arrays.copyOfRange(all, at, all.length);
    }

    private static byte[] chunks(byte[] all, int from) {
        var body = new ByteArrayOutputStream();
        int at = from;
        while (true) {
            int end = at;
            while (all[end] != '\r') {
                end++;
            }
            int length = Integer.parseInt(new String(all, at, end - at, StandardCharsets.ISO_8859_1), 16);
            if (length == 0) {
                return body.toByteArray();
            }
            body.write(all, end + 2, length);
            at = end + 2 + length + 2;
        }
    }

    @Test
    void holdsWhatSomebodyWhoHelpsNeeds() throws IOException {
        try (House house = family()) {
            house.configuration =
                    "{\"handlers\":{\"error_out\":{\"class\":\"logging.FileHandler\",\"level\":\"ERROR\"}}}";
            house.problems = List.of("cannot rotate access.log, writing goes on into it");
            house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR EventDespatch.lamp no bulb");
            house.line("debug.log", "2026-11-21T05:20:00.123+00:00 INFO WebBrickGateway.Heating on");
            Map<String, String> bundle = bundle(house);
            assertEquals(
                    List.of(
                            "versions.txt",
                            "configuration.json",
                            "problems.txt",
                            "status.json",
                            "loggers.json",
                            "metrics.txt",
                            "error.log",
                            "debug.log"),
                    List.copyOf(bundle.keySet()));
            assertTrue(String.valueOf(bundle.get("versions.txt")).contains("Java "));
            assertTrue(String.valueOf(bundle.get("configuration.json")).contains("error_out"));
            assertTrue(String.valueOf(bundle.get("problems.txt")).contains("cannot rotate access.log"));
            assertTrue(String.valueOf(bundle.get("status.json")).contains("\"name\":\"Rose Cottage\""));
            assertTrue(String.valueOf(bundle.get("loggers.json")).startsWith("{\"loggers\":["));
            assertTrue(String.valueOf(bundle.get("error.log")).endsWith("no bulb\n"));
            PrometheusText.parse(String.valueOf(bundle.get("metrics.txt")));
        }
    }

    @Test
    void leaksNoneOfManyPlantedSecrets() throws IOException {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            try (House house = house(directory.resolve("r" + round))) {
                java.nio.file.Files.createDirectories(house.directory);
                List<String> planted = plant(house, random);
                bundle(house)
                        .forEach((name, text) -> planted.forEach(secret ->
                                assertFalse(text.contains(secret), () -> "seed " + seed + ", " + name + ": " + text)));
            }
        }
    }

    private static List<String> plant(House house, Random random) {
        String inFile = secret(random);
        String hook = secret(random);
        String pass = secret(random);
        String cookie = secret(random);
        String basic = secret(random);
        String url = secret(random);
        house.configuration =
                "{\"handlers\":{\"a\":{\"apiToken\":\"" + inFile + "\",\"url\":\"https://hooks.example.org/x/" + hook
                        + "\",\"args\":[\"https://u:" + url + "@example.org\"]}}}";
        house.problems = List.of("delivery failed: password=" + pass, "the value " + inFile + " was refused");
        house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR a posted " + inFile + " to the service");
        house.line("error.log", "2026-11-21T05:20:00.123+00:00 ERROR a {\"password\":\"" + pass + "\"}");
        house.line("error.log", "\tat x: Authorization: Basic " + basic);
        house.line("debug.log", "2026-11-21T05:20:00.123+00:00 INFO a Cookie: x=y; webbrick-session=" + cookie);
        house.line("debug.log", "2026-11-21T05:20:00.123+00:00 INFO a token " + House.SECRET + " of this instance");
        house.line("debug.log", "2026-11-21T05:20:00.123+00:00 INFO a GET https://u:" + url + "@example.org/");
        house.levels().set("https://u:" + url + "@example.org", 10, null, "a test");
        return List.of(inFile, hook, pass, cookie, basic, url, House.SECRET);
    }

    private static String secret(Random random) {
        var secret = new StringBuilder("S");
        for (int i = 0; i < 20; i++) {
            secret.append("abcdefghijkmnopqrstuvwxyzABCDEFGH0123456789".charAt(random.nextInt(43)));
        }
        return secret.toString();
    }

    @Test
    void isForAdmins() throws IOException {
        try (House house = family()) {
            assertEquals(401, house.get("/api/bundle").status());
            Wire.Reply refused = house.get("/api/bundle", "Authorization: Bearer t-view");
            assertEquals(403, refused.status());
            assertTrue(refused.body().contains("only an admin may download the bundle"), refused.body());
            assertEquals(400, house.get("/api/bundle?x=1", ADMIN).status());
        }
    }

    @Test
    void isTheNewestTwoMegabytesAndOneAtATime() throws IOException {
        try (House house = family()) {
            String line = "2026-11-21T05:20:00.123+00:00 INFO a ";
            var random = new Random(7);
            var text = new StringBuilder();
            for (int i = 0; i < 6_000; i++) {
                text.append(i == 0 ? "" : "\n").append(line).append(i);
                for (int word = 0; word < 40; word++) {
                    text.append(' ').append(Integer.toString(random.nextInt(1 << 30), 36));
                }
            }
            text.append("\n").append(line).append("the last");
            house.line("debug.log", text.toString());
            try (Wire slow = house.wire()) {
                slow.socket.setReceiveBufferSize(4_096);
                slow.send("GET /api/bundle HTTP/1.1\r\nHost: localhost\r\n" + ADMIN + "\r\n\r\n");
                Awaitility.await()
                        .until(() -> house.get("/api/bundle", ADMIN, "Connection: close")
                                        .status()
                                == 503);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .ignoreExceptions()
                    .until(() -> bundle(house).containsKey("debug.log"));
            String debug = String.valueOf(bundle(house).get("debug.log"));
            assertTrue(debug.length() <= 2_010_000 && debug.length() > 1_900_000, "" + debug.length());
            assertTrue(debug.endsWith("the last\n"));
        }
    }
}

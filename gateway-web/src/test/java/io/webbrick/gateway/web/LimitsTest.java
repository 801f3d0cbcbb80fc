package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.House.Plan;
import io.webbrick.gateway.web.access.RequestTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LimitsTest {
    private static final int CROWD = 300;
    private static final String START_OF_BODY =
            "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n[";

    @TempDir
    private Path directory;

    private House house(int bodyBytes, long allBytes, int connections, RequestTimes times) throws IOException {
        return new House(
                directory,
                Plan.DEFAULT.limits(new Limits(bodyBytes, allBytes, 8_192, connections, 20_000, times, 1_000)));
    }

    private static List<Wire> crowd(House house, int size, String each) throws IOException {
        List<Wire> crowd = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            crowd.add(house.wire().send(each));
        }
        return crowd;
    }

    private static void leave(List<Wire> crowd) throws IOException {
        for (Wire wire : crowd) {
            wire.close();
        }
    }

    private void assertServesDespite(String each) throws IOException {
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(15_000, 15_000))) {
            List<Wire> crowd = crowd(house, CROWD, each);
            assertEquals(
                    200,
                    assertTimeout(Duration.ofSeconds(1), () -> house.get("/healthz"))
                            .status());
            assertEquals(
                    200,
                    assertTimeout(Duration.ofSeconds(1), () -> house.get("/api/status"))
                            .status());
            leave(crowd);
            house.accessLines(CROWD + 2);
        }
    }

    @Test
    void servesWhileManySendTheirHeadersSlowly() throws IOException {
        assertServesDespite("GET /slow HTTP/1.1\r\nHo");
    }

    @Test
    void servesWhileManySendTheirBodiesSlowly() throws IOException {
        assertServesDespite(START_OF_BODY);
    }

    @Test
    void servesWhileManyReadTheirAnswersSlowly() throws IOException {
        Files.writeString(directory.resolve("error.log"), ("x".repeat(1_000) + "\n").repeat(8_000));
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(15_000, 60_000))) {
            List<Wire> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                Wire wire = house.wire();
                wire.socket.setReceiveBufferSize(4_096);
                crowd.add(wire.send("GET /api/streams/Error/download HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            assertEquals(
                    200,
                    assertTimeout(Duration.ofSeconds(1), () -> house.get("/healthz"))
                            .status());
            leave(crowd);
        }
    }

    @Test
    void servesWhileManyHaveTheirPasswordsChecked() throws Exception {
        var checked = new CountDownLatch(1);
        var slow = new SlowAccounts(checked);
        var limits = new Limits(4_000, 1_000_000, 8_192, 512, 20_000, new RequestTimes(15_000, 15_000), 1_000);
        try (House house = new House(directory, Plan.DEFAULT.limits(limits).accounts(slow))) {
            String body = "{\"name\":\"anna\",\"password\":\"guess\"}";
            List<Wire> crowd = crowd(
                    house,
                    CROWD,
                    "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n\r\n"
                            + body);
            Awaitility.await().until(() -> slow.checks.get() == 2);
            assertEquals(
                    200,
                    assertTimeout(Duration.ofSeconds(1), () -> house.get("/healthz"))
                            .status());
            assertEquals(
                    200,
                    assertTimeout(
                                    Duration.ofSeconds(1),
                                    () -> house.get("/api/status", "Authorization: Bearer " + House.SECRET))
                            .status());
            checked.countDown();
            leave(crowd);
        }
    }

    @Test
    void servesWhileManyAskForWhatCannotBeReadNow() throws Exception {
        var readable = new CountDownLatch(1);
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(15_000, 15_000))) {
            house.beforeReading = () -> {
                try {
                    readable.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
            var crowd = new ArrayList<Wire>();
            for (String path : List.of("/api/problems", "/api/talkers", "/api/search?stream=Error")) {
                crowd.addAll(crowd(house, 20, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            assertEquals(
                    200,
                    assertTimeout(Duration.ofSeconds(1), () -> house.get("/healthz"))
                            .status());
            readable.countDown();
            leave(crowd);
        }
    }

    @Test
    void aDownloadMayTakeLongerThanARequestAsLongAsItIsTaken() throws IOException {
        Files.writeString(directory.resolve("error.log"), ("x".repeat(1_000) + "\n").repeat(8_000));
        String download = "GET /api/streams/Error/download HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(60_000, 500));
                Wire taking = house.wire();
                Wire stuck = house.wire()) {
            stuck.socket.setReceiveBufferSize(4_096);
            stuck.send(download);
            taking.send(download);
            long bytes = 0;
            long begin = System.nanoTime();
            byte[] some = new byte[65_536];
            for (int read = 0; read >= 0; read = taking.socket.getInputStream().read(some)) {
                bytes += read;
                LockSupport.parkNanos(begin + bytes * 150 - System.nanoTime());
            }
            assertTrue(System.nanoTime() - begin > 1_000_000_000L, "it was no longer than a request may take");
            assertTrue(bytes > 8_008_000, bytes + " bytes of 8 million");
            assertTrue(house.accessLines(2).get(0).contains("/download HTTP/1.1\" 200 "), house.access.toString());
        }
    }

    /** Takes its time with each password. */
    private static final class SlowAccounts implements Accounts {
        private final CountDownLatch checked;
        private final AtomicInteger checks = new AtomicInteger();

        SlowAccounts(CountDownLatch checked) {
            this.checked = checked;
        }

        @Override
        public boolean any() {
            return true;
        }

        @Override
        public Optional<Role> verify(String name, String password) {
            checks.incrementAndGet();
            try {
                checked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.empty();
        }

        @Override
        public Optional<Standing> standing(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Script> verifyToken(String token) {
            return Optional.empty();
        }
    }

    @Test
    void endsAHeaderThatTakesTooLongHoweverBusyItLooks() throws IOException {
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(400, 60_000))) {
            assertIsEnded(house, "GET /slow HTTP/1.1\r\nX: ");
            assertTrue(house.accessLines(1).get(0).contains("\"GET /slow HTTP/1.1\" 408 "));
        }
    }

    @Test
    void endsARequestThatTakesTooLongHoweverBusyItLooks() throws IOException {
        try (House house = house(4_000, 1_000_000, 512, new RequestTimes(60_000, 400))) {
            assertIsEnded(house, START_OF_BODY);
            house.accessLines(1);
        }
    }

    private static void assertIsEnded(House house, String begin) throws IOException {
        try (Wire wire = house.wire()) {
            wire.send(begin);
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> {
                        try {
                            wire.send("1");
                        } catch (IOException closed) {
                            return true;
                        }
                        return false;
                    });
        }
    }

    @Test
    void refusesABodyThatSaysItIsTooLarge() throws IOException {
        try (House house = house(100, 1_000_000, 512, new RequestTimes(5_000, 5_000))) {
            Wire.Reply reply = house.ask("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 101\r\n\r\n");
            assertEquals(413, reply.status());
            assertEquals("close", reply.header("Connection"));
            assertTrue(String.valueOf(reply.json().get("detail")).contains("100 bytes"), reply.body());
        }
    }

    @Test
    void refusesABodyThatGrowsTooLarge() throws IOException {
        try (House house = house(100, 1_000_000, 512, new RequestTimes(5_000, 5_000))) {
            Wire.Reply reply =
                    house.ask("POST /api/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n"
                            + "\r\n65\r\n" + "x".repeat(101) + "\r\n0\r\n\r\n");
            assertEquals(413, reply.status());
        }
    }

    @Test
    void takesABodyOfExactlyTheLimit() throws IOException {
        String event = "{\"type\":\"t\",\"source\":\"s\"}";
        try (House house = house(event.length(), 1_000_000, 512, new RequestTimes(5_000, 5_000))) {
            assertEquals(200, house.post("/api/events", event).status());
            assertEquals(413, house.post("/api/events", event + " ").status());
        }
    }

    @Test
    void boundsTheMemoryOfAllBodiesTogether() throws IOException {
        try (House house = house(4_000, 5_000, 512, new RequestTimes(15_000, 15_000))) {
            String half =
                    "POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n\r\n" + "[".repeat(3_000);
            List<Wire> crowd = crowd(house, 1, half);
            Awaitility.await().until(() -> {
                try (Wire wire = house.wire()) {
                    return wire.send(half).reply().status() == 503;
                }
            });
            leave(crowd);
            Awaitility.await()
                    .until(() -> house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\"}")
                                    .status()
                            == 200);
        }
    }

    @Test
    void takesNoMoreConnectionsThanItsLimit() throws IOException {
        try (House house = house(4_000, 1_000_000, 4, new RequestTimes(15_000, 15_000))) {
            List<Wire> crowd = crowd(house, 4, "GET /slow");
            try (Wire late = house.wire()) {
                late.socket.setSoTimeout(300);
                assertThrows(
                        IOException.class,
                        () -> late.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                .reply());
            }
            leave(crowd);
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> house.get("/healthz").status() == 200);
        }
    }
}

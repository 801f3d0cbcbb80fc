package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.web.House.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebServerTest {
    @TempDir
    private Path directory;

    private IOException refused(WebOptions options, Accounts accounts) throws IOException {
        try (House house = new House(directory)) {
            return assertThrows(IOException.class, () -> WebServer.start(options, house.gateway(accounts)));
        }
    }

    @Test
    void saysWhatToDoWhenThePortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            IOException refusal = refused(WebOptions.of("127.0.0.1", port, ZoneOffset.UTC), House.NOBODY);
            assertEquals(
                    "port " + port + " on 127.0.0.1 is taken; choose another with --http HOST:PORT, or stop the program"
                            + " that has it",
                    refusal.getMessage());
        }
    }

    @Test
    void saysWhatToDoWhenTheHostIsUnknown() throws IOException {
        IOException refusal = refused(WebOptions.of("no.such.host.invalid", 0, ZoneOffset.UTC), House.NOBODY);
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("host no.such.host.invalid is unknown; "));
    }

    @Test
    void saysWhatToDoWhenTheAddressIsNotOurs() throws IOException {
        IOException refusal = refused(WebOptions.of("192.0.2.1", 0, ZoneOffset.UTC), House.FAMILY);
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("192.0.2.1 is no address of this machine; "),
                refusal.toString());
    }

    @Test
    void refusesToListenToOthersWithoutAnAccount() throws IOException {
        IOException refusal = refused(WebOptions.of("0.0.0.0", 0, ZoneOffset.UTC), House.NOBODY);
        assertEquals(
                "listening on 0.0.0.0 lets others in and there is no account; make one with: ./gateway users add NAME",
                refusal.getMessage());
    }

    @Test
    void listensToOthersOnceThereIsAnAccount() throws IOException {
        var plan = new Plan("0.0.0.0", House.FAMILY, Plan.QUICK, List.of());
        try (House house = new House(directory, plan)) {
            assertEquals(401, house.get("/api/status").status());
            assertEquals("127.0.0.1", house.server.address().getHost());
        }
    }

    @Test
    void tellsWhereItListens() throws IOException {
        try (House house = new House(directory)) {
            assertEquals(
                    "http://127.0.0.1:" + house.server.port(),
                    house.server.address().toString());
        }
    }

    @Test
    void stopsForWhoeverKnowsTheSecretAfterAnswering() throws Exception {
        try (House house = new House(directory)) {
            Wire.Reply reply = house.post("/api/stop", "", "Authorization: Bearer " + House.SECRET);
            assertEquals(202, reply.status());
            assertTrue(house.stopped.await(5, TimeUnit.SECONDS));
        }
    }

    @Test
    void doesNotStopForAnybodyElse() throws Exception {
        try (House house = new House(directory)) {
            assertEquals(401, house.post("/api/stop", "").status());
            assertEquals(
                    401,
                    house.post("/api/stop", "", "Authorization: Bearer wrong").status());
            assertEquals(405, house.get("/api/stop").status());
            assertEquals(1, house.stopped.getCount());
        }
    }

    @Test
    void closesWithinItsBoundWhileClientsDawdle() throws IOException {
        House house = new House(directory);
        try (Wire silent = house.wire();
                Wire slow = house.wire()) {
            slow.send("POST /api/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n[");
            assertTrue(silent.socket.isConnected());
            assertTimeout(Duration.ofMillis(1_900), house::close);
        }
    }

    @Test
    void closesAtOnceWhenNobodyAsks() throws IOException {
        House house = new House(directory);
        house.get("/healthz");
        assertTimeout(Duration.ofMillis(900), house::close);
    }

    @Test
    void answersWhatIsBeingAskedBeforeItStops() throws Exception {
        var journaling = new CountDownLatch(1);
        House house = new House(directory);
        house.journaling = event -> {
            journaling.countDown();
            Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            return Journal.Outcome.STORED;
        };
        var reply = new AtomicReference<Wire.@Nullable Reply>();
        var client = new Thread(() -> {
            try {
                reply.set(house.post("/api/events", "{\"type\":\"t\",\"source\":\"s\"}"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        client.start();
        assertTrue(journaling.await(10, TimeUnit.SECONDS));
        house.close();
        client.join(10_000);
        Wire.Reply answer = Objects.requireNonNull(reply.get());
        assertEquals("{\"accepted\":1,\"suppressed\":0}\n", answer.body());
        assertEquals(1, house.access.size());
    }
}

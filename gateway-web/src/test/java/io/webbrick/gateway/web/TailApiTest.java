package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as they come: each once, whatever happens to the connection, the gateway and the files. */
final class TailApiTest {
    private static final String TAIL = "/api/tail?stream=Debug&logger=T";

    @TempDir
    private Path directory;

    private House house;
    private GatewayLogging logging;

    @BeforeEach
    void start() throws IOException {
        house = new House(directory);
        logging = house.log();
    }

    @AfterEach
    void stop() {
        logging.close();
        house.close();
    }

    private static void log(String message) {
        GatewayLogging.handle("T").log(Level.INFO.number(), message);
    }

    private static void log(int from, int to) {
        IntStream.range(from, to).forEach(number -> log("m" + number));
    }

    private static List<String> expected(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "m" + number).toList();
    }

    private void flush() {
        assertTrue(logging.flush(10_000));
    }

    /** A client that has begun to follow. */
    private Listener listen(String parameters, String... headers) throws IOException {
        var listener = new Listener(house, TAIL + parameters, headers);
        assertEquals(200, listener.status());
        listener.next("counts");
        return listener;
    }

    @Test
    void recordsComeAsTheyAreLogged() throws IOException {
        log("before");
        flush();
        try (Listener listener = listen("")) {
            log(0, 3);
            Listener.Event first = listener.next("record");
            assertEquals("m0", first.message());
            assertEquals("Debug", first.json().get("stream"));
            assertEquals("INFO", first.json().get("level"));
            assertEquals(first.json().get("position"), first.id());
            assertEquals(List.of("m1", "m2"), listener.messages(2));
            log("later");
            assertEquals(List.of("later"), listener.messages(1));
            assertTrue(listener.head.contains("text/event-stream"), listener.head);
        }
    }

    @Test
    void theNewestComeFirstWhenTheyAreAskedFor() throws IOException {
        log(0, 50);
        flush();
        try (Listener listener = listen0("&n=5")) {
            log(50, 52);
            assertEquals(expected(45, 52), listener.messages(7));
        }
    }

    private Listener listen0(String parameters) throws IOException {
        var listener = new Listener(house, TAIL + parameters);
        assertEquals(200, listener.status());
        return listener;
    }

    @Test
    void onlyWhatMatchesComes() throws IOException {
        try (Listener listener = listen("&q=even&not=n+4&level=info")) {
            for (int number = 0; number < 8; number++) {
                log((number % 2 == 0 ? "even " : "odd ") + number);
            }
            GatewayLogging.handle("Other").log(Level.INFO.number(), "even");
            GatewayLogging.handle("T").log(Level.INFO.number(), "even 8");
            assertEquals(List.of("even 0", "even 2", "even 6", "even 8"), listener.messages(4));
        }
    }

    @Test
    void whoComesAgainGoesOnWhereItWasOverRotationAndRestart() throws IOException {
        String last;
        try (Listener listener = listen("")) {
            log(0, 10);
            assertEquals(expected(0, 5), listener.messages(5));
            last = listener.lastId;
        }
        log(10, 20);
        flush();
        logging.rotate("Debug");
        log(20, 30);
        flush();
        logging.close();
        logging = house.log();
        log(30, 40);
        flush();
        try (Listener listener = listen("", "Last-Event-ID: " + last)) {
            assertEquals(expected(5, 40), listener.messages(35));
            log(40, 45);
            assertEquals(expected(40, 45), listener.messages(5));
        }
        String cursor = "&cursor=" + URLEncoder.encode(last, StandardCharsets.UTF_8);
        try (Listener listener = listen(cursor)) {
            assertEquals(expected(5, 45), listener.messages(40));
        }
    }

    @Test
    void manyReconnectsWhileItIsWrittenAndRotatedLoseAndDoubleNothing() throws IOException {
        String last = "";
        var seen = new ArrayList<String>();
        int written = 0;
        for (int round = 0; round < 12; round++) {
            try (Listener listener = last.isEmpty() ? listen("") : listen("", "Last-Event-ID: " + last)) {
                log(written, written + 100);
                written += 100;
                if (round % 3 == 1) {
                    flush();
                    logging.rotate("Debug");
                }
                seen.addAll(listener.messages(Math.min(70 + round * 5, written - seen.size())));
                last = listener.lastId;
            }
        }
        try (Listener listener = listen("", "Last-Event-ID: " + last)) {
            seen.addAll(listener.messages(written - seen.size()));
        }
        assertEquals(expected(0, written), seen);
    }

    @Test
    void severalStreamsShareOneCursor() throws IOException {
        String two = "/api/tail?stream=Debug&stream=error&logger=T";
        String last;
        try (var listener = new Listener(house, two)) {
            listener.next("counts");
            GatewayLogging.handle("T").log(Level.ERROR.number(), "both");
            var streams = new ArrayList<Object>();
            streams.add(listener.next("record").json().get("stream"));
            streams.add(listener.next("record").json().get("stream"));
            streams.sort(null);
            assertEquals(List.of("Debug", "Error"), streams);
            last = listener.lastId;
            assertEquals(2, last.split(" ").length, last);
        }
        GatewayLogging.handle("T").log(Level.INFO.number(), "one");
        flush();
        try (var listener = new Listener(house, two, "Last-Event-ID: " + last)) {
            Listener.Event event = listener.next("record");
            assertEquals("one", event.message());
            assertEquals("Debug", event.json().get("stream"));
        }
    }

    @Test
    void aStreamThatIsEmptyIsFollowedFromItsFirstRecord() throws IOException {
        String error = "/api/tail?stream=Error";
        String last;
        try (var listener = new Listener(house, error)) {
            listener.heartbeat();
            last = listener.lastId;
        }
        assertEquals("-", last);
        GatewayLogging.handle("T").log(Level.ERROR.number(), "first");
        flush();
        try (var listener = new Listener(house, error, "Last-Event-ID: " + last)) {
            assertEquals(List.of("first"), listener.messages(1));
        }
    }

    @Test
    void countsTellWhatAllStreamsHaveStored() throws IOException {
        try (Listener listener = new Listener(house, TAIL)) {
            Map<?, ?> counts = listener.next("counts").json();
            assertEquals(List.of("Access", "EventLog", "Error", "Debug", "Screen"), List.copyOf(counts.keySet()));
            GatewayLogging.handle("T").log(Level.ERROR.number(), "x");
            Map<?, ?> next = listener.next("counts").json();
            long errors = ((Number) Objects.requireNonNull(next.get("Error"))).longValue();
            assertEquals(((Number) Objects.requireNonNull(counts.get("Error"))).longValue() + 1, errors);
        }
    }

    @Test
    void aQuietStreamIsKeptAliveBeyondTheLimitsOfARequest() throws IOException {
        try (Listener listener = listen("")) {
            long begin = System.nanoTime();
            while (Duration.ofNanos(System.nanoTime() - begin).toMillis() < 4_000) {
                listener.heartbeat();
            }
            log("still");
            assertEquals(List.of("still"), listener.messages(1));
        }
    }

    @Test
    void goesOnAfterTheCountsCouldNotBeToldForAWhile() throws IOException {
        try (Listener listener = listen("")) {
            house.broken = true;
            Awaitility.await().until(() -> {
                flush();
                return debugLog().contains("a stream cannot be followed now: counts are broken for this test");
            });
            house.broken = false;
            log("after");
            assertEquals(List.of("after"), listener.messages(1));
        }
    }

    private String debugLog() throws IOException {
        return Files.readString(directory.resolve("debug.log"), StandardCharsets.UTF_8);
    }

    @Test
    void whatWasDeletedUnreadIsSaid() throws IOException {
        String last;
        try (Listener listener = listen("")) {
            log(0, 1);
            listener.messages(1);
            last = listener.lastId;
        }
        String filler = "x".repeat(20_000);
        for (int number = 0; number < 400; number++) {
            log(filler);
            if (number % 40 == 0) {
                flush();
            }
        }
        flush();
        try (Listener listener = listen("&not=xxxx", "Last-Event-ID: " + last)) {
            assertEquals("Debug", listener.next("deleted").json().get("stream"));
            log("after");
            assertEquals(List.of("after"), listener.messages(1));
        }
    }

    @Test
    void accessHasALineAtTheBeginningAndOneAtTheEnd() throws IOException {
        try (Listener listener = listen("")) {
            String begin = house.accessLines(1).get(0);
            assertTrue(begin.contains("\"GET " + TAIL + " HTTP/1.1\" 200 0 "), begin);
            log("x");
            listener.messages(1);
            house.accessLines(1);
        }
        log("y");
        String end = house.accessLines(2).get(1);
        assertTrue(end.contains("\"GET " + TAIL + "#end HTTP/1.1\" 200 "), end);
        assertFalse(end.contains(" 200 0 "), end);
    }

    @Test
    void theGatewayEndsThoughSomebodyFollowsAndOneDoesNotRead() throws IOException {
        try (Listener listener = listen("");
                Listener deaf = listen("")) {
            String filler = "x".repeat(10_000);
            for (int number = 0; number < 300; number++) {
                log(filler);
            }
            flush();
            listener.messages(300);
            long begin = System.nanoTime();
            house.server.close();
            assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 1_500);
            Listener.Event last = listener.next();
            while (last != null) {
                last = listener.next();
            }
            assertNull(last);
            assertNotEquals("", deaf.head);
        }
    }

    @Test
    void twentyWhoDoNotReadTakeNothingFromLoggingNorFromOneWhoReads() throws IOException {
        var deaf = new ArrayList<Listener>();
        try (Listener listener = listen("")) {
            for (int count = 0; count < 20; count++) {
                deaf.add(new Listener(house, "/api/tail?stream=Debug"));
            }
            for (int from = 0; from < 4_000; from += 200) {
                log(from, from + 200);
                assertEquals(expected(from, from + 200), listener.messages(200));
            }
            assertEquals(0, logging.status().lost());
        } finally {
            for (Listener listener : deaf) {
                listener.close();
            }
        }
    }

    @Test
    void sixtyFourMayFollowAndThePlaceOfOneWhoLeavesIsFree() throws IOException {
        var all = new ArrayList<Listener>();
        try {
            for (int count = 0; count < 64; count++) {
                all.add(listen(""));
            }
            assertEquals(503, house.get(TAIL).status());
            all.remove(0).close();
            Awaitility.await().until(() -> {
                log("wake");
                flush();
                Listener another = new Listener(house, TAIL);
                all.add(another);
                return another.status() == 200;
            });
        } finally {
            for (Listener listener : all) {
                listener.close();
            }
        }
    }

    @Test
    void whatCannotBeFollowedIsRefused() throws IOException {
        for (String wrong : List.of(
                "/api/tail",
                TAIL + "&cursor=x",
                TAIL + "&cursor=error/0123456789abcdef.1/0",
                TAIL + "&cursor=-+-",
                TAIL + "&n=1001",
                TAIL + "&from=2026-11-21",
                TAIL + "&regex=true&q=(")) {
            assertEquals(400, house.get(wrong).status(), wrong);
        }
        assertEquals(404, house.get("/api/tail?stream=Screen").status());
        assertEquals(404, house.get("/api/tail?stream=Nothing").status());
        assertEquals(405, house.post("/api/tail?stream=Debug", "").status());
        try (Wire wire = house.wire()) {
            wire.send("HEAD " + TAIL + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertEquals(200, wire.head().status());
        }
    }
}

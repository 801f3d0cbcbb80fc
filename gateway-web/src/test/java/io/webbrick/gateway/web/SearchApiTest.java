package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a stream's history, searched and counted. */
final class SearchApiTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
    private static final int COUNT = 3_000;

    @TempDir
    private Path directory;

    private House house;
    private GatewayLogging logging;

    /** A record a minute, over several files, the older ones packed. */
    @BeforeEach
    void start() throws IOException {
        house = new House(directory);
        logging = house.log();
        for (int number = 0; number < COUNT; number++) {
            long time = BEGIN.plusSeconds(60L * number).toEpochMilli();
            logging.journal("EventLog.t").append(Level.INFO, time, "t,s," + number + ",\"" + "x".repeat(100) + "\"");
            if (number % 1_000 == 999) {
                assertTrue(logging.flush(10_000));
                logging.rotate("EventLog");
                assertTrue(logging.flush(10_000));
            }
        }
        Awaitility.await().until(() -> Files.exists(directory.resolve("EventLog.log.3")));
        for (int history = 2; history <= 3; history++) {
            Path plain = directory.resolve("EventLog.log." + history);
            try (OutputStream out =
                    new GZIPOutputStream(Files.newOutputStream(directory.resolve("EventLog.log." + history + ".gz")))) {
                Files.copy(plain, out);
            }
            Files.delete(plain);
        }
    }

    @AfterEach
    void stop() {
        logging.close();
        house.close();
    }

    private Listener search(String parameters) throws IOException {
        var listener = new Listener(house, "/api/search?stream=EventLog" + parameters);
        assertEquals(200, listener.status());
        return listener;
    }

    private record Result(List<String> messages, Map<?, ?> done, int progress) {}

    private static Result all(Listener listener) throws IOException {
        var messages = new ArrayList<String>();
        int progress = 0;
        Listener.Event event = Objects.requireNonNull(listener.next());
        while (!event.name().equals("done")) {
            if (event.name().equals("record")) {
                messages.add(event.message().substring(0, event.message().indexOf(",\"")));
            } else {
                assertEquals("progress", event.name(), event.data());
                progress++;
            }
            event = Objects.requireNonNull(listener.next());
        }
        return new Result(messages, event.json(), progress);
    }

    @Test
    void findsTheNewestFirstThroughPackedHistory() throws IOException {
        try (Listener listener = search("&q=7,&limit=1000")) {
            Result result = all(listener);
            var expected = new ArrayList<String>();
            for (int number = 7; number < COUNT; number += 10) {
                expected.add("t,s," + number);
            }
            Collections.reverse(expected);
            assertEquals(expected, result.messages());
            assertEquals(300L, result.done().get("found"));
            assertEquals(false, result.done().get("more"));
            assertEquals(List.of(), result.done().get("damaged"));
            long read = ((Number) Objects.requireNonNull(result.done().get("readBytes"))).longValue();
            assertTrue(read > COUNT * 130L && read < COUNT * 160L, "all the text: " + read);
        }
    }

    @Test
    void findsTheOldestFirstWhenThatIsAskedFor() throws IOException {
        try (Listener listener = search("&q=7,&limit=3&order=oldest")) {
            Result result = all(listener);
            assertEquals(List.of("t,s,7", "t,s,17", "t,s,27"), result.messages());
            assertEquals(true, result.done().get("more"));
        }
    }

    @Test
    void endsWhenItHasFoundEnough() throws IOException {
        try (Listener listener = search("&q=t,s&limit=5")) {
            Result result = all(listener);
            assertEquals(List.of("t,s,2999", "t,s,2998", "t,s,2997", "t,s,2996", "t,s,2995"), result.messages());
            assertEquals(true, result.done().get("more"));
        }
    }

    @Test
    void searchesOnlyTheRange() throws IOException {
        String range = "&from=2026-11-20T00:10:00Z&to=2026-11-20T00:13:00Z";
        try (Listener listener = search(range)) {
            assertEquals(List.of("t,s,12", "t,s,11", "t,s,10"), all(listener).messages());
        }
        try (Listener listener = search(range + "&order=oldest")) {
            assertEquals(List.of("t,s,10", "t,s,11", "t,s,12"), all(listener).messages());
        }
    }

    @Test
    void damagedFilesAreNamedAndTheRestIsSearched() throws IOException {
        Path packed = directory.resolve("EventLog.log.2.gz");
        byte[] bytes = Files.readAllBytes(packed);
        Arrays.fill(bytes, bytes.length / 2, bytes.length, (byte) 0);
        Files.write(packed, bytes);
        try (Listener listener = search("&q=t,s,5,")) {
            Result result = all(listener);
            assertEquals(List.of("t,s,5"), result.messages());
            assertEquals(List.of("EventLog.log.2.gz"), result.done().get("damaged"));
        }
    }

    @Test
    void twoMayRunAndThePlaceOfOneWhoLeavesIsFree() throws IOException {
        String slow = "/api/search?stream=EventLog&limit=1000&order=oldest";
        try (Wire first = house.wire();
                Wire second = house.wire()) {
            for (Wire wire : List.of(first, second)) {
                wire.socket.setReceiveBufferSize(4_096);
                wire.send("GET " + slow + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            }
            assertTrue(house.accessLines(2).get(0).contains(" 200 0 "));
        }
        Awaitility.await().until(() -> {
            try (Listener listener = new Listener(house, "/api/search?stream=EventLog&limit=1")) {
                return listener.status() == 200;
            }
        });
    }

    @Test
    void whatCannotBeSearchedIsRefused() throws IOException {
        assertEquals(400, house.get("/api/search").status());
        assertEquals(400, house.get("/api/search?stream=EventLog&limit=0").status());
        assertEquals(
                400, house.get("/api/search?stream=EventLog&regex=true&q=(").status());
        assertEquals(404, house.get("/api/search?stream=Nothing").status());
        assertEquals(400, house.get("/api/histogram").status());
        assertEquals(400, house.get("/api/histogram?stream=EventLog&buckets=9").status());
    }

    @Test
    void aHistogramCountsEachRecordOnce() throws IOException {
        Wire.Reply reply = house.get("/api/histogram?stream=EventLog&from=2026-11-20T00:00:00Z"
                + "&to=2026-11-20T10:00:00Z&buckets=10&not=%2259%22");
        assertEquals(200, reply.status(), reply.body());
        assertEquals(3_600_000L, reply.json().get("bucketMillis"));
        assertEquals(true, reply.json().get("complete"));
        List<?> buckets = (List<?>) Objects.requireNonNull(reply.json().get("buckets"));
        assertEquals(10, buckets.size());
        for (int hour = 0; hour < 10; hour++) {
            long begin = BEGIN.plusSeconds(3_600L * hour).toEpochMilli();
            assertEquals(List.of(begin, 0L, 60L, 0L, 0L, 0L), buckets.get(hour));
        }
    }

    @Test
    void aHistogramTellsLevelsApart() throws IOException {
        GatewayLogging.handle("T").log(Level.DEBUG.number(), "not taken");
        GatewayLogging.handle("T").log(Level.WARNING.number(), "w");
        GatewayLogging.handle("T").log(Level.ERROR.number(), "e");
        GatewayLogging.handle("T").log(Level.CRITICAL.number(), "c");
        assertTrue(logging.flush(10_000));
        house.clock = InstantSource.system();
        Wire.Reply reply = house.get("/api/histogram?stream=Debug&logger=T&range=1h&buckets=10");
        List<?> buckets = (List<?>) Objects.requireNonNull(reply.json().get("buckets"));
        List<?> last = (List<?>) Objects.requireNonNull(buckets.get(buckets.size() - 1));
        assertEquals(List.of(0L, 0L, 1L, 1L, 1L), last.subList(1, 6));
    }
}

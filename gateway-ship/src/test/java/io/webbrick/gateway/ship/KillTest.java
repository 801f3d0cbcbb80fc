package io.webbrick.gateway.ship;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that write, rotate and deliver are killed by SIGKILL at random moments, while the other side cuts connections, answers by
 * halves, refuses and is away. In the end what was received and what was reported as lost is what was written. {@code -Dship.kills=20}
 * is the whole of it; {@code -Dship.seed} repeats one.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("ship.kills", 3);
    private static final long SEED = Long.getLong("ship.seed", 8);
    private static final Pattern TEXT = Pattern.compile("run (\\d+) number (\\d+)");
    private static final Pattern GAP = Pattern.compile("from (\\S+) to (\\S+), deleted");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path place;

    private final Random random = new Random(SEED);

    /** Texts by name, in the order in which they came first. */
    private final Map<String, String> received = new LinkedHashMap<>();

    private final Map<String, String> nameOf = new HashMap<>();
    private int arrivals;
    private int requests;
    private long outageUntil;

    @Test
    @Timeout(600)
    void receivedAndReportedIsWhatWasWritten() throws Exception {
        try (ServerDouble server = ServerDouble.start(this::answer)) {
            configure(server);
            for (int run = 0; run < KILLS; run++) {
                Process process = start(run);
                Path note = place.resolve("note-" + run);
                await().atMost(Duration.ofSeconds(60)).until(() -> !noted(note).isEmpty());
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200 + random.nextInt(2_000)));
                process.destroyForcibly().waitFor();
            }
            calm();
            Process last = start(-1);
            assertTrue(last.waitFor(120, TimeUnit.SECONDS), "not everything is delivered after two minutes");
            assertTrue(Files.exists(place.resolve("drained")), () -> read(place.resolve("output")));
        }
        judge();
    }

    private void configure(ServerDouble server) throws IOException {
        String text = """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[handlers]]
                [[[out]]]
                class='OtlpHandler'
                endpoint='%s'
                buffer_duration=20
                batch_count=60
                spool='250kB'
                [[loggers]]
                [[[load]]]
                qualname='load'
                level='INFO'
                handlers=['out']
                propagate=0
                """.formatted(place.resolve("logs").toString().replace('\\', '/'), server.uri());
        Files.writeString(place.resolve("log.cfg"), text, StandardCharsets.UTF_8);
    }

    private Process start(int run) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillTarget.class.getName(),
                        place.toString(),
                        Integer.toString(run))
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(place.resolve("output").toFile()))
                .start();
    }

    private synchronized void calm() {
        outageUntil = Long.MIN_VALUE;
    }

    /** Mostly takes what comes; sometimes takes it and cuts the connection, sometimes does not even take it. */
    private synchronized Response answer(Request request) {
        requests++;
        long now = System.nanoTime();
        boolean calm = outageUntil == Long.MIN_VALUE;
        if (!calm && random.nextInt(30) == 0) {
            outageUntil = now + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(900));
        }
        if (!calm && now < outageUntil) {
            return new Response.Reset();
        }
        int dice = calm ? 99 : random.nextInt(100);
        if (dice < 5) {
            return new Response.Answer(dice < 2 ? 500 : 429, "Retry-After: 0", "busy");
        }
        if (dice < 8) {
            return new Response.Reset();
        }
        take(request);
        return dice < 11 ? new Response.Reset() : dice < 14 ? new Response.Half() : ServerDouble.answer(200, "{}");
    }

    private void take(Request request) {
        try {
            for (JsonNode scope : MAPPER.readTree(request.text()).findValue("scopeLogs")) {
                for (JsonNode entry : scope.path("logRecords")) {
                    String text = entry.path("body").path("stringValue").asText();
                    String uid = entry.findValue("attributes")
                            .path(0)
                            .path("value")
                            .path("stringValue")
                            .asText();
                    arrivals++;
                    String before = received.putIfAbsent(uid, text);
                    assertTrue(before == null || before.equals(text), () -> uid + " means " + before + " and " + text);
                    String name = nameOf.putIfAbsent(text, uid);
                    assertTrue(name == null || name.equals(uid), () -> text + " is " + name + " and " + uid);
                }
            }
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** One record that was received, and where it stood in its stream. */
    private record Arrival(int run, int number, Position position) {}

    /** What was reported as deleted. */
    private record Gap(Position from, Position to) {
        boolean covers(Arrival before, Arrival after) {
            return from.order(before.position()).orElse(1) <= 0
                    && to.order(after.position()).orElse(-1) >= 0;
        }
    }

    private void judge() {
        var arrivals = new ArrayList<Arrival>();
        var gaps = new ArrayList<Gap>();
        received.forEach((uid, text) -> {
            Matcher record = TEXT.matcher(text);
            Matcher gap = GAP.matcher(text);
            if (record.matches()) {
                arrivals.add(new Arrival(
                        Integer.parseInt(record.group(1)),
                        Integer.parseInt(record.group(2)),
                        Position.parse(uid.substring(uid.indexOf('/') + 1)).orElseThrow()));
            } else if (gap.find()) {
                gaps.add(new Gap(
                        Position.parse(gap.group(1)).orElseThrow(),
                        Position.parse(gap.group(2)).orElseThrow()));
            } else {
                throw new AssertionError("neither a record nor a gap: " + text);
            }
        });
        int missing = missing(arrivals, gaps);
        String figures = KILLS + " kills, seed " + SEED + ": " + arrivals.size() + " records received, " + missing
                + " within " + gaps.size() + " reported gaps, " + (this.arrivals - received.size())
                + " repetitions, all under the same names; " + requests + " requests";
        System.out.println(figures);
        assertTrue(arrivals.size() > 100 * KILLS, figures);
    }

    /** Fails unless the records came in order and every one that did not come lies in a reported gap. */
    private int missing(List<Arrival> arrivals, List<Gap> gaps) {
        int missing = 0;
        List<NavigableSet<Integer>> written = new ArrayList<>();
        for (int run = 0; run < KILLS; run++) {
            written.add(noted(place.resolve("note-" + run)));
        }
        Arrival before = null;
        for (Arrival arrival : arrivals) {
            Arrival previous = before;
            if (previous != null) {
                boolean inOrder = arrival.run() > previous.run()
                        || (arrival.run() == previous.run() && arrival.number() > previous.number());
                assertTrue(inOrder, () -> arrival + " came after " + previous + ", seed " + SEED);
                int lost = between(previous, arrival, written);
                boolean reported = gaps.stream().anyMatch(gap -> gap.covers(previous, arrival));
                assertTrue(
                        lost == 0 || reported,
                        () -> lost + " records between " + previous + " and " + arrival
                                + " are missing and not reported, seed " + SEED);
                missing += lost;
            } else {
                boolean reported = gaps.stream()
                        .anyMatch(gap -> gap.from().offset() == 0
                                && gap.from().generation() == 1
                                && gap.to().order(arrival.position()).orElse(-1) >= 0);
                assertTrue(arrival.number() == 0 || reported, () -> "began with " + arrival + ", seed " + SEED);
                missing += written.get(0).headSet(arrival.number(), false).size();
            }
            before = arrival;
        }
        Arrival last = arrivals.get(arrivals.size() - 1);
        assertEquals(KILLS - 1, last.run(), "the last run that was received, seed " + SEED);
        assertTrue(written.get(last.run()).last() <= last.number(), () -> "nothing came after " + last);
        return missing;
    }

    private static int between(Arrival from, Arrival to, List<NavigableSet<Integer>> written) {
        if (from.run() == to.run()) {
            return written.get(from.run())
                    .subSet(from.number(), false, to.number(), false)
                    .size();
        }
        int count = written.get(from.run()).tailSet(from.number(), false).size();
        for (int run = from.run() + 1; run < to.run(); run++) {
            count += written.get(run).size();
        }
        return count + written.get(to.run()).headSet(to.number(), false).size();
    }

    /** What the process knew to be logged; the last line may be half. */
    private static NavigableSet<Integer> noted(Path note) {
        var numbers = new TreeSet<Integer>();
        String text = read(note);
        text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Integer::valueOf)
                .forEach(numbers::add);
        return numbers;
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.client.RefusedException;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Installation;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway in this process, with the shipped configuration. */
final class HouseTest {
    private static final String EVENT = "{\"type\":\"t\",\"source\":\"s\",\"payload\":{\"val\":1}}";

    @TempDir
    Path place;

    @Test
    void isFoundWhileItRunsAndNotAfterwards() throws Exception {
        House house = House.start(options(0, null, null), instances());
        Instance instance = only();
        assertEquals(ProcessHandle.current().pid(), instance.pid());
        assertEquals(logs(), instance.logs());
        assertEquals(logs().resolve("EventLog.log"), instance.streams().get("EventLog"));
        house.close();
        assertEquals(List.of(), instances().alive());
    }

    @Test
    void anAcceptedEventIsInTheFile() throws Exception {
        House house = House.start(options(0, null, null), instances());
        try {
            Map<?, ?> answer = client(only().token()).post("/api/events", "application/json", EVENT);
            assertEquals(1L, answer.get("accepted"));
            assertEquals(1, lines("EventLog.log").size());
        } finally {
            house.close();
        }
    }

    @Test
    void theSecretOfItsInstanceFileEndsIt() throws Exception {
        House house = House.start(options(0, null, null), instances());
        try {
            CompletableFuture<String> why = CompletableFuture.supplyAsync(() -> await(house));
            client(only().token()).post("/api/stop", "application/json", "{}");
            assertEquals("stopped over HTTP", why.get(10, TimeUnit.SECONDS));
        } finally {
            house.close();
        }
        assertTrue(lines("debug.log").stream().anyMatch(line -> line.contains("gateway stopped: stopped over HTTP")));
    }

    @Test
    void nobodyElseEndsIt() throws Exception {
        House house = House.start(options(0, null, null), instances());
        try {
            GatewayClient stranger = client("wbg_guess");
            assertThrows(RefusedException.class, () -> stranger.post("/api/stop", "application/json", "{}"));
        } finally {
            house.close();
        }
    }

    @Test
    void whatCannotStartLeavesNothingBehind() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            IOException refused =
                    assertThrows(IOException.class, () -> House.start(options(port, null, null), instances()));
            assertTrue(String.valueOf(refused.getMessage()).contains(String.valueOf(port)), refused::toString);
        }
        assertEquals(List.of(), instances().alive());
        assertTrue(lines("error.log").stream().anyMatch(line -> line.contains("gateway could not start")));
        assertFalse(lines("debug.log").stream().anyMatch(line -> line.contains("gateway ready")));
        House.start(options(0, null, null), instances()).close();
    }

    @Test
    void startsWithoutAPlaceForItsInstanceFile() throws Exception {
        Files.writeString(place.resolve("run"), "no directory", StandardCharsets.UTF_8);
        House.start(options(0, null, null), instances()).close();
        assertTrue(lines("debug.log").stream()
                .anyMatch(line -> line.contains("WARNING") && line.contains("GATEWAY_RUN_DIR")));
    }

    @Test
    void itsIdIsInTheStatusAndStaysOverAStart() throws Exception {
        for (int start = 0; start < 2; start++) {
            House house = House.start(options(0, null, null), instances());
            try {
                Object id = client(only().token()).get("/api/status").get("gatewayId");
                assertEquals(Files.readAllLines(place.resolve("gateway-id")).get(0), id);
            } finally {
                house.close();
            }
        }
        assertTrue(lines("error.log").stream().noneMatch(line -> line.contains("gateway-id")));
    }

    @Test
    void startsWithAnIdThatCannotBeReadAndSaysSoOnce() throws Exception {
        Files.createDirectory(place.resolve("gateway-id"));
        House.start(options(0, null, null), instances()).close();
        assertEquals(
                1,
                lines("error.log").stream()
                        .filter(line -> line.contains("this gateway has no id"))
                        .count());
    }

    @Test
    void endsOnlyOnce() throws Exception {
        House house = House.start(options(0, null, null), instances());
        house.close();
        house.close();
        assertEquals(
                1,
                lines("debug.log").stream()
                        .filter(line -> line.contains("gateway stopped"))
                        .count());
    }

    @Test
    void saysWhereItListensForPackets() throws Exception {
        House.start(options(0, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), null), instances())
                .close();
        assertTrue(lines("debug.log").stream()
                .anyMatch(line -> line.matches(".*UDP (localhost|127\\.0\\.0\\.1):[1-9]\\d* for this machine only")));
    }

    @Test
    void aSimulatedHouseGoesOnWhereItStopped() throws Exception {
        live(100);
        live(200);
        List<String> past = lines("EventLog.log").stream()
                .filter(line -> line.contains("\"@at\""))
                .map(line -> line.substring(line.indexOf(' ')))
                .toList();
        assertTrue(past.size() > 100, () -> past.size() + " events of the past");
        assertEquals(past.stream().distinct().toList(), past);
    }

    /** Runs a simulated house until EventLog has this many lines. */
    private void live(int events) throws Exception {
        House house = House.start(options(0, null, 3L), instances());
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> lines("EventLog.log").size() >= events);
        } finally {
            house.close();
        }
    }

    @Test
    void anyAddressIsAskedOnLoopback() {
        assertEquals(URI.create("http://127.0.0.1:80"), Reachable.from(URI.create("http://0.0.0.0:80")));
        assertEquals(URI.create("http://[::1]:80"), Reachable.from(URI.create("http://[::]:80")));
        assertEquals(URI.create("http://10.0.0.7:80"), Reachable.from(URI.create("http://10.0.0.7:80")));
    }

    private static String await(House house) {
        try {
            return house.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    private GatewayClient client(String token) {
        return new GatewayClient(only().url(), Optional.of(token));
    }

    private Instance only() {
        List<Instance> alive = instances().alive();
        assertEquals(1, alive.size());
        return alive.get(0);
    }

    private Path logs() {
        return place.resolve("logs");
    }

    private List<String> lines(String file) throws IOException {
        Path path = logs().resolve(file);
        return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
    }

    private Instances instances() {
        return Instances.of(new Surroundings(
                place,
                place,
                "user",
                Map.of("GATEWAY_RUN_DIR", place.resolve("run").toString()),
                new ByteArrayInputStream(new byte[0]),
                false,
                question -> null,
                InstantSource.system()));
    }

    private HouseOptions options(int port, @Nullable InetSocketAddress udp, @Nullable Long seed) throws IOException {
        Path root = Path.of(System.getProperty("project.root"));
        var installation = new Installation(root);
        var logging = new LoggingOptions(
                installation.configuration(installation.conf(), "disk"),
                logs(),
                ZoneOffset.UTC,
                place,
                false,
                InstantSource.system());
        return new HouseOptions(
                logging,
                new HttpOptions("127.0.0.1", port, List.of()),
                udp,
                List.of(),
                new AccountsFile(place.resolve(AccountsFile.NAME)),
                new GatewayIdFile(place.resolve(GatewayIdFile.NAME)),
                seed);
    }
}

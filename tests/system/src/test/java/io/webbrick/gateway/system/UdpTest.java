package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.events.line.LineException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packets of WebBricks become events. */
final class UdpTest {
    private static final String SENDER = "192.168.1.63";
    private static final String LOOPBACK = "127.0.0.1";

    @TempDir
    Path place;

    /** A packet and the event the original made of it. */
    private record Case(String hex, String event) {
        byte[] packet() {
            return HexFormat.of().parseHex(hex);
        }
    }

    @Test
    void everyPacketGivesTheOriginalsEvent() throws IOException, JsonException, LineException {
        List<Case> cases = cases();
        assertEquals(17, cases.size());
        try (House house = House.run(place);
                var socket = new DatagramSocket()) {
            for (int i = 0; i < cases.size(); i++) {
                send(socket, house, cases.get(i).packet());
                int wanted = i + 1;
                await(() -> house.events().size() >= wanted);
            }
            var got = new ArrayList<String>();
            for (String line : house.events()) {
                var event = EventLine.parse(line, ZoneOffset.UTC).event();
                got.add(describe(event.type(), event.source(), event.payload()));
            }
            assertEquals(cases.stream().map(Case::event).toList(), got);
        }
    }

    @Test
    void livesOnAfterPacketsThatNoWebBrickSends() throws IOException, JsonException, LineException {
        try (House house = House.run(place);
                var socket = new DatagramSocket()) {
            for (byte[] packet : List.of(new byte[0], new byte[] {12}, new byte[500], new byte[] {-1, 0, 1, 2})) {
                send(socket, house, packet);
            }
            send(socket, house, cases().get(0).packet());
            await(() -> house.events().size() == 1);
            await(() -> house.lines("debug.log").stream().anyMatch(line -> line.contains("WARNING")));
            assertEquals(1, house.events().size());
        }
    }

    private static void send(DatagramSocket socket, House house, byte[] packet) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, InetAddress.getLoopbackAddress(), house.udpPort()));
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(condition);
    }

    private static List<Case> cases() throws IOException, JsonException, LineException {
        String json = Files.readString(Distribution.corpus("expected/udp-cases.json"), StandardCharsets.UTF_8);
        var cases = new ArrayList<Case>();
        if (Json.parse(json) instanceof List<?> rows) {
            for (Object each : rows) {
                List<?> row = (List<?>) each;
                String original = "2008-10-26 18:18:23,085 " + row.get(1) + "," + row.get(2) + "," + row.get(3);
                var event = EventLine.parse(original, ZoneOffset.UTC).event();
                cases.add(
                        new Case(String.valueOf(row.get(0)), describe(event.type(), event.source(), event.payload())));
            }
        }
        return cases;
    }

    /** The event with the address of the original's sender in place of ours. */
    private static String describe(String type, String source, @Nullable Object payload) {
        Object shown = payload;
        if (payload instanceof Map<?, ?> map) {
            var sorted = new TreeMap<String, Object>();
            map.forEach((key, value) -> sorted.put(String.valueOf(key), LOOPBACK.equals(value) ? SENDER : value));
            shown = new LinkedHashMap<>(sorted);
        }
        return type + " " + source.replace(LOOPBACK, SENDER) + " " + shown;
    }
}

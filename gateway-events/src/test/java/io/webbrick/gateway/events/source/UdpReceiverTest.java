package io.webbrick.gateway.events.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.fixtures.ManualClock;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class UdpReceiverTest {
    private static final String OUTPUT_ON = "0a47444f0100024041010000";

    private final List<HomeEvent> events = new CopyOnWriteArrayList<>();
    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private final RecordingLogger logger = new RecordingLogger();
    private UdpReceiver receiver = receiver("127.0.0.1:0", events::add);

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void publishesPacketsInTheOrderOfTheirArrival() throws Exception {
        InetSocketAddress where = receiver.start();
        for (int channel = 0; channel < 20; channel++) {
            send(where, String.format("0a47444f%02x00024041010000", channel));
        }
        await().until(() -> events.size() == 20);
        for (int channel = 0; channel < 20; channel++) {
            assertEquals("webbrick/64/DO/" + channel, events.get(channel).source());
        }
        assertEquals(new UdpCounts(20, 20, 0, 0, 0, 0), receiver.counts());
    }

    @Test
    void skipsARepeatedSequenceButNotTheSameOneLater() throws Exception {
        InetSocketAddress where = receiver.start();
        for (String sequence : List.of("07", "07", "08", "07")) {
            send(where, "0d47444f0100024041010000" + sequence);
        }
        await().until(() -> receiver.counts().received() == 4);
        await().until(() -> events.size() == 3);
        assertEquals(1, receiver.counts().duplicates());
    }

    @Test
    void packetsWithoutSequenceAreNeverDuplicates() throws Exception {
        InetSocketAddress where = receiver.start();
        send(where, OUTPUT_ON);
        send(where, OUTPUT_ON);
        await().until(() -> events.size() == 2);
        assertEquals(0, receiver.counts().duplicates());
    }

    @Test
    void livesThroughMalformedPackets() throws Exception {
        InetSocketAddress where = receiver.start();
        send(where, "");
        send(where, "0c47");
        send(where, "7b226120".repeat(200));
        send(where, OUTPUT_ON);
        await().until(() -> events.size() == 1);
        assertEquals(new UdpCounts(4, 1, 0, 3, 0, 0), receiver.counts());
    }

    @Test
    void livesThroughAConsumerThatThrows() throws Exception {
        receiver = receiver("127.0.0.1:0", event -> {
            if (event.source().endsWith("/1")) {
                throw new StackOverflowError("bus is broken");
            }
            events.add(event);
        });
        InetSocketAddress where = receiver.start();
        send(where, OUTPUT_ON);
        send(where, OUTPUT_ON.replace("0100024041", "0200024041"));
        await().until(() -> events.size() == 1);
        assertEquals(new UdpCounts(2, 1, 0, 0, 0, 1), receiver.counts());
    }

    @Test
    void refusesToListenToEverybody() {
        receiver = receiver("0.0.0.0:0", events::add);
        String message =
                String.valueOf(assertThrows(IOException.class, receiver::start).getMessage());
        assertTrue(message.startsWith("UDP 0.0.0.0:0 would listen to everyone: name the networks"), message);
    }

    @Test
    void listensToEverybodyWhenNetworksAreAllowedAndRefusesTheOthers() throws Exception {
        var intake = new UdpIntake(List.of(Network.parse("192.168.1.0/24")), clock, events::add, logger);
        byte[] packet = HexFormat.of().parseHex(OUTPUT_ON);
        intake.take(packet, packet.length, InetAddress.getByName("192.168.1.63"));
        intake.take(packet, packet.length, InetAddress.getByName("192.168.2.63"));
        intake.take(packet, packet.length, InetAddress.getByName("127.0.0.5"));
        assertEquals(new UdpCounts(3, 2, 0, 0, 1, 0), intake.counts());
        receiver = new UdpReceiver(UdpReceiver.address("0.0.0.0:0"), List.of("192.168.1.0/24"), clock, events::add);
        InetSocketAddress where = receiver.start();
        send(new InetSocketAddress(InetAddress.getLoopbackAddress(), where.getPort()), OUTPUT_ON);
        await().until(() -> events.size() == 3);
    }

    @Test
    void duplicatesAreCountedForEachSender() throws Exception {
        var intake = new UdpIntake(List.of(Network.parse("10.0.0.0/8")), clock, events::add, logger);
        byte[] packet = HexFormat.of().parseHex("0d47444f010002404101000007");
        for (int i = 0; i < 3000; i++) {
            intake.take(packet, packet.length, InetAddress.getByName("10.0." + i / 250 + "." + i % 250));
        }
        intake.take(packet, packet.length, InetAddress.getByName("10.0.11.249"));
        assertEquals(new UdpCounts(3001, 3000, 1, 0, 0, 0), intake.counts());
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        InetSocketAddress where = receiver.start();
        try (UdpReceiver second = receiver("127.0.0.1:" + where.getPort(), events::add)) {
            String message = String.valueOf(
                    assertThrows(IOException.class, second::start).getMessage());
            assertTrue(message.contains("127.0.0.1:" + where.getPort() + " cannot be opened"), message);
            assertTrue(message.contains("choose another port"), message);
        }
    }

    @Test
    void readsAddressesAndSaysHowToWriteThem() {
        assertEquals(2552, UdpReceiver.address("2552").getPort());
        assertEquals("127.0.0.1", UdpReceiver.address("2552").getHostString());
        assertEquals("::1", UdpReceiver.address("[::1]:9").getHostString());
        assertEquals("house.lan", UdpReceiver.address("house.lan:9").getHostString());
        for (String text : List.of("", ":1", "a:", "a:b", "127.0.0.1:65536", "-1")) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> UdpReceiver.address(text))
                            .getMessage());
            assertTrue(message.contains("write HOST:PORT or PORT"), message);
        }
    }

    @Test
    void aClosedReceiverFreesItsPort() throws Exception {
        int port = receiver.start().getPort();
        receiver.close();
        receiver.close();
        try (UdpReceiver second = receiver("127.0.0.1:" + port, events::add)) {
            assertEquals(port, second.start().getPort());
        }
    }

    @Test
    void warnsOnceAMinuteAndCountsTheRest() {
        var throttle = new Throttle(clock);
        assertTrue(throttle.tryPass());
        clock.advance(Duration.ofSeconds(59));
        assertFalse(throttle.tryPass());
        assertFalse(throttle.tryPass());
        clock.advance(Duration.ofSeconds(1));
        assertTrue(throttle.tryPass());
        assertEquals(2, throttle.takeSuppressed());
        assertEquals(0, throttle.takeSuppressed());
        clock.advance(Duration.ofDays(-1));
        assertTrue(throttle.tryPass());
    }

    @Test
    void oneRecordAMinuteSaysWhatWasMalformedAndHowManyMore() throws Exception {
        var intake = new UdpIntake(List.of(), clock, events::add, logger);
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        for (int i = 0; i < 5; i++) {
            intake.take(new byte[] {1}, 1, loopback);
        }
        assertEquals(
                List.of("WARN malformed packet from 127.0.0.1 dropped, too short: 1 bytes, byte 1 is needed"),
                logger.records);
        clock.advance(Duration.ofMinutes(1));
        intake.take(new byte[] {1}, 1, loopback);
        assertEquals(
                "WARN malformed packet from 127.0.0.1 dropped, too short: 1 bytes, byte 1 is needed;"
                        + " 4 more since the last such record",
                logger.records.get(1));
        intake.take(new byte[] {1}, 1, loopback);
        intake.take(new byte[] {1}, 1, InetAddress.getByAddress(new byte[] {10, 0, 0, 1}));
        assertEquals("WARN packet from 10.0.0.1 refused, allowed are loopback", logger.records.get(2));
        intake.finish();
        assertEquals("WARN 1 more packets were dropped as malformed or refused", logger.records.get(3));
        assertEquals(4, logger.records.size());
        assertEquals(7, intake.counts().malformed());
    }

    private UdpReceiver receiver(String address, Consumer<HomeEvent> consumer) {
        return new UdpReceiver(UdpReceiver.address(address), List.of(), clock, consumer);
    }

    private static void send(InetSocketAddress where, String hex) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        try (var socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, bytes.length, where));
        }
    }
}

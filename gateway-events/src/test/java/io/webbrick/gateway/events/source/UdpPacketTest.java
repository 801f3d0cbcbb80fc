package io.webbrick.gateway.events.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.events.HomeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class UdpPacketTest {
    private static final String SENDER = "192.168.1.63";
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

    @TestFactory
    List<DynamicTest> decodesAsTheOriginalDid() throws IOException {
        Path cases = Path.of(System.getProperty("project.root"), "tests", "corpus", "expected", "udp-cases.json");
        var tests = new ArrayList<DynamicTest>();
        for (JsonNode one : JSON.readTree(cases.toFile())) {
            String hex = one.get(0).textValue();
            tests.add(DynamicTest.dynamicTest(hex, () -> {
                HomeEvent event = decode(hex).event();
                assertEquals(one.get(1).textValue(), event.type());
                assertEquals(one.get(2).textValue(), event.source());
                assertEquals(pythonDict(one.get(3).textValue()), event.payload());
            }));
        }
        assertEquals(17, tests.size());
        return tests;
    }

    @Test
    void temperaturesAreTwelveBitsOfSixteenths() throws Exception {
        assertEquals(19.6, temperature(0x0139));
        assertEquals(-0.1, temperature(0x0fff));
        assertEquals(-128.0, temperature(0x0800));
        assertEquals(127.9, temperature(0x07ff));
        assertEquals(0.3, temperature(0x0004));
        assertEquals(-0.3, temperature(0x0ffc));
        assertEquals(0.0, temperature(0x0000));
    }

    @Test
    void everyTemperatureIsTheNearestTenth() throws Exception {
        for (int sixteenths = -2048; sixteenths < 2048; sixteenths++) {
            double exact = sixteenths / 16.0;
            assertEquals(exact, temperature(sixteenths & 0xfff), 0.05 + 1e-9, () -> "of " + exact);
        }
    }

    @Test
    void aSensorWithoutTemperatureIsAFaultOfItsChannel() throws Exception {
        HomeEvent event = decode("0c4743540300440941017fff").event();
        assertEquals(HomeEvent.TYPE_PREFIX + "webbrick/ET", event.type());
        assertEquals("webbrick/9/ET/3", event.source());
        assertEquals(-1000.0, payload(event).get("val"));
        assertEquals("ET", payload(event).get("pktType"));
    }

    @Test
    void aDigitalOutputIsOnWhenItsActionIsTwo() throws Exception {
        assertEquals(1L, payload(decode("0a47444f0100024041010000").event()).get("state"));
        assertEquals(1L, payload(decode("0a47444f0100f24041010000").event()).get("state"));
        assertEquals(0L, payload(decode("0a47444f0100014041010000").event()).get("state"));
    }

    @Test
    void theClockPacketHoldsTimeAndUptime() throws Exception {
        HomeEvent event = decode("0a475354" + "12135c06" + "000002b5").event();
        assertEquals("webbrick/6", event.source());
        assertEquals(
                Map.of(
                        "hour",
                        18L,
                        "minute",
                        19L,
                        "resetCode",
                        92L,
                        "second",
                        0L,
                        "day",
                        0L,
                        "uptime",
                        693L,
                        "fromNode",
                        6L),
                only(event, "hour", "minute", "resetCode", "second", "day", "uptime", "fromNode"));
    }

    @Test
    void anUnknownLetterPairKeepsAllItsFields() throws Exception {
        HomeEvent event = decode("0a475a5a05c3f40708090102").event();
        assertEquals("webbrick/7/ZZ/5", event.source());
        assertEquals(
                Map.of(
                        "tgtType",
                        3L,
                        "tgtChannel",
                        3L,
                        "action",
                        4L,
                        "dwell",
                        15L,
                        "toNode",
                        8L,
                        "setPoint",
                        9L,
                        "val",
                        258L),
                only(event, "tgtType", "tgtChannel", "action", "dwell", "toNode", "setPoint", "val"));
    }

    @Test
    void theTimeTransferNamesItsTarget() throws Exception {
        assertEquals(8L, payload(decode("0a4754520502340708090102").event()).get("toNode"));
    }

    @Test
    void binaryPacketsKeepTheirBytes() throws Exception {
        UdpPacket packet = decode("10010350fe04140820323207060700ff");
        assertEquals(HomeEvent.TYPE_PREFIX + "webbrick/1", packet.event().type());
        assertEquals("webbrick/3/1", packet.event().source());
        assertEquals(80, packet.sequence());
        String data = "\u00fe\u0004\u0014\u0008 22\u0007\u0006\u0007\u0000\u00ff";
        assertEquals(
                Map.of("pktType", "1", "fromNode", 3L, "seqNr", 80L, "data", data, "ipAdr", SENDER),
                packet.event().payload());
    }

    @Test
    void theTypeOfABinaryPacketIsHexadecimalAndItsSourceDecimal() throws Exception {
        HomeEvent event = decode("041f0350").event();
        assertEquals(HomeEvent.TYPE_PREFIX + "webbrick/1f", event.type());
        assertEquals("webbrick/3/31", event.source());
        assertEquals("", payload(event).get("data"));
    }

    @Test
    void onlyThirteenBytesCarryASequence() throws Exception {
        assertEquals(UdpPacket.NO_SEQUENCE, decode("0c4754440100044041010000").sequence());
        assertEquals(UdpPacket.NO_SEQUENCE, decode("0c475444010004404101000007").sequence());
        assertEquals(7, decode("0d475444010004404101000007").sequence());
    }

    @Test
    void versionFiveTextIsTranslated() throws Exception {
        assertEquals("TD webbrick/192.168.1.63", brief(text("R\u0005D\u0002\u0000\u0000")));
        assertEquals("TD webbrick/9/TD/3", brief(text("DI\u0009\u0003\u0001")));
        assertEquals("TD webbrick/9/TD/3", brief(text("LI\u0009\u0003\u0001")));
        assertEquals("TT webbrick/9", brief(text("LT\u0009 \u0000\u0000\u0010")));
        assertEquals("Tt webbrick/9", brief(text("LT\u0009\u0010\u0000\u0000 ")));
        assertEquals("TA webbrick/9", brief(text("LAH\u0009\u0001\u0002")));
        assertEquals("Ta webbrick/9", brief(text("LAL\u0009\u0001\u0002")));
        assertEquals("SS webbrick/9", brief(text("Start\u0009")));
        assertEquals("NN webbrick/192.168.1.63", brief(text("NN")));
        assertEquals("XY webbrick/192.168.1.63", brief(text("XY")));
    }

    @Test
    void versionFiveValuesAreScaledToVersionSix() throws Exception {
        assertEquals(512L, payload(text("LT\u0009 \u0000\u0000\u0010")).get("val"));
        assertEquals(513L, payload(text("LAH\u0009\u0001\u0002")).get("val"));
        assertEquals(7L, payload(text("R\u0005A\u0002\u0000\u0007")).get("setPoint"));
        assertEquals(2L, payload(text("R\u0005A\u0002\u0000\u0007")).get("tgtType"));
        assertEquals(0L, payload(text("R\u0005D\u0002\u0000")).get("tgtType"));
    }

    @Test
    void saysWhatIsWrongWithAMalformedPacket() {
        assertEquals("too short: 0 bytes, byte 0 is needed", complaint(""));
        assertEquals("too short: 1 bytes, byte 1 is needed", complaint("01"));
        assertEquals("stated length 12 is more than the 4 received", complaint("0c475444"));
        assertEquals("too short: 11 bytes, byte 11 is needed", complaint("0a47444f01000440410100"));
        assertEquals("unknown: byte 2 is 0, a letter is needed", complaint("0a4700000100044041010000"));
        assertEquals("stated length 2 is less than a binary packet's 4", complaint("02010350"));
    }

    @Test
    void anyBytesAreDecodedOrRefused() throws Exception {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            if (bytes.length > 1 && random.nextBoolean()) {
                bytes[0] = (byte) random.nextInt(14);
                bytes[1] = 'G';
            }
            try {
                UdpPacket packet = UdpPacket.decode(bytes, bytes.length, SENDER);
                assertEquals(SENDER, payload(packet.event()).get("ipAdr"), "seed " + seed);
            } catch (MalformedPacketException e) {
                assertEquals(-1, String.valueOf(e.getMessage()).indexOf('\n'), "seed " + seed);
            }
        }
    }

    private static double temperature(int bits) throws Exception {
        String hex = String.format("0c474354030044094101%04x", bits);
        return (Double) Objects.requireNonNull(payload(decode(hex).event()).get("val"));
    }

    private static UdpPacket decode(String hex) throws MalformedPacketException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return UdpPacket.decode(bytes, bytes.length, SENDER);
    }

    private static HomeEvent text(String packet) throws MalformedPacketException {
        byte[] bytes = packet.getBytes(StandardCharsets.ISO_8859_1);
        return UdpPacket.decode(bytes, bytes.length, SENDER).event();
    }

    private static String brief(HomeEvent event) {
        return event.type().substring((HomeEvent.TYPE_PREFIX + "webbrick/").length()) + " " + event.source();
    }

    private static String complaint(String hex) {
        return String.valueOf(
                assertThrows(MalformedPacketException.class, () -> decode(hex)).getMessage());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> payload(HomeEvent event) {
        return (Map<String, Object>) Objects.requireNonNull(event.payload());
    }

    private static Map<String, @Nullable Object> only(HomeEvent event, String... keys) {
        var some = new HashMap<String, @Nullable Object>(payload(event));
        some.keySet().retainAll(List.of(keys));
        return some;
    }

    private static Object pythonDict(String repr) throws IOException {
        return Objects.requireNonNull(JSON.readValue(repr.replace('\'', '"'), Map.class));
    }
}

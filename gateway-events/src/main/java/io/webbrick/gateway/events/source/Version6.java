package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Packets of version 6 WebBricks, 12 or 13 bytes:
 *
 * <pre>
 *  0       1        2  3      4           5                 6               7         8       9         10 11  [12]
 * +-------+--------+---------+-----------+-----------------+---------------+---------+-------+---------+------+--------+
 * |length |udpType |pktType  |srcChannel |tgtType(2) ch(5) |dwell action   |fromNode |toNode |setPoint |value |sequence|
 * +-------+--------+---------+-----------+-----------------+---------------+---------+-------+---------+------+--------+
 * </pre>
 *
 * Some packet types use the bytes differently: NN and AA an address of the network card, RR the clock's registers, ST
 * the time, DB two bytes of up time.
 */
final class Version6 {
    private static final int NO_TEMPERATURE = 0x7fff;
    private static final double FAULT_VALUE = -1000.0;
    private static final int ACTION_ON = 2;

    private final PacketBytes packet;
    private final String sender;
    private final Map<String, @Nullable Object> payload = new LinkedHashMap<>();

    private Version6(PacketBytes packet, String sender) {
        this.packet = packet;
        this.sender = sender;
    }

    static HomeEvent decode(PacketBytes packet, String sender) throws MalformedPacketException {
        return new Version6(packet, sender).event();
    }

    private HomeEvent event() throws MalformedPacketException {
        payload.put("udpType", packet.letters(1, 1));
        payload.put("version", 6L);
        String letters = packet.letters(2, 2);
        String type = letters.equals("CT") && packet.pairAt(10) == NO_TEMPERATURE ? "ET" : letters;
        payload.put("pktType", type);
        String source = readAndName(type);
        payload.put("ipAdr", sender);
        return UdpPacket.event(type, source, payload);
    }

    /** Fills the payload and returns what follows {@code webbrick/} in the source. */
    private String readAndName(String type) throws MalformedPacketException {
        switch (type) {
            case "NN", "AA" -> {
                payload.put("macAdr", networkCard());
                return sender + "/" + type;
            }
            case "RR" -> {
                packet.at(11);
                payload.put(
                        "rtc", IntStream.range(4, 12).mapToObj(this::received).toList());
                return sender;
            }
            default -> {
                int node = packet.at(7);
                payload.put("fromNode", (long) node);
                return readOfNode(type, node);
            }
        }
    }

    private String readOfNode(String type, int node) throws MalformedPacketException {
        switch (type) {
            case "SS" -> {
                return "" + node;
            }
            case "ST" -> {
                clock();
                return "" + node;
            }
            case "DB" -> {
                payload.put("uptime", (long) ((packet.at(5) << 8) | packet.at(4)));
                packet.at(11);
                payload.put("debug", hexBytes(6, 12, "%x"));
                return "" + node;
            }
            case "IR" -> {
                payload.put("irAddress", (long) packet.at(8));
                payload.put("irChannel", (long) packet.at(5));
                return node + "/IR/" + packet.at(8) + "/" + packet.at(5);
            }
            default -> {
                payload.put("srcChannel", (long) packet.at(4));
                readOfChannel(type);
                return node + "/" + type + "/" + packet.at(4);
            }
        }
    }

    private void readOfChannel(String type) throws MalformedPacketException {
        switch (type) {
            case "AI", "AO" -> value();
            case "DO" -> {
                packet.at(11);
                payload.put("state", (packet.at(6) & 0x0f) == ACTION_ON ? 1L : 0L);
            }
            case "CT" -> payload.put("val", temperature(packet.pairAt(10)));
            case "ET" -> payload.put("val", FAULT_VALUE);
            default -> {
                if (type.charAt(0) == 'T') {
                    trigger(type);
                } else {
                    payload.put("tgtType", (long) (packet.at(5) >> 6));
                    target();
                    payload.put("toNode", (long) packet.at(8));
                    value();
                }
            }
        }
    }

    private void trigger(String type) throws MalformedPacketException {
        packet.at(11);
        target();
        if (type.charAt(1) == 'D') {
            value();
        } else if (type.charAt(1) == 'R') {
            payload.put("toNode", (long) packet.at(8));
        }
    }

    private void target() throws MalformedPacketException {
        payload.put("tgtChannel", (long) (packet.at(5) & 0x1f));
        payload.put("action", (long) (packet.at(6) & 0x0f));
        payload.put("dwell", (long) (packet.at(6) >> 4));
        payload.put("setPoint", (long) packet.at(9));
    }

    private void value() throws MalformedPacketException {
        payload.put("val", (long) packet.pairAt(10));
    }

    private void clock() throws MalformedPacketException {
        payload.put("hour", (long) packet.at(4));
        payload.put("minute", (long) packet.at(5));
        payload.put("resetCode", (long) packet.at(6));
        payload.put("second", (long) packet.at(8));
        payload.put("day", (long) packet.at(9));
        payload.put("uptime", (long) packet.pairAt(10));
    }

    private String networkCard() throws MalformedPacketException {
        packet.at(9);
        return hexBytes(4, 10, "%02X");
    }

    private String hexBytes(int from, int to, String format) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format(Locale.ROOT, format, received(i)))
                .collect(Collectors.joining(":"));
    }

    /** A byte whose presence was checked before. */
    private long received(int index) {
        return packet.raw(index, index + 1).charAt(0);
    }

    /** Twelve bits of two's complement in sixteenths of a degree, to a tenth. */
    private static double temperature(int bits) {
        int sixteenths = (bits << 20) >> 20;
        return Math.copySign(Math.round(Math.abs(sixteenths) * 10 / 16.0) / 10.0, sixteenths);
    }
}

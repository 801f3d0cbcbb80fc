package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Text packets of version 5 WebBricks. They are told apart by their first letters and translated into the packet types
 * of version 6: {@code R} a remote trigger, {@code NN} a new node, {@code LT} and {@code LA} a temperature or analogue
 * limit, {@code DI} and {@code LI} a digital input or its alarm, {@code St} a start.
 */
final class Version5 {
    private static final int SIXTEENTHS = 16;

    private final PacketBytes packet;
    private final String sender;
    private final Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    private @Nullable Integer node;
    private @Nullable Integer channel;

    private Version5(PacketBytes packet, String sender) {
        this.packet = packet;
        this.sender = sender;
    }

    static HomeEvent decode(PacketBytes packet, String sender) throws MalformedPacketException {
        return new Version5(packet, sender).event();
    }

    private HomeEvent event() throws MalformedPacketException {
        String letters = packet.letters(0, packet.at(0) == 'R' ? 1 : 2);
        payload.put("udpType", udpType(letters));
        payload.put("version", 5L);
        String type = read(letters);
        payload.put("pktType", type);
        payload.put("ipAdr", sender);
        return UdpPacket.event(type, source(type), payload);
    }

    private static String udpType(String letters) {
        return switch (letters) {
            case "R" -> "R";
            case "LT", "LA", "LI" -> "A";
            default -> "G";
        };
    }

    /** Fills the payload and returns the packet type. */
    private String read(String letters) throws MalformedPacketException {
        switch (letters) {
            case "R" -> {
                return remoteTrigger();
            }
            case "LT" -> {
                from(packet.at(2));
                payload.put("val", (long) packet.at(3) * SIXTEENTHS);
                return packet.at(3) > packet.at(6) ? "TT" : "Tt";
            }
            case "LA" -> {
                from(packet.at(3));
                payload.put("val", (long) (packet.at(4) | (packet.at(5) << 8)));
                return packet.at(2) == 'H' ? "TA" : "Ta";
            }
            case "DI", "LI" -> {
                from(packet.at(2));
                channel = packet.at(3);
                payload.put("srcChannel", (long) packet.at(3));
                return "TD";
            }
            case "St" -> {
                from(packet.at(5));
                return "SS";
            }
            default -> {
                return letters;
            }
        }
    }

    private String remoteTrigger() throws MalformedPacketException {
        boolean digital = packet.at(2) == 'D';
        payload.put("toNode", (long) packet.at(1));
        payload.put("tgtChannel", (long) packet.at(3));
        payload.put("tgtType", digital ? 0L : 2L);
        if (!digital) {
            payload.put("setPoint", (long) packet.at(5));
        }
        return "TD";
    }

    private void from(int number) {
        node = number;
        payload.put("fromNode", (long) number);
    }

    private String source(String type) {
        if (node == null) {
            return sender;
        }
        return channel == null ? node.toString() : node + "/" + type + "/" + channel;
    }
}

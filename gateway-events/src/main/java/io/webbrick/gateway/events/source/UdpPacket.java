package io.webbrick.gateway.events.source;

import io.webbrick.gateway.events.HomeEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One packet of a WebBrick, decoded. Three formats share the port: version 5 text (first byte 32 or more), binary
 * (second byte below 32) and version 6 (the rest). Pure: the same bytes and sender give the same event.
 *
 * @param event what the packet says
 * @param sequence the packet's sequence number, or {@link #NO_SEQUENCE}
 */
record UdpPacket(HomeEvent event, int sequence) {
    /** The packet carries no sequence number, so it cannot be recognised as a duplicate. */
    static final int NO_SEQUENCE = -1;

    private static final int FIRST_PRINTABLE = 32;
    private static final int LENGTH_WITH_SEQUENCE = 13;

    /**
     * Decodes what arrived.
     *
     * @param length how many of the bytes arrived
     * @param sender the address it came from, as text
     */
    static UdpPacket decode(byte[] bytes, int length, String sender) throws MalformedPacketException {
        var packet = new PacketBytes(bytes, length);
        int first = packet.at(0);
        if (first >= FIRST_PRINTABLE) {
            return new UdpPacket(Version5.decode(packet, sender), NO_SEQUENCE);
        }
        if (first > length) {
            throw new MalformedPacketException("stated length " + first + " is more than the " + length + " received");
        }
        if (packet.at(1) < FIRST_PRINTABLE) {
            return binary(packet, first, sender);
        }
        int sequence = first >= LENGTH_WITH_SEQUENCE ? packet.at(LENGTH_WITH_SEQUENCE - 1) : NO_SEQUENCE;
        return new UdpPacket(Version6.decode(packet, sender), sequence);
    }

    private static UdpPacket binary(PacketBytes packet, int stated, String sender) throws MalformedPacketException {
        int type = packet.at(1);
        int node = packet.at(2);
        int sequence = packet.at(3);
        if (stated < 4) {
            throw new MalformedPacketException("stated length " + stated + " is less than a binary packet's 4");
        }
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("pktType", Integer.toHexString(type));
        payload.put("fromNode", (long) node);
        payload.put("seqNr", (long) sequence);
        payload.put("data", packet.raw(4, stated));
        payload.put("ipAdr", sender);
        return new UdpPacket(event(Integer.toHexString(type), node + "/" + type, payload), sequence);
    }

    /** An event of a WebBrick: its type's last part, its source's, and its payload. */
    static HomeEvent event(String type, String source, Map<String, @Nullable Object> payload) {
        return HomeEvent.of(HomeEvent.TYPE_PREFIX + "webbrick/" + type, "webbrick/" + source, payload);
    }
}

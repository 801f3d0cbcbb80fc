package io.webbrick.gateway.events.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NetworkTest {
    @Test
    void containsTheAddressesBehindThePrefixOnly() throws Exception {
        Network network = Network.parse("192.168.4.0/22");
        assertTrue(network.contains(InetAddress.getByName("192.168.4.0")));
        assertTrue(network.contains(InetAddress.getByName("192.168.7.255")));
        assertFalse(network.contains(InetAddress.getByName("192.168.8.0")));
        assertFalse(network.contains(InetAddress.getByName("192.168.3.255")));
        assertFalse(network.contains(InetAddress.getByName("fe80::1")));
    }

    @Test
    void oneAddressIsANetworkOfOne() throws Exception {
        assertTrue(Network.parse("10.0.0.9").contains(InetAddress.getByName("10.0.0.9")));
        assertFalse(Network.parse("10.0.0.9").contains(InetAddress.getByName("10.0.0.8")));
    }

    @Test
    void prefixZeroIsEverybodyOfTheFamily() throws Exception {
        assertTrue(Network.parse("0.0.0.0/0").contains(InetAddress.getByName("203.0.113.9")));
        assertFalse(Network.parse("0.0.0.0/0").contains(InetAddress.getByName("fe80::1")));
        assertTrue(Network.parse("fd00::/8").contains(InetAddress.getByName("fdff::1")));
        assertFalse(Network.parse("fd00::/8").contains(InetAddress.getByName("fe80::1")));
    }

    @Test
    void refusesWhatIsNoNetworkAndSaysHowToWriteOne() {
        for (String text : List.of(
                "",
                "house.lan",
                "192.168.1.0/33",
                "192.168.1/24",
                "192.168.1.0/x",
                "300.1.1.1/8",
                "::1/129",
                "1234",
                "/8",
                "192.168.1.0/")) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> Network.parse(text), text)
                            .getMessage());
            assertTrue(message.startsWith("network \"" + text + "\": "), message);
            assertTrue(message.endsWith("write it like 192.168.1.0/24 or fd00::/8"), message);
        }
        assertEquals("192.168.1.0/24", Network.parse("192.168.1.0/24").toString());
    }
}

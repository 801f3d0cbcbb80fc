package io.webbrick.gateway.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {
    @Test
    void namesAreUnique() {
        List<String> names = Peers.all().stream().map(Peer::name).toList();
        assertEquals(names.size(), names.stream().distinct().count());
    }

    @Test
    void quickRunsOursAndThreeOthers() {
        assertEquals(
                List.of("ours", "log4j2-async", "logback", "tinylog"),
                Peers.all().stream()
                        .filter(peer -> peer.is(Trait.QUICK))
                        .map(Peer::name)
                        .toList());
    }

    @Test
    void everyLibraryHasAKillSafeSetting() {
        for (String library : List.of("log4j2", "logback", "tinylog", "jul")) {
            assertTrue(
                    Peers.all().stream().anyMatch(peer -> peer.jars().equals(library) && peer.is(Trait.SAFE)), library);
        }
    }
}

package io.webbrick.gateway.events.source;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.logging.Journal.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SimulatedHouseOnBusTest {
    @Test
    void theBusSurvivesItsSensorFaultWhichComesSoonAfterTheStart() {
        List<HomeEvent> journaled = new CopyOnWriteArrayList<>();
        try (var bus = new EventBus(event -> {
                    journaled.add(event);
                    return Outcome.STORED;
                });
                var house = new SimulatedHouse(bus, 1, InstantSource.system(), Duration.ofMillis(20))) {
            house.start(null);
            await().until(() -> journaled.stream()
                    .anyMatch(e -> e.at() == null && e.source().equals("webbrick/3/ET/1")));
            int before = journaled.size();
            await().until(() -> journaled.size() > before + 3);
        }
        assertTrue(journaled.stream().anyMatch(e -> e.at() != null), "the past hour");
    }
}

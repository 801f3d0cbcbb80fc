package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void saysHowFarItIsEvenWhileNothingIsFound() {
        try (var progress = new Progress("events found", said::add, true, Duration.ofMillis(5))) {
            Awaitility.await().until(() -> said.contains("0 events found so far, after 0 s"));
            assertTrue(progress.step());
            Awaitility.await().until(() -> said.contains("1 events found so far, after 0 s"));
        }
    }

    @Test
    void isSilentWhereNobodyWatches() {
        try (var progress = new Progress("events found", said::add, false, Duration.ofMillis(1))) {
            var other = new CopyOnWriteArrayList<String>();
            try (var watched = new Progress("x", other::add, true, Duration.ofMillis(1))) {
                Awaitility.await().until(() -> other.size() > 5 && watched.step() && progress.step());
            }
        }
        assertEquals(List.of(), said);
    }
}

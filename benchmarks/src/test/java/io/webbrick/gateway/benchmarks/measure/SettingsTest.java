package io.webbrick.gateway.benchmarks.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void readsTextNumbersAndTimes() {
        Settings settings = Settings.parse(List.of("config=/a=b", "threads=2", "warm-ms=300"));
        assertEquals("/a=b", settings.text("config"));
        assertEquals(2, settings.number("threads"));
        assertEquals(300_000_000L, settings.nanos("warm-ms"));
    }

    @Test
    void namesWhatIsMissing() {
        Settings settings = Settings.parse(List.of("threads=2"));
        var failure = assertThrows(IllegalArgumentException.class, () -> settings.text("site"));
        assertTrue(String.valueOf(failure.getMessage()).contains("site="), failure::getMessage);
    }

    @Test
    void refusesAnArgumentWithoutAKey() {
        assertThrows(IllegalArgumentException.class, () -> Settings.parse(List.of("=2")));
    }
}

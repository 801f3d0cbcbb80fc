package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.stream.RingSpec;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RingSettingsTest {
    private static RingSpec ring(String keys) {
        return Objects.requireNonNull(Loads.texts("[logging]\n" + keys).plan()).ring();
    }

    @Test
    void areFourMebibytesAndFiftyMillisecondsUsually() {
        assertEquals(new RingSpec(4 << 20, Duration.ofMillis(50)), ring(""));
    }

    @ParameterizedTest
    @CsvSource({"'64KiB', 65536", "'1MiB', 1048576", "131072, 131072", "'1GiB', 1073741824"})
    void takeAPowerOfTwo(String text, int bytes) {
        String value = text.matches("[0-9]+") ? text : "'" + text + "'";
        assertEquals(bytes, ring("ring=" + value).bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'4MB'", "'32KiB'", "'2GiB'", "0", "'much'", "'-1MiB'"})
    void refuseAnotherSize(String value) {
        String shown = value.replace("'", "");
        assertEquals(
                "log.cfg:2: error: ring \"" + shown
                        + "\" not understood; a power of two from '64KiB' to '1GiB', such as '4MiB'",
                Loads.problem(Loads.texts("[logging]\nring=" + value)));
    }

    @Test
    void takeAWaitUpToAMinute() {
        assertEquals(Duration.ZERO, ring("ringWait='0ms'").maxWait());
        assertEquals(Duration.ofMinutes(1), ring("ringWait='60000 ms'").maxWait());
    }

    @ParameterizedTest
    @ValueSource(strings = {"60001ms", "1s", "50", "-1ms"})
    void refuseAnotherWait(String value) {
        assertEquals(
                "log.cfg:2: error: ringWait \"" + value + "\" not understood; '0ms' to '60000ms', such as '50ms'",
                Loads.problem(Loads.texts("[logging]\nringWait='" + value + "'")));
    }
}

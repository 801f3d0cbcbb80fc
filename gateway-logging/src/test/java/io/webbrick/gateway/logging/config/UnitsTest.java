package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.store.Rotation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class UnitsTest {
    private static Literal text(String words) {
        return new Literal.Text(words);
    }

    @Test
    void countsKilobytesInThousandsAndKibibytesIn1024() {
        assertEquals(OptionalLong.of(1_000_000), Units.bytes(text("1MB")));
        assertEquals(OptionalLong.of(1_048_576), Units.bytes(text("1MiB")));
        assertEquals(OptionalLong.of(2_000), Units.bytes(text("2 kB")));
        assertEquals(OptionalLong.of(3_221_225_472L), Units.bytes(text("3GiB")));
        assertEquals(OptionalLong.of(77), Units.bytes(text("77")));
        assertEquals(OptionalLong.of(77), Units.bytes(text("77b")));
        assertEquals(OptionalLong.of(3_000_000), Units.bytes(Literal.Whole.of(3_000_000)));
    }

    @Test
    void refusesSizesThatAreNone() {
        for (String wrong : List.of("", "MB", "-1", "1.5MB", "1TB", "1 M B", "999999999999999999GB", "5iB")) {
            assertEquals(OptionalLong.empty(), Units.bytes(text(wrong)), wrong);
        }
        assertEquals(OptionalLong.empty(), Units.bytes(Literal.Whole.of(-1)));
        assertEquals(OptionalLong.empty(), Units.bytes(new Literal.Truth(true)));
    }

    @Test
    void readsAges() {
        assertEquals(Optional.of(Duration.ofDays(14)), Units.age(text("14d")));
        assertEquals(Optional.of(Duration.ofHours(47)), Units.age(text("47 h")));
        assertEquals(Optional.of(Duration.ofMinutes(90)), Units.age(text("90m")));
        for (String wrong : List.of("", "14", "0d", "-1d", "1w", "1M", "d")) {
            assertEquals(Optional.empty(), Units.age(text(wrong)), wrong);
        }
    }

    @Test
    void readsShortTimesOfSecondsMinutesAndHours() {
        assertEquals(Optional.of(Duration.ofSeconds(1)), Units.span(text("1s")));
        assertEquals(Optional.of(Duration.ofMinutes(5)), Units.span(text("5 m")));
        assertEquals(Optional.of(Duration.ofHours(2)), Units.span(text("2h")));
        for (String wrong : List.of("", "1", "0s", "-1s", "1ms", "1S", "s")) {
            assertEquals(Optional.empty(), Units.span(text(wrong)), wrong);
        }
    }

    @Test
    void readsLevelsByNameAliasAndNumber() {
        assertEquals(OptionalInt.of(30), Units.level(text("WARN")));
        assertEquals(OptionalInt.of(50), Units.level(text("FATAL")));
        assertEquals(OptionalInt.of(5), Units.level(text("TRACE")));
        assertEquals(OptionalInt.of(0), Units.level(text("NOTSET")));
        assertEquals(OptionalInt.of(0), Units.level(text("")));
        assertEquals(OptionalInt.of(15), Units.level(text("15")));
        assertEquals(OptionalInt.of(15), Units.level(Literal.Whole.of(15)));
        assertEquals(OptionalInt.empty(), Units.level(text("INFO+5")));
        assertEquals(OptionalInt.empty(), Units.level(Literal.Whole.of(-1)));
    }

    @Test
    void readsPeriodsAsPythonDoes() {
        assertEquals(Optional.of(Optional.of(Rotation.When.MIDNIGHT)), Units.when(text("midnight")));
        assertEquals(Optional.of(Optional.of(Rotation.When.H)), Units.when(text("h")));
        assertEquals(Optional.of(Optional.of(Rotation.When.W6)), Units.when(text("w6")));
        assertEquals(Optional.of(Optional.empty()), Units.when(text("never")));
        assertTrue(Units.when(text("X")).isEmpty());
        assertTrue(Units.when(text("W7")).isEmpty());
    }
}

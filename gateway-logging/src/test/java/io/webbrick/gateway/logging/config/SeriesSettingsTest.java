package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SeriesSettingsTest {
    private static SeriesSpec series(String... texts) {
        return Loads.texts(texts).series();
    }

    @Test
    void sayNothingUsually() {
        assertEquals(SeriesSpec.NONE, series("[logging]\n"));
    }

    @Test
    void areReadAndOverriddenByLaterFiles() {
        String first = """
                [logging]
                faultTypes=['a', 'b']
                faultValues=[-1000.0, 85]
                gapFactor=3
                units={'meter/main': 'kWh', 'a,b': '%'}
                searchShare='20%'
                """;
        assertEquals(
                new SeriesSpec(
                        Optional.of(List.of("a", "b")),
                        Optional.of(List.of(-1000.0, 85.0)),
                        Optional.of(3),
                        Map.of("meter/main", "kWh", "a,b", "%"),
                        20),
                series(first));
        SeriesSpec both = series(first, "[logging]\nfaultValues=[]\ngapFactor=9\n");
        assertEquals(Optional.of(List.of()), both.faultValues());
        assertEquals(Optional.of(9), both.gapFactor());
        assertEquals(Optional.of(List.of("a", "b")), both.faultTypes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "faultValues=['hot']",
                "faultValues='hot'",
                "searchShare='0%'",
                "searchShare='101%'",
                "searchShare=50",
                "gapFactor=0",
                "gapFactor=2.5",
                "gapFactor='x'",
                "gapFactor=1001",
                "units={'s': 7}",
                "units={'s': ''}",
                "units=['kWh']",
                "units={'s': 'a unit that is much too long'}",
                "faultTypes=[7]"
            })
    void refuseWhatCannotBeMeant(String line) {
        String problem = Loads.problem(Loads.texts("[logging]\n\n" + line));
        assertEquals("log.cfg:3: error: " + line.substring(0, line.indexOf('=')), problem.split(" [\"\\[{0-9]")[0]);
    }
}

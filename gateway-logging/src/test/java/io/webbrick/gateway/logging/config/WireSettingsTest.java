package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WireSettingsTest {
    private static WireSpec wire(String... texts) {
        return Loads.texts(texts).wire();
    }

    @Test
    void maskEverythingUsually() {
        assertEquals(WireSpec.NONE, wire("[logging]\n"));
        assertEquals(WireSpec.NONE, wire("[logging]\nlogToken=False\nlogData=0\nlogDataBytes='4KiB'\nmaskPaths=[]\n"));
    }

    @Test
    void areReadAndOverriddenByLaterFiles() {
        String first = """
                [logging]
                logToken=['HttpAction']
                logData=True
                logDataBytes='1kB'
                maskHeaders=['X-House-Key']
                maskParameters='ticket'
                maskPaths=['door.code', 'pin']
                """;
        assertEquals(
                new WireSpec(
                        List.of("HttpAction"),
                        List.of(WireSpec.ALL),
                        1_000,
                        List.of("X-House-Key"),
                        List.of("ticket"),
                        List.of("door.code", "pin")),
                wire(first));
        assertEquals(
                List.of("Weather"),
                wire(first, "[logging]\nlogData='Weather'\n").data());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logToken=7",
                "logData=[7]",
                "logDataBytes='33KiB'",
                "logDataBytes='much'",
                "maskHeaders=['X House']",
                "maskHeaders=[7]",
                "maskParameters=['a=b']",
                "maskPaths=['a..b']",
                "maskPaths=['.']"
            })
    void refuseWhatCannotBeMeant(String line) {
        String problem = Loads.problem(Loads.texts("[logging]\n\n" + line));
        assertEquals("log.cfg:3: error: " + line.substring(0, line.indexOf('=')), problem.split(" [\"\\[{0-9]")[0]);
    }
}

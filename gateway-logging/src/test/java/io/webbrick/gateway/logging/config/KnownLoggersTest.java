package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownLoggersTest {
    @ParameterizedTest
    @CsvSource({
        "EventHandlers.WebbrickMonitor,EventHandlers.WebBrickMonitor",
        "EventHandlers.Heatmiser,EventHandlers.HeatMiser",
        "WebBrickGateway.Schedules,WebBrickGateway.Schedule",
        "WebBrickGateway.WebBrickCommand,WebBrickGateway.WebbrickCommand",
        "brisa.core.network_sender,brisa.core.network_senders",
        "brisa.upnp/base_device,brisa.upnp.base_device",
        "WebBrickGatewayWbDiscover,WebBrickGateway.WbDiscover",
        "eventlog,EventLog",
        "eventHandlers,EventHandlers",
        "WebBrickGatewy,WebBrickGateway",
        "turbogears.acess,turbogears.access",
        "WebBrickGatewya.Schedule,WebBrickGateway.Schedule"
    })
    void guessesWhatTheOriginalsTyposMeant(String configured, String meant) {
        List<String> problems =
                Loads.problems(Loads.texts(Loads.logger("typo", "qualname='" + configured + "'", "level='ERROR'")));
        assertEquals(
                List.of("log.cfg:4: warning: no component of the gateway logs as \"" + configured
                        + "\"; did you mean \"" + meant + "\"?"),
                problems);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "EventHandlers.HttpAction",
                "EventHandlers.HttpAction.3",
                "EventHandlers",
                "WebBrickGwConfig",
                "com.example.mine",
                "EventLog.temperature"
            })
    void saysNothingOfNamesThatAreKnownOrFarFromAny(String name) {
        assertEquals(Optional.empty(), KnownLoggers.meant(name));
    }

    @Test
    void guessesAmongThoseThatWereSeen() {
        List<String> seen = List.of("mine.Heating", "mine.Garden.Pump");
        assertEquals(Optional.of("mine.Heating"), KnownLoggers.meant("mine.heating", seen));
        assertEquals(Optional.empty(), KnownLoggers.meant("mine.Garden", seen), "one below it was seen");
        assertEquals(Optional.of("mine.Garden"), KnownLoggers.meant("mine.garden", seen));
        assertEquals(Optional.empty(), KnownLoggers.meant("mina", seen), "too short to guess");
        assertEquals(Optional.empty(), KnownLoggers.meant("EventHandlers.Heatmiser", seen));
    }

    @Test
    void noKnownNameIsATypoOfAnother() {
        assertTrue(KnownLoggers.meant("EventHandlers.WebbrickUdpEventReceiver").isEmpty());
        assertTrue(KnownLoggers.meant("WebBrickGateway.root").isEmpty(), "the specification has both");
    }
}

package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.stream.Routing;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceTest {
    @Test
    void aHandlerThatALoggerAndOneAboveItNameTakesARecordOnce() {
        LoadedConfig loaded = Loads.texts("""
                [logging]
                [[handlers]]
                [[[mine]]]
                filename='mine.log'
                [[loggers]]
                [[[root]]]
                handlers=['mine']
                [[[a]]]
                qualname='a'
                handlers=['mine', 'mine']
                """);
        assertEquals(List.of("mine", "Debug"), Routing.of(Loads.plan(loaded)).reached("a.b", 40));
    }
}

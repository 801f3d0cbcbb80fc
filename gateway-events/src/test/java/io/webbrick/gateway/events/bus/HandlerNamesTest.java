package io.webbrick.gateway.events.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

final class HandlerNamesTest {
    @Test
    void usesTheNamesOfTheSpecificationsTable() {
        for (String name : new String[] {
            "Compound", "Conditional", "DelayedEvent", "DeltaTimeAction", "EmailAction", "HttpAction", "HttpEvent",
            "Mapper", "SetTime", "ShellAction", "ValueConvert", "WbStatusQuery", "WebbrickCommand", "LogEvents"
        }) {
            assertEquals("EventHandlers." + name, HandlerNames.logger(name));
        }
        for (String name : new String[] {"loadDespatchTask", "TimeEventGenerator", "WebbrickUdpEventReceiver"}) {
            assertEquals("EventDespatch." + name, HandlerNames.logger(name));
        }
    }

    @Test
    void putsAllOthersBelowTheDespatcher() {
        assertEquals("EventDespatch.porch light", HandlerNames.logger("porch light"));
        assertEquals("EventDespatch.httpaction", HandlerNames.logger("httpaction"));
    }

    @Test
    void keepsNumberedHandlersBelowTheirKind() {
        assertEquals("EventHandlers.HttpAction.3", HandlerNames.logger("HttpAction.3"));
        assertEquals("EventDespatch.Mine.3", HandlerNames.logger("Mine.3"));
    }

    @Test
    void refusesABlankName() {
        assertThrows(IllegalArgumentException.class, () -> HandlerNames.checked(" \t"));
    }
}

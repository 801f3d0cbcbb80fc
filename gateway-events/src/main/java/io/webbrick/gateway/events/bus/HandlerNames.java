package io.webbrick.gateway.events.bus;

import java.util.Set;

/** Which logger a handler's records go to: the specification's table, else below {@code EventDespatch}. Stateless. */
final class HandlerNames {
    /** The bus's own logger and the root of its handlers'. */
    static final String ROOT = "EventDespatch";

    private static final Set<String> UNDER_EVENT_HANDLERS = Set.of(
            "Compound",
            "Conditional",
            "DelayedEvent",
            "DeltaTimeAction",
            "EmailAction",
            "HttpAction",
            "HttpEvent",
            "LogEvents",
            "Mapper",
            "SetTime",
            "ShellAction",
            "ValueConvert",
            "WbStatusQuery",
            "WebbrickCommand");

    private HandlerNames() {}

    /** The logger of a handler; {@code HttpAction.3}, the third of its kind, is a descendant of {@code HttpAction}'s. */
    static String logger(String handler) {
        int dot = handler.indexOf('.');
        String kind = dot < 0 ? handler : handler.substring(0, dot);
        return (UNDER_EVENT_HANDLERS.contains(kind) ? "EventHandlers." : ROOT + ".") + handler;
    }

    /** Refuses a name that would make no logger of its own. */
    static String checked(String handler) {
        if (handler.isBlank()) {
            throw new IllegalArgumentException(
                    "handler name \"" + handler + "\" is blank; a name is needed, it makes the handler's logger");
        }
        return handler;
    }
}

/** Home events: their bus, their journal, their sources and their series. */
@org.jspecify.annotations.NullMarked
module io.webbrick.gateway.events {
    requires transitive io.webbrick.gateway.logging;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires transitive java.net.http;
    requires static transitive org.jspecify;

    exports io.webbrick.gateway.events;
    exports io.webbrick.gateway.events.action;
    exports io.webbrick.gateway.events.bus;
    exports io.webbrick.gateway.events.history;
    exports io.webbrick.gateway.events.index;
    exports io.webbrick.gateway.events.line;
    exports io.webbrick.gateway.events.series;
    exports io.webbrick.gateway.events.source;
    exports io.webbrick.gateway.events.wire;
}

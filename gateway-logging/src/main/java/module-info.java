/** The logging of a home-automation gateway: ring, streams, configuration, read-back. */
@org.jspecify.annotations.NullMarked
module io.webbrick.gateway.logging {
    requires org.slf4j;
    requires static com.fasterxml.jackson.databind;
    requires static transitive org.jspecify;

    exports io.webbrick.gateway.logging;
    exports io.webbrick.gateway.logging.health;
    exports io.webbrick.gateway.logging.read;
    exports io.webbrick.gateway.logging.record;
    exports io.webbrick.gateway.logging.sink;
    exports io.webbrick.gateway.logging.store to
            io.webbrick.gateway.ship;
    exports io.webbrick.gateway.logging.slf4j to
            org.slf4j;

    uses io.webbrick.gateway.logging.sink.ShipperKind;

    provides org.slf4j.spi.SLF4JServiceProvider with
            io.webbrick.gateway.logging.slf4j.GatewayServiceProvider;
}

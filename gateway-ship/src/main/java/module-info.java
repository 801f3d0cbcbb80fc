/** Delivery of streams to other machines: OTLP collectors, CloudWatch, Slack, OCI Logging. */
@org.jspecify.annotations.NullMarked
module io.webbrick.gateway.ship {
    requires io.webbrick.gateway.logging;
    requires org.slf4j;
    requires com.fasterxml.jackson.databind;
    requires java.net.http;
    requires static transitive org.jspecify;

    provides io.webbrick.gateway.logging.sink.ShipperKind with
            io.webbrick.gateway.ship.cloudwatch.CloudWatchKind,
            io.webbrick.gateway.ship.oci.OciKind,
            io.webbrick.gateway.ship.otlp.OtlpKind,
            io.webbrick.gateway.ship.slack.SlackKind;
}

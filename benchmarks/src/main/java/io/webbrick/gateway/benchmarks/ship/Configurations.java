package io.webbrick.gateway.benchmarks.ship;

import java.net.URI;
import java.nio.file.Path;

/** What configures our logging with one shipper, or with none. Stateless. */
final class Configurations {
    private Configurations() {}

    /**
     * @param handler the shipper's class; empty for none
     * @param place for the logs
     * @param key to sign with, for OCI
     */
    static String of(String handler, Path place, Path key, URI to) {
        String logs = """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[handlers]]
                """.formatted(words(place.resolve("logs")));
        if (handler.isEmpty()) {
            return logs;
        }
        return logs
                + """
                [[[out]]]
                class='%s'
                endpoint='%s'
                ships='Debug'
                buffer_duration=0
                """.formatted(handler, to)
                + switch (handler) {
                    case "CloudWatchHandler" -> """
                    region='eu-west-1'
                    log_group_name='house'
                    log_stream_name='attic'
                    aws_access_key_id='AK'
                    aws_secret_access_key='secret'
                    """;
                    case "OciHandler" -> """
                    log_ocid='ocid1.log.oc1..a'
                    config={'user': 'u', 'tenancy': 't', 'fingerprint': 'f', 'region': 'r', 'key_file': '%s'}
                    """.formatted(words(key));
                    case "SlackHandler" -> """
                    token='xoxb-1'
                    channel='#house'
                    """;
                    default -> "";
                };
    }

    private static String words(Path path) {
        return path.toString().replace('\\', '/');
    }
}

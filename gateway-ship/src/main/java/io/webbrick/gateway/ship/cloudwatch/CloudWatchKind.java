package io.webbrick.gateway.ship.cloudwatch;

import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.ShippingThread;
import io.webbrick.gateway.ship.wire.Batching;
import io.webbrick.gateway.ship.wire.Discreet;
import io.webbrick.gateway.ship.wire.Endpoint;
import io.webbrick.gateway.ship.wire.Secret;
import io.webbrick.gateway.ship.wire.Wire;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code CloudWatchHandler}: delivery to CloudWatch Logs, with the arguments of logbeam's handler. */
public final class CloudWatchKind implements ShipperKind {
    private static final Limits USUAL = new Limits(1_048_576, 10_000, Duration.ofSeconds(10), Duration.ofHours(24), 0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final URI METADATA = URI.create("http://169.254.169.254");
    private static final int FEW = 100;
    private static final int SHORT_MILLIS = 1_000;

    @Override
    public String name() {
        return "CloudWatchHandler";
    }

    @Override
    public Set<String> keys() {
        return Batching.keys(
                List.of(Secret.keys("aws_secret_access_key"), Secret.keys("aws_session_token")),
                "log_group_name",
                "log_stream_name",
                "region",
                "endpoint",
                "profile",
                "aws_access_key_id",
                IotCredentials.ENDPOINT,
                IotCredentials.ROLE,
                IotCredentials.THING,
                IotCredentials.CERTIFICATE,
                IotCredentials.KEY,
                IotCredentials.AUTHORITY);
    }

    @Override
    public void check(ShipperSettings settings, Findings findings) {
        Batching.check(settings, USUAL, findings);
        new Secret(settings, "aws_secret_access_key", Map.of()).check(findings);
        new Secret(settings, "aws_session_token", Map.of()).check(findings);
        IotCredentials.check(settings, findings);
        name(
                settings,
                "log_group_name",
                "[.\\-_/#A-Za-z0-9]{1,512}",
                "letters, digits and . - _ / #, at most 512",
                findings);
        name(settings, "log_stream_name", "[^:*]{1,512}", "at most 512 characters, without : and *", findings);
        settings.text("endpoint")
                .flatMap(Endpoint::fault)
                .ifPresent(fault -> findings.error("endpoint", "endpoint " + fault));
        if (region(settings, System.getenv()).isEmpty()) {
            findings.error("region", "no region; add region='eu-west-1', or set AWS_REGION");
        }
        if (settings.has("aws_access_key_id")
                && !new Secret(settings, "aws_secret_access_key", Map.of()).isConfigured()) {
            findings.error("aws_access_key_id", "aws_access_key_id needs aws_secret_access_key_file='name-of-file'");
        }
        long count = settings.number(Batching.COUNT).orElse(USUAL.count());
        long millis = settings.number(Batching.DURATION).orElse(USUAL.age().toMillis());
        if (count < FEW || millis < SHORT_MILLIS) {
            findings.warning(
                    count < FEW ? Batching.COUNT : Batching.DURATION,
                    "batches of " + count + " records or " + millis
                            + " ms mean many requests: the service bounds them for the"
                            + " whole account and throttles; batch_count=10000 and buffer_duration=10000 are usual");
        }
    }

    private static void name(ShipperSettings settings, String key, String form, String words, Findings findings) {
        if (!settings.text(key).orElse("").matches(form)) {
            findings.error(key, key + (settings.has(key) ? " has " + words : " is missing; it has " + words));
        }
    }

    private static String region(ShipperSettings settings, Map<String, String> environment) {
        return settings.text("region")
                .orElse(environment.getOrDefault("AWS_REGION", environment.getOrDefault("AWS_DEFAULT_REGION", "")));
    }

    @Override
    public Shipper open(ShipperSettings settings, ShipperPlace place) {
        Sender sender =
                sender(settings, place, System.getenv(), Path.of(System.getProperty("user.home", "")), METADATA);
        boolean silent = settings.truth("fail_silent", false);
        return new ShippingThread(settings, place, sender, limits(settings), silent);
    }

    /** What is configured, within what the service takes. */
    static Limits limits(ShipperSettings settings) {
        return Batching.limits(settings, USUAL);
    }

    static Sender sender(
            ShipperSettings settings, ShipperPlace place, Map<String, String> environment, Path home, URI metadata) {
        String region = region(settings, environment);
        String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
        var credentials = new CredentialsChain(settings, environment, home, metadata, place.clock());
        var sender = new CloudWatchSender(
                URI.create(settings.text("endpoint").orElse("https://logs." + region + domain))
                        .resolve("/"),
                region,
                settings.text("log_group_name").orElseThrow(),
                settings.text("log_stream_name").orElseThrow(),
                credentials,
                new Wire(PATIENCE),
                place.clock());
        return new Discreet(sender, credentials::secrets);
    }
}

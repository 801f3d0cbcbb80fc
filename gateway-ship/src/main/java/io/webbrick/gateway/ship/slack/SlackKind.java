package io.webbrick.gateway.ship.slack;

import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.ShippingThread;
import io.webbrick.gateway.ship.wire.Batching;
import io.webbrick.gateway.ship.wire.Endpoint;
import io.webbrick.gateway.ship.wire.Secret;
import io.webbrick.gateway.ship.wire.Wire;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code SlackHandler}: messages to a channel, with the arguments of Jibe's and slacker's handlers. */
public final class SlackKind implements ShipperKind {
    private static final Limits USUAL = new Limits(200_000, 500, Duration.ofSeconds(1), null, 5, Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String API = "https://slack.com/api/chat.postMessage";
    private static final List<String> TOKENS = List.of("token", "api_key");

    @Override
    public String name() {
        return "SlackHandler";
    }

    @Override
    public Set<String> keys() {
        return Batching.keys(
                List.of(Secret.keys("token"), Secret.keys("api_key"), Secret.keys("webhook_url")),
                "channel",
                "username",
                "icon_url",
                "icon_emoji",
                "stack_trace",
                "endpoint");
    }

    @Override
    public void check(ShipperSettings settings, Findings findings) {
        Batching.check(settings, USUAL, findings);
        var webhook = new Secret(settings, "webhook_url", Map.of());
        webhook.check(findings);
        TOKENS.forEach(key -> new Secret(settings, key, Map.of()).check(findings));
        long ways = TOKENS.stream()
                        .filter(key -> new Secret(settings, key, Map.of()).isConfigured())
                        .count()
                + (webhook.isConfigured() ? 1 : 0);
        if (ways != 1) {
            findings.error("token", "needs one of token_file, token_env and webhook_url_file, and not more than one");
        }
        if (!webhook.isConfigured() && settings.text("channel").isEmpty()) {
            findings.error("channel", "no channel; add channel='#general'");
        }
        if (webhook.isConfigured()
                && List.of("channel", "username", "icon_url", "icon_emoji").stream()
                        .anyMatch(settings::has)) {
            findings.warning(
                    "webhook_url", "a webhook has its own channel, name and icon; those given here change nothing");
        }
        settings.text("endpoint")
                .flatMap(Endpoint::fault)
                .ifPresent(fault -> findings.error("endpoint", "endpoint " + fault));
    }

    @Override
    public Shipper open(ShipperSettings settings, ShipperPlace place) {
        Limits limits = Batching.limits(settings, USUAL);
        boolean silent = settings.truth("fail_silent", false);
        return new ShippingThread(settings, place, sender(settings, place, System.getenv()), limits, silent);
    }

    static Sender sender(ShipperSettings settings, ShipperPlace place, Map<String, String> environment) {
        String key = new Secret(settings, "token", environment).isConfigured() ? "token" : "api_key";
        var webhook = new Secret(settings, "webhook_url", environment);
        String channel = SlackSender.channel(settings.text("channel").orElse(""));
        Map<String, String> address = SlackSender.address(
                channel,
                settings.text("username").orElse("Python logger"),
                settings.text("icon_emoji").orElse(""),
                settings.text("icon_url").orElse(""),
                webhook.isConfigured());
        return new SlackSender(
                URI.create(settings.text("endpoint").orElse(API)),
                new Secret(settings, key, environment),
                webhook,
                new SlackMessage(address, settings.truth("stack_trace", true)),
                channel,
                new Wire(PATIENCE),
                place.clock());
    }
}

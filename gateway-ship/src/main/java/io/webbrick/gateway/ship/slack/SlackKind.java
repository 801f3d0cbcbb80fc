package io.webbrick.gateway.ship.slack;

import io.webbrick.gateway.logging.record.Level;
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
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code SlackHandler}: messages to a channel, with the arguments of Jibe's and slacker's handlers. */
public final class SlackKind implements ShipperKind {
    private static final Limits USUAL = new Limits(200_000, 500, Duration.ofSeconds(1), null, 5, Duration.ofSeconds(1));
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String API = "https://slack.com/api/chat.postMessage";
    private static final String PING_USERS = "ping_users";
    private static final String PING_LEVEL = "ping_level";
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
                PING_USERS,
                PING_LEVEL,
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
        checkPings(settings, findings);
    }

    private static void checkPings(ShipperSettings settings, Findings findings) {
        List<String> users = settings.list(PING_USERS);
        boolean known = users.stream().allMatch(user -> user.matches("[UW][A-Z0-9]{6,}"));
        if (settings.has(PING_USERS) && (users.isEmpty() || !known)) {
            findings.error(
                    PING_USERS,
                    "ping_users is a list of users' ids such as ['U0123ABCD']; Slack shows them in profiles, under Copy"
                            + " member ID");
        }
        if (settings.has(PING_LEVEL) && pingLevel(settings).isEmpty()) {
            findings.error(PING_LEVEL, "ping_level is a level such as 'ERROR'");
        }
        if (settings.has(PING_LEVEL) && !settings.has(PING_USERS)) {
            findings.warning(PING_LEVEL, "ping_level mentions nobody without ping_users");
        }
    }

    /** The number of the level that mentions users; empty when it is none. */
    private static OptionalInt pingLevel(ShipperSettings settings) {
        OptionalLong number = settings.number(PING_LEVEL);
        if (number.isPresent()) {
            return number.getAsLong() <= Level.CRITICAL.number()
                    ? OptionalInt.of((int) number.getAsLong())
                    : OptionalInt.empty();
        }
        String name = settings.text(PING_LEVEL).orElse(settings.has(PING_LEVEL) ? "" : "ERROR");
        return Level.named(name).map(level -> OptionalInt.of(level.number())).orElseGet(OptionalInt::empty);
    }

    @Override
    public Shipper open(ShipperSettings settings, ShipperPlace place) {
        boolean silent = settings.truth("fail_silent", false);
        return new ShippingThread(settings, place, sender(settings, place, System.getenv()), limits(settings), silent);
    }

    /** What is configured; a message a second and five attempts in any case. */
    static Limits limits(ShipperSettings settings) {
        return Batching.limits(settings, USUAL);
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
        String pings = settings.list(PING_USERS).stream()
                .map(user -> "<@" + user + ">")
                .collect(Collectors.joining(" "));
        var token = new Secret(settings, key, environment);
        var sender = new SlackSender(
                URI.create(settings.text("endpoint").orElse(API)),
                token,
                webhook,
                new SlackMessage(
                        address,
                        settings.truth("stack_trace", true),
                        pings,
                        pingLevel(settings).orElse(Level.ERROR.number())),
                channel,
                List.of("username", "icon_emoji", "icon_url").stream().anyMatch(settings::has),
                new Wire(PATIENCE),
                place.clock());
        return new Discreet(sender, () -> secrets(token, webhook));
    }

    /** Of a webhook the path alone is secret, which who answers may repeat without the rest. */
    private static Collection<String> secrets(Secret token, Secret webhook) {
        var paths = webhook.and(List.of()).stream()
                .map(address -> address.replaceFirst("^[A-Za-z]+://[^/]*", ""))
                .toList();
        return token.and(paths);
    }
}

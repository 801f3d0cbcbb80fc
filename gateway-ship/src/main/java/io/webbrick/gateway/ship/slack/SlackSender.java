package io.webbrick.gateway.ship.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.wire.NotSentException;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Secret;
import io.webbrick.gateway.ship.wire.Utf8;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Posts to a channel of Slack, by a token or a webhook. Slack cannot tell repetitions: a message whose answer was lost is posted once
 * more, marked, and then given up. One thread.
 */
final class SlackSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> PASSING =
            Set.of("ratelimited", "rate_limited", "internal_error", "service_unavailable", "request_timeout");

    /** What is wrong with the message, and not with who sends it where. */
    private static final Set<String> POISON = Set.of(
            "no_text",
            "msg_too_long",
            "msg_blocks_too_long",
            "too_many_attachments",
            "invalid_blocks",
            "invalid_attachments",
            "invalid_payload");

    private final URI endpoint;
    private final Secret token;
    private final Secret webhook;
    private final SlackMessage message;
    private final String channel;
    private final Wire wire;
    private final InstantSource clock;
    private boolean unsure;

    /** @param endpoint of chat.postMessage, for a token */
    SlackSender(
            URI endpoint,
            Secret token,
            Secret webhook,
            SlackMessage message,
            String channel,
            Wire wire,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.token = token;
        this.webhook = webhook;
        this.message = message;
        this.channel = channel;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return "Slack " + (webhook.isConfigured() ? "webhook" : channel);
    }

    @Override
    public int bytes(Outgoing record) {
        return Utf8.bytes(record.text());
    }

    @Override
    public Verdict send(List<Outgoing> batch) throws InterruptedException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json; charset=utf-8");
        URI to = endpoint;
        try {
            if (webhook.isConfigured()) {
                to = URI.create(webhook.value().orElse(""));
            } else {
                headers.put("Authorization", "Bearer " + token.value().orElse(""));
            }
        } catch (IOException missing) {
            return new Verdict.Denied(String.valueOf(missing.getMessage()));
        } catch (IllegalArgumentException noAddress) {
            return new Verdict.Denied("the webhook is no address");
        }
        boolean repeated = unsure;
        try {
            Reply reply = wire.send("POST", to, headers, message.of(batch, clock.millis(), repeated));
            unsure = false;
            return verdict(reply);
        } catch (NotSentException notSent) {
            return new Verdict.Again(String.valueOf(notSent.getMessage()), null);
        } catch (IOException unanswered) {
            unsure = !repeated;
            return repeated
                    ? new Verdict.GivenUp("no answer to two attempts: " + unanswered.getMessage())
                    : new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
    }

    private Verdict verdict(Reply reply) {
        if (reply.status() == 429) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        String error = error(reply);
        if (error.isEmpty()) {
            return Verdict.accepted();
        }
        if (PASSING.contains(error) || reply.status() >= 500) {
            return new Verdict.Again(error, reply.retryAfter(clock.instant()));
        }
        return POISON.contains(error) ? new Verdict.Poisoned(error) : new Verdict.Denied(error);
    }

    /** A failure may be an HTTP 200; nothing when it is none. */
    private static String error(Reply reply) {
        if (reply.status() == 200 && reply.body().strip().equals("ok")) {
            return "";
        }
        try {
            JsonNode json = MAPPER.readTree(reply.body());
            if (reply.status() == 200 && json.path("ok").asBoolean(false)) {
                return "";
            }
            String error = json.path("error").asText("");
            return error.isEmpty() ? reply.words() : error;
        } catch (JsonProcessingException plain) {
            String words = reply.body().strip();
            return words.matches("[a-z_]{1,60}") ? words : reply.words();
        }
    }

    static Map<String, String> address(String channel, String username, String emoji, String url, boolean isWebhook) {
        var address = new LinkedHashMap<String, String>();
        if (!isWebhook || !channel.isEmpty()) {
            address.put("channel", channel);
        }
        address.put("username", username);
        if (!emoji.isEmpty() || url.isEmpty()) {
            address.put("icon_emoji", emoji.isEmpty() ? ":heavy_exclamation_mark:" : emoji);
        } else {
            address.put("icon_url", url);
        }
        return address;
    }

    /** A name gets its {@code #}; ids and what has a sign already stay. */
    static String channel(String given) {
        boolean asIs = given.isEmpty() || given.matches("[#@].*|[CGDUW][A-Z0-9]{6,}");
        return asIs ? given : "#" + given;
    }
}

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
import org.jspecify.annotations.Nullable;

/**
 * Posts to a channel of Slack, by a token or a webhook. Slack cannot tell repetitions: a message whose answer was lost is posted once
 * more, marked, and then given up. One thread.
 */
final class SlackSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long ONE_COUNT_EVERY = 60_000;
    private static final String CUSTOMIZE = "chat:write.customize";
    private static final String PERHAPS_POSTED = "fatal_error";

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

    /** Whether the last message may have been posted. */
    private boolean unsure;

    /** Whether a name or an icon is asked for, and nobody was told yet that the token does not allow it. */
    private boolean customized;

    /** Records too old to be posted, of which no message has told. */
    private int uncounted;

    private long countedMillis = Long.MIN_VALUE;

    /**
     * @param endpoint of chat.postMessage, for a token
     * @param customized whether a name or an icon is asked for
     */
    SlackSender(
            URI endpoint,
            Secret token,
            Secret webhook,
            SlackMessage message,
            String channel,
            boolean customized,
            Wire wire,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.token = token;
        this.webhook = webhook;
        this.message = message;
        this.channel = channel;
        this.customized = customized;
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
        long now = clock.millis();
        int old = (int)
                batch.stream().filter(record -> SlackMessage.isOld(record, now)).count();
        if (old == batch.size() && now - ONE_COUNT_EVERY < countedMillis) {
            uncounted += old;
            return Verdict.accepted();
        }
        boolean repeated = unsure;
        try {
            Reply reply = wire.send("POST", to, headers, message.of(batch, now, uncounted, repeated));
            String error = error(reply);
            if (error.equals(PERHAPS_POSTED)) {
                return unanswered(error);
            }
            unsure = false;
            if (error.isEmpty()) {
                countedMillis = old + uncounted > 0 ? now : countedMillis;
                uncounted = 0;
            }
            return verdict(reply, error);
        } catch (NotSentException notSent) {
            return new Verdict.Again(String.valueOf(notSent.getMessage()), null);
        } catch (IOException lost) {
            return unanswered(String.valueOf(lost.getMessage()));
        }
    }

    /** Nobody knows whether it was posted: once more, and then no more. */
    private Verdict unanswered(String why) {
        boolean repeated = unsure;
        unsure = !repeated;
        return repeated ? new Verdict.GivenUp("no answer to two attempts: " + why) : new Verdict.Again(why, null);
    }

    private Verdict verdict(Reply reply, String error) {
        if (reply.status() == 429) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        if (error.isEmpty()) {
            return new Verdict.Accepted(List.of(), 0, ignored(reply));
        }
        if (PASSING.contains(error) || reply.status() >= 500) {
            return new Verdict.Again(error, reply.retryAfter(clock.instant()));
        }
        return POISON.contains(error) ? new Verdict.Poisoned(error) : new Verdict.Denied(error);
    }

    /** Slack says nothing when a token may not choose name and icon; its answer names what the token may. Told once. */
    private @Nullable String ignored(Reply reply) {
        List<String> scopes = List.of(
                reply.headers().firstValue("X-OAuth-Scopes").orElse(CUSTOMIZE).split("\\s*,\\s*", -1));
        if (!customized || scopes.contains(CUSTOMIZE)) {
            return null;
        }
        customized = false;
        return "the token has no scope " + CUSTOMIZE + ", so username and icon change nothing";
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

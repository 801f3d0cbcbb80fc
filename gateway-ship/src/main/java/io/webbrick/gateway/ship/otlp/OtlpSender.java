package io.webbrick.gateway.ship.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.wire.Gzip;
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
import java.util.Optional;

/**
 * OTLP over HTTP, in JSON: collectors of OpenTelemetry, Loki, CloudWatch's own endpoint. A request that may have arrived is sent again,
 * for every record has its name. One thread.
 */
final class OtlpSender implements Sender {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a record takes besides its text and its name. */
    private static final int FRAME = 180;

    private final URI endpoint;
    private final Map<String, String> headers;
    private final Secret token;
    private final boolean packs;
    private final OtlpJson json;
    private final Wire wire;
    private final InstantSource clock;

    OtlpSender(
            URI endpoint,
            Map<String, String> headers,
            Secret token,
            boolean packs,
            OtlpJson json,
            Wire wire,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.headers = headers;
        this.token = token;
        this.packs = packs;
        this.json = json;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return endpoint.getScheme() + "://" + endpoint.getAuthority() + endpoint.getPath();
    }

    @Override
    public int bytes(Outgoing record) {
        return Utf8.bytes(record.text()) + record.uid().length() + FRAME;
    }

    @Override
    public Verdict send(List<Outgoing> batch) throws InterruptedException {
        byte[] body = json.of(batch);
        try {
            var all = new LinkedHashMap<String, String>(headers);
            all.put("Content-Type", "application/json");
            if (packs) {
                all.put("Content-Encoding", "gzip");
            }
            Optional<String> bearer;
            try {
                bearer = token.value();
            } catch (IOException missing) {
                return new Verdict.Denied(String.valueOf(missing.getMessage()));
            }
            bearer.ifPresent(value -> all.put("Authorization", "Bearer " + value));
            return verdict(wire.send("POST", endpoint, all, packs ? Gzip.pack(body) : body));
        } catch (IOException unanswered) {
            return new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
    }

    private Verdict verdict(Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return reply.isPage() ? new Verdict.Again("a page answers in its place", null) : partial(reply);
        }
        if (status == 429 || status == 408 || status >= 500) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        boolean isTheBatch = status == 400 || status == 413 || status == 422;
        return isTheBatch ? new Verdict.Poisoned(reply.words()) : new Verdict.Denied(reply.words());
    }

    /** It does not say which records it refused, only how many. */
    private static Verdict partial(Reply reply) {
        try {
            JsonNode partial = MAPPER.readTree(reply.body()).path("partialSuccess");
            long refused = Math.max(0, partial.path("rejectedLogRecords").asLong());
            String says = partial.path("errorMessage").asText("").strip();
            String why = says.isEmpty() ? "no reason given" : says;
            return new Verdict.Accepted(List.of(), refused, refused == 0 && says.isEmpty() ? null : why);
        } catch (JsonProcessingException otherAnswer) {
            return Verdict.accepted();
        }
    }
}

package io.webbrick.gateway.ship.oci;

import com.fasterxml.jackson.core.JsonGenerator;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.wire.Json;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Utf8;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * OCI Logging Ingestion: PutLogs. Each entry has an id made of the record's name, so that a repetition has the same one. Who
 * signs is looked up with the first request and again when it is refused. One thread.
 */
final class OciSender implements Sender {
    /** An entry. */
    static final int MOST_ENTRY = 1_000_000;

    private static final Duration MOST_SKEW = Duration.ofMinutes(1);

    /** What an entry takes besides its text. */
    private static final int FRAME = 120;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ShipperSettings settings;
    private final OciSigners signers;
    private final String subject;
    private final Wire wire;
    private final InstantSource clock;

    /** How far the service's clock is ahead of ours. */
    private Duration skew = Duration.ZERO;

    /** @param subject the file that is delivered */
    OciSender(ShipperSettings settings, OciSigners signers, String subject, Wire wire, InstantSource clock) {
        this.settings = settings;
        this.signers = signers;
        this.subject = subject;
        this.wire = wire;
        this.clock = clock;
    }

    @Override
    public String destination() {
        return "OCI " + settings.text("log_ocid").orElse("");
    }

    @Override
    public int bytes(Outgoing record) {
        int bytes = Utf8.bytes(record.text());
        return bytes + (1 + bytes / MOST_ENTRY) * FRAME;
    }

    @Override
    public Verdict send(List<Outgoing> batch) throws InterruptedException {
        OciKey signer;
        URI to;
        try {
            signer = signers.now();
            to = target(signer);
        } catch (OciSigners.UnreachableException passes) {
            return new Verdict.Again(String.valueOf(passes.getMessage()), null);
        } catch (IOException missing) {
            return new Verdict.Denied(String.valueOf(missing.getMessage()));
        }
        byte[] body = body(batch);
        try {
            Instant now = clock.instant().plus(skew);
            return verdict(wire.send("POST", to, OciSignature.sign(to, body, signer, now), body));
        } catch (IOException unanswered) {
            return new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
    }

    private URI target(OciKey signer) throws IOException {
        if (region(signer).isEmpty() && !settings.has("endpoint")) {
            throw new IOException("no region: neither here nor in the OCI configuration");
        }
        String host = settings.text("endpoint")
                .orElse("https://ingestion.logging." + region(signer) + ".oci." + signer.domain())
                .replaceFirst("/+$", "");
        return URI.create(host + "/20200831/logs/" + settings.text("log_ocid").orElseThrow() + "/actions/push");
    }

    private String region(OciKey signer) {
        return settings.text("region").orElse(signer.region());
    }

    private Verdict verdict(Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return reply.isPage() ? new Verdict.Again("a page answers in its place", null) : Verdict.accepted();
        }
        if (status == 429 || status == 409 || status == 408 || status >= 500) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        if (status == 400 || status == 413 || status == 422) {
            return new Verdict.Poisoned(reply.words());
        }
        Duration before = skew;
        reply.date().ifPresent(date -> skew = Duration.between(clock.instant(), date));
        if (status == 401 && skew.minus(before).abs().compareTo(MOST_SKEW) > 0) {
            return new Verdict.Again(
                    "this clock differs from the service's by " + skew.toSeconds() + " s", Duration.ZERO);
        }
        signers.forget();
        return new Verdict.Denied(reply.words());
    }

    private byte[] body(List<Outgoing> batch) {
        var out = new ByteArrayOutputStream(batch.size() * 256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("specversion", "1.0");
            json.writeArrayFieldStart("logEntryBatches");
            json.writeStartObject();
            json.writeArrayFieldStart("entries");
            for (Outgoing record : batch) {
                entries(json, record);
            }
            json.writeEndArray();
            json.writeStringField("source", settings.text("source").orElse("WebBrick Gateway"));
            json.writeStringField("type", settings.text("type").orElse("com.oraclecloud.logging.custom.webbrick"));
            json.writeStringField("subject", subject);
            json.writeStringField("defaultlogentrytime", time(batch.get(0).millis()));
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void entries(JsonGenerator json, Outgoing record) throws IOException {
        String text = record.text();
        int part = 0;
        for (int from = 0; from == 0 || from < text.length(); part++) {
            int end = Utf8.end(text, from, MOST_ENTRY - FRAME);
            json.writeStartObject();
            json.writeStringField("data", text.substring(from, end));
            json.writeStringField(
                    "id",
                    id(part == 0 ? record.uid() : record.uid() + "/" + part).toString());
            json.writeStringField("time", time(record.millis()));
            json.writeEndObject();
            if (end == from) {
                return;
            }
            from = end;
        }
    }

    private static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** The name as a UUID, version 5, in the name space of URLs. */
    static UUID id(String uid) {
        try {
            var space = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(space.getMostSignificantBits())
                    .putLong(space.getLeastSignificantBits())
                    .flip());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(uid.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new UUID(high, low);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

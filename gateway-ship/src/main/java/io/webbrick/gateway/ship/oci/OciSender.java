package io.webbrick.gateway.ship.oci;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Utf8;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * OCI Logging Ingestion: PutLogs. Each entry has an id made of the record's name, so that a repetition has the same one. The key is
 * read with the first request and again when it is refused. One thread.
 */
final class OciSender implements Sender {
    /** An entry. */
    static final int MOST_ENTRY = 1_000_000;

    /** What an entry takes besides its text. */
    private static final int FRAME = 120;

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final ShipperSettings settings;
    private final Path home;
    private final String subject;
    private final Wire wire;
    private final InstantSource clock;
    private @Nullable OciKey key;

    /**
     * @param home the user's directory
     * @param subject the file that is delivered
     */
    OciSender(ShipperSettings settings, Path home, String subject, Wire wire, InstantSource clock) {
        this.settings = settings;
        this.home = home;
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
            signer = key == null ? OciKey.read(settings, home) : key;
            key = signer;
            to = target(signer);
        } catch (IOException missing) {
            return new Verdict.Denied(String.valueOf(missing.getMessage()));
        }
        byte[] body = body(batch);
        try {
            return verdict(wire.send("POST", to, OciSignature.sign(to, body, signer, clock.instant()), body));
        } catch (IOException unanswered) {
            return new Verdict.Again(String.valueOf(unanswered.getMessage()), null);
        }
    }

    private URI target(OciKey signer) throws IOException {
        if (signer.region().isEmpty() && !settings.has("endpoint")) {
            throw new IOException("no region: neither here nor in the OCI configuration");
        }
        String host = settings.text("endpoint")
                .orElse("https://ingestion.logging." + signer.region() + ".oci.oraclecloud.com")
                .replaceFirst("/+$", "");
        return URI.create(host + "/20200831/logs/" + settings.text("log_ocid").orElseThrow() + "/actions/push");
    }

    private Verdict verdict(Reply reply) {
        int status = reply.status();
        if (status >= 200 && status < 300) {
            return Verdict.accepted();
        }
        if (status == 401 || status == 403 || status == 404 || status / 100 == 3) {
            key = null;
            return new Verdict.Denied(reply.words());
        }
        if (status == 429 || status == 409 || status == 408 || status >= 500) {
            return new Verdict.Again(reply.words(), reply.retryAfter(clock.instant()));
        }
        return new Verdict.Poisoned(reply.words());
    }

    private byte[] body(List<Outgoing> batch) {
        var out = new ByteArrayOutputStream(batch.size() * 256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
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

package io.webbrick.gateway.ship.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.oracle.bmc.auth.SimpleAuthenticationDetailsProvider;
import com.oracle.bmc.http.signing.DefaultRequestSigner;
import com.oracle.bmc.http.signing.RequestSigner;
import com.oracle.bmc.loggingingestion.model.LogEntry;
import com.oracle.bmc.loggingingestion.model.LogEntryBatch;
import com.oracle.bmc.loggingingestion.model.PutLogsDetails;
import com.oracle.bmc.serialization.jackson.JacksonSerializer;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.testing.OwnCertificate;
import io.webbrick.gateway.ship.testing.ServerDouble;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's own signer and serializer say what is right. */
class OciOracleTest {
    private static OwnCertificate own;

    @TempDir
    static Path temp;

    @BeforeAll
    static void makeKey() throws Exception {
        own = OwnCertificate.make(temp);
    }

    private static RequestSigner vendor() {
        return DefaultRequestSigner.createRequestSigner(SimpleAuthenticationDetailsProvider.builder()
                .tenantId("ocid1.tenancy.y")
                .userId("ocid1.user.x")
                .fingerprint("aa:bb")
                .privateKeySupplier(() -> new ByteArrayInputStream(own.keyPem().getBytes(StandardCharsets.US_ASCII)))
                .build());
    }

    @Test
    void everySignatureIsTheVendorsByteForByte() {
        long seed = 20_261_122;
        var random = new Random(seed);
        var key = new OciKey("ocid1.tenancy.y/ocid1.user.x/aa:bb", own.key(), "eu-frankfurt-1", "oraclecloud.com");
        RequestSigner vendor = vendor();
        for (int number = 0; number < 40; number++) {
            String host = number % 2 == 0
                    ? "https://ingestion.logging.eu-frankfurt-1.oci.oraclecloud.com"
                    : "http://127.0.0.1:" + (1_024 + random.nextInt(60_000));
            URI to = URI.create(host + "/20200831/logs/ocid1.log.oc1..a" + random.nextInt(1_000) + "/actions/push");
            String text = "{\"data\":\"" + "\u00e9\ud83d\ude00x".repeat(random.nextInt(60)) + "\"}";
            Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            Map<String, String> ours = OciSignature.sign(to, text.getBytes(StandardCharsets.UTF_8), key, now);
            Map<String, List<String>> given = new HashMap<>();
            given.put("date", List.of(ours.getOrDefault("date", "")));
            given.put("content-type", List.of("application/json"));
            Map<String, String> theirs = vendor.signRequest(to, "POST", given, text);
            String which = "request " + number + ", seed " + seed;
            assertEquals(theirs.get("authorization"), ours.get("authorization"), which);
            assertEquals(theirs.get("x-content-sha256"), ours.get("x-content-sha256"), which);
        }
    }

    @Test
    void theBodyIsTheVendorsByteForByte() throws Exception {
        long seed = 31;
        var random = new Random(seed);
        var clock = ManualClock.at("2026-11-21T05:20:00.123Z");
        var batch = new ArrayList<Outgoing>();
        var entries = new ArrayList<LogEntry>();
        for (int number = 0; number < 50; number++) {
            String text = "caf\u00e9 \ud83d\ude00 \"q\" \\ \t</x> " + "z".repeat(random.nextInt(200)) + number;
            String uid = "gw-1/spool/4f1c07a29be1d300.1/" + number;
            long millis = clock.millis() + random.nextInt(100_000);
            batch.add(new Outgoing(uid, StreamCursor.START, millis, 20, "house", text, Outgoing.Kind.RECORD));
            entries.add(LogEntry.builder()
                    .data(text)
                    .id(OciSender.id(uid).toString())
                    .time(Date.from(Instant.ofEpochMilli(millis)))
                    .build());
        }
        try (ServerDouble server = ServerDouble.start(request -> ServerDouble.answer(200, ""))) {
            Map<String, Object> config =
                    Map.of("user", "ocid1.user.x", "tenancy", "t", "fingerprint", "f", "key_content", own.keyPem());
            var settings = new ShipperSettings(
                    "oci",
                    "OciHandler",
                    Map.of(
                            "log_ocid",
                            "o",
                            "config",
                            config,
                            "endpoint",
                            server.uri().toString(),
                            "source",
                            "attic"),
                    temp);
            var place = new ShipperPlace(Path.of("EventLog.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
            OciKind.sender(settings, place, temp, server.uri(), null).send(batch);
            var details = PutLogsDetails.builder()
                    .specversion("1.0")
                    .logEntryBatches(List.of(LogEntryBatch.builder()
                            .entries(entries)
                            .source("attic")
                            .type("com.oraclecloud.logging.custom.webbrick")
                            .subject("EventLog.log")
                            .defaultlogentrytime(
                                    Date.from(Instant.ofEpochMilli(batch.get(0).millis())))
                            .build()))
                    .build();
            String theirs = JacksonSerializer.getDefaultSerializer().writeValueAsString(details);
            assertEquals(theirs, server.requests().get(0).text(), "seed " + seed);
        }
    }
}

package io.webbrick.gateway.ship.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OciSenderTest {
    private static final String OCID = "ocid1.log.oc1.eu-frankfurt-1.amaaaaaa";
    private static final Pattern SIGNED = Pattern.compile(
            "Signature headers=\"([^\"]*)\",keyId=\"([^\"]*)\",algorithm=\"rsa-sha256\",signature=\"([^\"]*)\",version=\"1\"");

    private static KeyPair pair;

    @TempDir
    Path temp;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00.123Z");
    private ServerDouble server;

    @BeforeAll
    static void makeKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        pair = generator.generateKeyPair();
    }

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(request -> ServerDouble.answer(200, ""));
        Files.createDirectories(temp.resolve(".oci"));
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        pem("key.pem", "PRIVATE KEY", pkcs8);
        Files.writeString(
                temp.resolve(".oci").resolve("config"),
                "[DEFAULT]\nuser=u\n[HOME]\nuser=ocid1.user.x\ntenancy = ocid1.tenancy.y\nfingerprint=aa:bb\nkey_file=~/.oci/key.pem\nregion=eu-frankfurt-1\n",
                StandardCharsets.UTF_8);
    }

    private void pem(String name, String kind, byte[] der) throws IOException {
        String text = "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END "
                + kind + "-----\nOCI_API_KEY\n";
        Files.writeString(temp.resolve(".oci").resolve(name), text, StandardCharsets.UTF_8);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Sender sender(Map<String, Object> more) {
        var values = new HashMap<String, Object>(Map.of(
                "log_ocid",
                OCID,
                "profile",
                "HOME",
                "endpoint",
                server.uri().toString(),
                "source",
                "attic",
                "type",
                "eventlog"));
        values.putAll(more);
        var place = new ShipperPlace(Path.of("EventLog.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        return OciKind.sender(
                new ShipperSettings("oci", "OciHandler", values, temp), place, temp, server.uri(), server.uri());
    }

    private Outgoing record(String text) {
        return new Outgoing(
                "gw-1/spool/4f1c07a29be1d300.1/7",
                StreamCursor.START,
                clock.millis(),
                20,
                "house",
                text,
                Outgoing.Kind.RECORD);
    }

    private Verdict send(String text) throws InterruptedException {
        return sender(Map.of()).send(List.of(record(text)));
    }

    @Test
    void theBodyIsWhatTheServiceDocuments() throws Exception {
        assertInstanceOf(Verdict.Accepted.class, send("caf\u00e9 \"x\""));
        Request request = server.requests().get(0);
        assertEquals("/20200831/logs/" + OCID + "/actions/push", request.target());
        assertEquals(
                "{\"specversion\":\"1.0\",\"logEntryBatches\":[{\"entries\":[{\"data\":\"caf\u00e9 \\\"x\\\"\",\"id\":\""
                        + OciSender.id("gw-1/spool/4f1c07a29be1d300.1/7")
                        + "\",\"time\":\"2026-11-21T05:20:00.123Z\"}],\"source\":\"attic\",\"type\":\"eventlog\",\"subject\":\"EventLog.log\""
                        + ",\"defaultlogentrytime\":\"2026-11-21T05:20:00.123Z\"}]}",
                request.text());
    }

    @Test
    void theIdIsTheRecordsNameAsAVersionFiveUuid() {
        assertEquals(UUID.fromString("0a300ee9-f9e4-5697-a51a-efc7fafaba67"), OciSender.id("http://example.com/"));
        assertEquals(5, OciSender.id("x").version());
        assertEquals(2, OciSender.id("x").variant());
    }

    @Test
    void theSignatureHoldsWithThePublicKeyAlone() throws Exception {
        for (int number = 0; number < 5; number++) {
            send("number " + number);
            Request request = server.requests().get(number);
            assertTrue(isSigned(request), request::toString);
        }
        byte[] pkcs8 = pair.getPrivate().getEncoded();
        pem("key.pem", "RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length));
        send("by the older kind of file");
        assertTrue(isSigned(server.requests().get(5)));
    }

    private boolean isSigned(Request request) throws Exception {
        Matcher signed = SIGNED.matcher(request.headers().get("authorization"));
        assertTrue(signed.matches());
        assertEquals("ocid1.tenancy.y/ocid1.user.x/aa:bb", signed.group(2));
        assertEquals("date (request-target) host content-length content-type x-content-sha256", signed.group(1));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(request.body().copy()));
        assertEquals(hash, request.headers().get("x-content-sha256"));
        var text = new StringBuilder();
        for (String name : signed.group(1).split(" ", -1)) {
            String value = name.equals("(request-target)")
                    ? "post " + request.target()
                    : request.headers().get(name);
            text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value);
        }
        var rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(pair.getPublic());
        rsa.update(text.toString().getBytes(StandardCharsets.UTF_8));
        return rsa.verify(Base64.getDecoder().decode(signed.group(3)));
    }

    @Test
    void whatPassesIsTriedAgainWhatIsForbiddenReadsTheKeyAnewAndTheRestIsPoison() throws Exception {
        for (int status : new int[] {409, 429, 500, 503}) {
            server.rules(request -> new Response.Answer(status, "Retry-After: 3", "{\"code\":\"IncorrectState\"}"));
            assertEquals(
                    Duration.ofSeconds(3),
                    assertInstanceOf(Verdict.Again.class, send("a")).after());
        }
        server.rules(request -> ServerDouble.answer(400, "{\"code\":\"InvalidParameter\"}"));
        assertInstanceOf(Verdict.Poisoned.class, send("a"));
        server.rules(request -> new Response.Reset());
        assertInstanceOf(Verdict.Again.class, send("a"));
        Sender sender = sender(Map.of());
        server.rules(request -> ServerDouble.answer(401, "{\"code\":\"NotAuthenticated\"}"));
        assertInstanceOf(Verdict.Denied.class, sender.send(List.of(record("a"))));
        Files.delete(temp.resolve(".oci").resolve("key.pem"));
        var denied = assertInstanceOf(Verdict.Denied.class, sender.send(List.of(record("a"))));
        assertTrue(denied.why().contains("cannot read") && denied.why().contains("key.pem"), denied.why());
    }

    @Test
    void aWrongClockIsCorrectedByTheServices() throws Exception {
        server.rules(request -> server.requests().size() == 1
                ? new Response.Answer(401, "Date: Sat, 21 Nov 2026 06:20:00 GMT", "{\"code\":\"NotAuthenticated\"}")
                : ServerDouble.answer(200, ""));
        Sender sender = sender(Map.of());
        var again = assertInstanceOf(Verdict.Again.class, sender.send(List.of(record("a"))));
        assertTrue(again.why().contains("3599 s"), again.why());
        assertInstanceOf(Verdict.Accepted.class, sender.send(List.of(record("a"))));
        assertEquals(
                "Sat, 21 Nov 2026 06:20:00 GMT",
                server.requests().get(1).headers().get("date"));
    }

    @Test
    void whatIsWrongWithTheRequestItselfLosesNothing() throws Exception {
        for (int status : new int[] {302, 403, 404, 405, 407, 415}) {
            server.rules(request -> ServerDouble.answer(status, ""));
            assertInstanceOf(Verdict.Denied.class, send("a"));
        }
        server.rules(request -> new Response.Answer(200, "Content-Type: text/html", "<html>log in</html>"));
        assertInstanceOf(Verdict.Again.class, send("a"));
    }

    @Test
    void checkWantsAWayToSignThatIsKnown() {
        var found = new ArrayList<String>();
        var values = new HashMap<String, Object>(Map.of("log_ocid", OCID, "auth", "magic"));
        check(values, found);
        values.put("auth", "instance_principal");
        values.put("config", "~/.oci/config");
        check(values, found);
        values.remove("config");
        check(values, found);
        assertEquals(
                List.of(
                        "error auth auth is 'api_key' or 'instance_principal'",
                        "warning auth the instance signs for itself; config and profile change nothing"),
                found);
    }

    private void check(Map<String, Object> values, List<String> found) {
        new OciKind().check(new ShipperSettings("o", "OciHandler", values, temp), new ShipperKind.Findings() {
            @Override
            public void error(String key, String text) {
                found.add("error " + key + " " + text);
            }

            @Override
            public void warning(String key, String text) {
                found.add("warning " + key + " " + text);
            }
        });
    }

    @Test
    void anEntryOfAMegabyteIsSplitAndNothingOfItIsLost() throws Exception {
        String text = "\u00e9\ud83d\ude00".repeat(300_000);
        send(text);
        JsonNode entries =
                new ObjectMapper().readTree(server.requests().get(0).text()).findValue("entries");
        assertEquals(2, entries.size());
        assertEquals(
                text,
                entries.get(0).path("data").asText()
                        + entries.get(1).path("data").asText());
        assertFalse(entries.get(0).path("id").equals(entries.get(1).path("id")));
        assertTrue(entries.get(0).path("data").asText().getBytes(StandardCharsets.UTF_8).length < 1_000_000);
    }

    @Test
    void aRequestStaysBelowNineMebibytes() {
        Limits limits = OciKind.limits(new ShipperSettings("o", "OciHandler", Map.of("log_ocid", OCID), temp));
        assertEquals(new Limits(9_000_000, 100, Duration.ofSeconds(10), null, 0), limits);
        String text = "x".repeat(2_000_000);
        assertTrue(sender(Map.of()).bytes(record(text)) > 2_000_000);
    }

    @Test
    void capacityIsTheCountOfABatchAndOneIsAtOnce() {
        var values = new HashMap<String, Object>(Map.of("log_ocid", OCID));
        assertEquals(
                100,
                OciKind.limits(new ShipperSettings("o", "OciHandler", values, temp))
                        .count());
        assertEquals(
                Duration.ofSeconds(10),
                OciKind.limits(new ShipperSettings("o", "OciHandler", values, temp))
                        .age());
        values.put("capacity", 1L);
        assertEquals(
                1,
                OciKind.limits(new ShipperSettings("o", "OciHandler", values, temp))
                        .count());
    }

    @Test
    void aConfigurationInTheHandlerAndKeysWithAPassphraseAreUnderstood() throws Exception {
        Map<String, Object> config = Map.of(
                "user",
                "ocid1.user.x",
                "tenancy",
                "ocid1.tenancy.y",
                "fingerprint",
                "aa:bb",
                "key_file",
                "~/.oci/key.pem");
        assertInstanceOf(
                Verdict.Accepted.class, sender(Map.of("config", config)).send(List.of(record("a"))));
        pem("key.pem", "ENCRYPTED PRIVATE KEY", new byte[10]);
        var denied = assertInstanceOf(
                Verdict.Denied.class, sender(Map.of("config", config)).send(List.of(record("a"))));
        assertTrue(denied.why().contains("has a passphrase"), denied.why());
        denied = assertInstanceOf(
                Verdict.Denied.class, sender(Map.of("profile", "NONE")).send(List.of(record("a"))));
        assertTrue(denied.why().contains("no profile [NONE]"), denied.why());
    }
}

package io.webbrick.gateway.ship.oci;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.OwnCertificate;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine in Oracle's cloud, whose metadata, federation and logs are a server here. What the federation is asked has the form that
 * Oracle's SDK 3.77.2 was seen to send to such a server.
 */
class InstancePrincipalTest {
    private static final Pattern SIGNED = Pattern.compile(
            "Signature headers=\"([^\"]*)\",keyId=\"([^\"]*)\",algorithm=\"rsa-sha256\",signature=\"([^\"]*)\",version=\"1\"");
    private static final Outgoing RECORD =
            new Outgoing("gw-1/s/a.1/7", StreamCursor.START, 1_795_238_400_000L, 20, "x", "a", Outgoing.Kind.RECORD);

    @TempDir
    static Path temp;

    private static OwnCertificate own;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private final AtomicInteger tokens = new AtomicInteger();
    private ServerDouble server;
    private int logs = 200;

    @BeforeAll
    static void makeCertificate() throws Exception {
        own = OwnCertificate.make(temp);
    }

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(this::answer);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Response answer(Request request) {
        if (request.method().equals("GET")
                && !"Bearer Oracle".equals(request.headers().get("authorization"))) {
            return ServerDouble.answer(401, "");
        }
        try {
            return switch (request.target()) {
                case "/opc/v2/identity/cert.pem", "/opc/v2/identity/intermediate.pem" ->
                    ServerDouble.answer(200, own.pem());
                case "/opc/v2/identity/key.pem" -> ServerDouble.answer(200, own.keyPem());
                case "/opc/v2/instance/regionInfo" ->
                    ServerDouble.answer(
                            200,
                            "{\"realmKey\":\"oc1\",\"realmDomainComponent\":\"oraclecloud.com\",\"regionKey\":\"FRA\",\"regionIdentifier\":\"eu-frankfurt-1\"}");
                case "/v1/x509" -> ServerDouble.answer(200, "{\"token\":\"" + token(tokens.incrementAndGet()) + "\"}");
                default -> ServerDouble.answer(logs, logs == 200 ? "" : "who is " + request.headers());
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String token(int number) {
        String claims = "{\"number\":" + number + ",\"exp\":"
                + clock.instant().plusSeconds(1_200).getEpochSecond() + "}";
        return "eyJhbGciOiJSUzI1NiJ9."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    private Sender sender() {
        var settings = new ShipperSettings(
                "oci",
                "OciHandler",
                Map.of(
                        "log_ocid",
                        "o",
                        "auth",
                        "instance_principal",
                        "endpoint",
                        server.uri().toString()),
                temp);
        var place = new ShipperPlace(Path.of("EventLog.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        return OciKind.sender(settings, place, temp, server.uri(), server.uri());
    }

    private Request request(String target) {
        return server.requests().stream()
                .filter(request -> request.target().startsWith(target))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static void assertSigned(Request request, PublicKey key, String keyId) throws Exception {
        Matcher signed = SIGNED.matcher(request.headers().getOrDefault("authorization", ""));
        assertTrue(signed.matches(), request::toString);
        assertEquals(keyId, signed.group(2));
        var text = new StringBuilder();
        for (String name : signed.group(1).split(" ", -1)) {
            String value = name.equals("(request-target)")
                    ? "post " + request.target()
                    : request.headers().get(name);
            text.append(text.isEmpty() ? "" : "\n").append(name).append(": ").append(value);
        }
        var rsa = Signature.getInstance("SHA256withRSA");
        rsa.initVerify(key);
        rsa.update(text.toString().getBytes(StandardCharsets.UTF_8));
        assertTrue(rsa.verify(Base64.getDecoder().decode(signed.group(3))));
    }

    @Test
    void theInstanceShowsItsCertificateAndSignsWithAKeyOfItsOwnUnderTheToken() throws Exception {
        assertInstanceOf(Verdict.Accepted.class, sender().send(List.of(RECORD)));
        Request federation = request("/v1/x509");
        byte[] der = own.certificate().getEncoded();
        String fingerprint = HexFormat.ofDelimiter(":")
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(der));
        assertSigned(
                federation, own.certificate().getPublicKey(), "ocid1.tenancy.oc1..t/fed-x509-sha256/" + fingerprint);
        JsonNode asked = new ObjectMapper().readTree(federation.text());
        String certificate = Base64.getEncoder().encodeToString(der);
        assertEquals(certificate, asked.path("certificate").asText());
        assertEquals(certificate, asked.path("intermediateCertificates").path(0).asText());
        assertEquals("DEFAULT", asked.path("purpose").asText());
        assertEquals("SHA256", asked.path("fingerprintAlgorithm").asText());
        PublicKey session = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(asked.path("publicKey").asText())));
        assertSigned(request("/20200831/logs/o/"), session, "ST$" + token(1));
    }

    @Test
    void theTokenIsKeptUntilFiveMinutesBeforeItsEndOrUntilItIsRefused() throws Exception {
        Sender sender = sender();
        sender.send(List.of(RECORD));
        sender.send(List.of(RECORD));
        assertEquals(1, tokens.get());
        clock.advance(Duration.ofMinutes(16));
        sender.send(List.of(RECORD));
        assertEquals(2, tokens.get());
        logs = 401;
        var denied = assertInstanceOf(Verdict.Denied.class, sender.send(List.of(RECORD)));
        assertFalse(denied.why().contains("eyJ"), denied.why());
        logs = 200;
        assertInstanceOf(Verdict.Accepted.class, sender.send(List.of(RECORD)));
        assertEquals(3, tokens.get());
    }

    @Test
    void aMachineElsewhereIsToldWhatIsMissingAndAnOutageIsWaitedFor() throws Exception {
        server.rules(request -> ServerDouble.answer(404, "no such thing"));
        var denied = assertInstanceOf(Verdict.Denied.class, sender().send(List.of(RECORD)));
        assertEquals("instance principal, identity/cert.pem: HTTP 404: no such thing", denied.why());
        server.rules(request -> ServerDouble.answer(503, ""));
        assertInstanceOf(Verdict.Again.class, sender().send(List.of(RECORD)));
        server.rules(request -> new Response.Reset());
        assertInstanceOf(Verdict.Again.class, sender().send(List.of(RECORD)));
    }
}

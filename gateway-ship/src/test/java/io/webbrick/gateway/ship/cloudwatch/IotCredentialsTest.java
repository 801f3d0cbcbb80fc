package io.webbrick.gateway.ship.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.OwnCertificate;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device that shows its certificate to AWS IoT, which is a server here that lets nobody in without one. */
class IotCredentialsTest {
    @TempDir
    static Path temp;

    private static OwnCertificate own;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private final CloudWatchDouble service = new CloudWatchDouble(clock);
    private ServerDouble iot;
    private ServerDouble logs;

    @BeforeAll
    static void makeCertificate() throws Exception {
        own = OwnCertificate.make(temp);
        Files.writeString(temp.resolve("device.pem"), own.pem(), StandardCharsets.US_ASCII);
        Files.writeString(temp.resolve("device.key"), own.keyPem(), StandardCharsets.US_ASCII);
    }

    @BeforeEach
    void begin() throws Exception {
        iot = ServerDouble.startForDevices(
                request -> ServerDouble.answer(
                        200,
                        "{\"credentials\":{\"accessKeyId\":\"AKIOT\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t0ken\",\"expiration\":\"2026-11-21T06:20:00Z\"}}"),
                own.tls());
        logs = ServerDouble.start(service::answer);
    }

    @AfterEach
    void end() throws IOException {
        iot.close();
        logs.close();
    }

    private Verdict send(Map<String, Object> more) throws InterruptedException {
        var values = new HashMap<String, Object>(Map.of(
                "log_group_name", "house",
                "log_stream_name", "attic",
                "region", "eu-west-1",
                "endpoint", logs.uri().toString(),
                "iot_endpoint", "127.0.0.1:" + iot.uri().getPort(),
                "iot_role_alias", "gateway-logs",
                "iot_thing_name", "attic-1",
                "iot_certificate_file", "device.pem",
                "iot_key_file", "device.key",
                "iot_ca_file", "device.pem"));
        values.putAll(more);
        var place = new ShipperPlace(temp.resolve("x.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        var record = new Outgoing("uid", StreamCursor.START, clock.millis(), 20, "house", "a", Outgoing.Kind.RECORD);
        return CloudWatchKind.sender(
                        new ShipperSettings("cw", "CloudWatchHandler", values, temp),
                        place,
                        CloudWatchDouble.environment(),
                        temp,
                        logs.uri())
                .send(List.of(record));
    }

    @Test
    void aDeviceGetsTemporaryCredentialsForItsCertificate() throws Exception {
        assertInstanceOf(Verdict.Accepted.class, send(Map.of()));
        Request asked = iot.requests().get(0);
        assertEquals("/role-aliases/gateway-logs/credentials", asked.target());
        assertEquals("attic-1", asked.headers().get("x-amzn-iot-thingname"));
        Request put = logs.requests().get(0);
        assertTrue(put.headers().getOrDefault("authorization", "").contains("Credential=AKIOT/"));
        assertEquals("t0ken", put.headers().get("x-amz-security-token"));
        assertEquals(List.of("a"), service.stored());
    }

    @Test
    void whatIsMissingIsNamedAndAnOutageIsWaitedFor() throws Exception {
        var denied = assertInstanceOf(Verdict.Denied.class, send(Map.of("iot_key_file", "none.key")));
        assertTrue(denied.why().contains("none.key") && denied.why().contains("iot_key_file"), denied.why());
        iot.rules(request -> ServerDouble.answer(403, "{\"message\":\"Access Denied\"}"));
        denied = assertInstanceOf(Verdict.Denied.class, send(Map.of()));
        assertTrue(denied.why().startsWith("AWS IoT gives no credentials: HTTP 403"), denied.why());
        iot.rules(request -> ServerDouble.answer(500, ""));
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
        iot.close();
        assertInstanceOf(Verdict.Again.class, send(Map.of()));
        assertEquals(List.of(), logs.requests());
    }

    @Test
    void anEmptyListOfWhomToTrustIsNamed() throws Exception {
        Files.writeString(temp.resolve("empty.pem"), "", StandardCharsets.US_ASCII);
        var denied = assertInstanceOf(Verdict.Denied.class, send(Map.of("iot_ca_file", "empty.pem")));
        assertTrue(denied.why().contains("iot_ca_file holds no certificate"), denied.why());
    }
}

package io.webbrick.gateway.ship.cloudwatch;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.Shipper;
import io.webbrick.gateway.logging.sink.ShipperKind;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.deliver.Limits;
import io.webbrick.gateway.ship.deliver.Outgoing;
import io.webbrick.gateway.ship.deliver.Sender;
import io.webbrick.gateway.ship.deliver.Verdict;
import io.webbrick.gateway.ship.testing.LoggedHouse;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudWatchSenderTest {
    @TempDir
    Path temp;

    private final ManualClock clock = ManualClock.at("2026-11-21T05:20:00Z");
    private final CloudWatchDouble service = new CloudWatchDouble(clock);
    private ServerDouble server;

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(service::answer);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    private Map<String, Object> values() {
        return new HashMap<>(Map.of(
                "log_group_name", "house",
                "log_stream_name", "attic",
                "region", "eu-west-1",
                "endpoint", server.uri().toString()));
    }

    private Sender sender(Map<String, Object> values, Map<String, String> environment) {
        var place = new ShipperPlace(temp.resolve("x.log"), true, temp, "gw-1", ZoneId.of("UTC"), clock);
        var settings = new ShipperSettings("cw", "CloudWatchHandler", values, temp);
        return CloudWatchKind.sender(settings, place, environment, temp, server.uri());
    }

    private Sender sender() {
        return sender(values(), CloudWatchDouble.environment());
    }

    private Outgoing record(String text, Duration ago) {
        long millis = clock.millis() - ago.toMillis();
        return new Outgoing("uid/" + text, StreamCursor.START, millis, 20, "house", text, Outgoing.Kind.RECORD);
    }

    private Verdict send(String... texts) throws InterruptedException {
        var batch = new ArrayList<Outgoing>();
        for (String text : texts) {
            batch.add(record(text, Duration.ZERO));
        }
        return sender().send(batch);
    }

    @Test
    void makesGroupAndStreamOnceAndPutsTheEvents() throws Exception {
        Sender sender = sender();
        assertInstanceOf(Verdict.Accepted.class, sender.send(List.of(record("a", Duration.ZERO))));
        assertInstanceOf(Verdict.Accepted.class, sender.send(List.of(record("b", Duration.ZERO))));
        assertEquals(
                List.of(
                        "PutLogEvents",
                        "CreateLogStream",
                        "CreateLogGroup",
                        "CreateLogStream",
                        "PutLogEvents",
                        "PutLogEvents"),
                service.actions());
        assertEquals(List.of("a", "b"), service.stored());
    }

    @Test
    void fiveStreamsThatRaceForOneGroupAllArrive() throws Exception {
        var threads = new ArrayList<Thread>();
        var accepted = new AtomicInteger();
        for (int number = 0; number < 5; number++) {
            Map<String, Object> values = values();
            values.put("log_stream_name", "stream-" + number);
            Sender sender = sender(values, CloudWatchDouble.environment());
            String text = "of " + number;
            threads.add(new Thread(() -> {
                try {
                    if (sender.send(List.of(record(text, Duration.ZERO))) instanceof Verdict.Accepted) {
                        accepted.incrementAndGet();
                    }
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(5, accepted.get());
        assertEquals(5, service.stored().size());
    }

    @Test
    void eventsOutOfTheWindowAreRefusedByNameAndTheRestIsStored() throws Exception {
        var accepted = assertInstanceOf(
                Verdict.Accepted.class,
                sender().send(List.of(
                        record("late", Duration.ofDays(14).plusSeconds(1)),
                        record("just", Duration.ofDays(14).minusSeconds(1)))));
        assertEquals(List.of(new Verdict.Refused(0, "older than 14 days")), accepted.refused());
        accepted = assertInstanceOf(
                Verdict.Accepted.class,
                sender().send(List.of(
                        record("now", Duration.ofHours(-2).plusSeconds(1)),
                        record("early", Duration.ofHours(-2).minusSeconds(5)))));
        assertEquals(List.of(new Verdict.Refused(1, "more than 2 hours ahead")), accepted.refused());
        assertEquals(List.of("just", "now"), service.stored());
    }

    @Test
    void whatTheServiceRejectsByIndexIsTakenForTheRecordItMeans() throws Exception {
        server.rules(request -> ServerDouble.answer(
                200, "{\"rejectedLogEventsInfo\":{\"expiredLogEventEndIndex\":1,\"tooNewLogEventStartIndex\":2}}"));
        var accepted = assertInstanceOf(
                Verdict.Accepted.class,
                sender().send(List.of(
                        record("third", Duration.ofSeconds(1)),
                        record("first", Duration.ofSeconds(3)),
                        record("second", Duration.ofSeconds(2)))));
        assertEquals(
                List.of(
                        new Verdict.Refused(0, "too far ahead of the service's clock"),
                        new Verdict.Refused(1, "too old for the log group")),
                accepted.refused());
    }

    @Test
    void aRecordOfMoreThanAMegabyteArrivesInPartsOfSeveralCalls() throws Exception {
        String text = "\u00e9x".repeat(600_000);
        assertInstanceOf(Verdict.Accepted.class, send(text));
        assertEquals(List.of(1, 1), service.puts());
        assertEquals(
                text,
                service.stored().get(0).substring("[1/2] ".length())
                        + service.stored().get(1).substring("[2/2] ".length()));
    }

    @Test
    void batchesOfAHandlerKeepToTheServicesLimits() {
        assertEquals(
                new Limits(1_048_576, 10_000, Duration.ofSeconds(10), Duration.ofHours(24), 0),
                CloudWatchKind.limits(new ShipperSettings("cw", "CloudWatchHandler", values(), temp)));
        Map<String, Object> values = values();
        values.putAll(Map.of("batch_size", 5_000L, "batch_count", 50L, "buffer_duration", 200L));
        assertEquals(
                new Limits(5_000, 50, Duration.ofMillis(200), Duration.ofHours(24), 0),
                CloudWatchKind.limits(new ShipperSettings("cw", "CloudWatchHandler", values, temp)));
    }

    @Test
    void whatIsLoggedOverMoreThanADayGoesInSeveralCalls() throws Exception {
        try (LoggedHouse house = LoggedHouse.start(temp.resolve("logs"), clock)) {
            LoggedHouse.LOG.info("first");
            clock.advance(Duration.ofHours(24));
            LoggedHouse.LOG.info("a day later");
            clock.advance(Duration.ofMillis(5));
            LoggedHouse.LOG.info("more than a day later");
            house.settle();
            Map<String, Object> values = values();
            values.put("aws_access_key_id", "AKIDEXAMPLE");
            values.put("aws_secret_access_key", "x");
            values.put("buffer_duration", 0L);
            Shipper shipper = new CloudWatchKind()
                    .open(new ShipperSettings("cw", "CloudWatchHandler", values, temp), house.place());
            shipper.start();
            await().atMost(Duration.ofSeconds(10)).until(() -> service.stored().size() == 3);
            shipper.close(Duration.ofSeconds(1));
        }
        assertEquals(List.of(2, 1), service.puts());
        assertEquals(List.of("first", "a day later", "more than a day later"), service.stored());
    }

    @Test
    void aGroupThatCannotBeMadeIsNoFaultOfTheRecords() throws Exception {
        server.rules(request -> CloudWatchDouble.error(
                request.headers().getOrDefault("x-amz-target", "").endsWith("PutLogEvents")
                        ? "ResourceNotFoundException"
                        : "InvalidParameterException"));
        assertInstanceOf(Verdict.Denied.class, send("a"));
        server.rules(request -> CloudWatchDouble.error(
                request.headers().getOrDefault("x-amz-target", "").endsWith("PutLogEvents")
                        ? "ResourceNotFoundException"
                        : "LimitExceededException"));
        assertInstanceOf(Verdict.Again.class, send("a"));
    }

    @Test
    void anAnswerThatRepeatsTheSecretKeyOrTheSessionShowsNeither() throws Exception {
        server.rules(request -> ServerDouble.answer(
                403,
                "no wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY "
                        + request.headers().get("x-amz-security-token")));
        var environment = new HashMap<>(CloudWatchDouble.environment());
        environment.put("AWS_SESSION_TOKEN", "IQoJb3JpZ2luX2VjE");
        var denied = assertInstanceOf(
                Verdict.Denied.class, sender(values(), environment).send(List.of(record("a", Duration.ZERO))));
        assertEquals("HTTP 403: no *** ***", denied.why());
    }

    @Test
    void whoGivesCredentialsAndCannotBeReachedIsTriedAgainSoon() throws Exception {
        server.rules(request -> new Response.Reset());
        Sender sender = sender(values(), Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/role"));
        assertInstanceOf(Verdict.Again.class, sender.send(List.of(record("a", Duration.ZERO))));
    }

    @Test
    void throttlingIsNoPoisonAlthoughItIsA400() throws Exception {
        for (String type : List.of("ThrottlingException", "LimitExceededException", "OperationAbortedException")) {
            server.rules(request -> CloudWatchDouble.error(type));
            assertInstanceOf(Verdict.Again.class, send("a"), type);
        }
        server.rules(request -> ServerDouble.answer(503, "{\"__type\":\"ServiceUnavailableException\"}"));
        assertInstanceOf(Verdict.Again.class, send("a"));
        service.poison("bad");
        server.rules(service::answer);
        send("first");
        assertInstanceOf(Verdict.Poisoned.class, send("good", "bad"));
    }

    @Test
    void cutConnectionsAndHalfAnswersAreTriedAgain() throws Exception {
        server.rules(request -> new Response.Reset());
        assertInstanceOf(Verdict.Again.class, send("a"));
        server.rules(request -> new Response.Half());
        assertInstanceOf(Verdict.Again.class, send("a"));
    }

    @Test
    void withoutCredentialsItWaitsAndSaysWhereItLooked() throws Exception {
        Sender sender = sender(values(), Map.of("AWS_EC2_METADATA_DISABLED", "true"));
        var denied = assertInstanceOf(Verdict.Denied.class, sender.send(List.of(record("a", Duration.ZERO))));
        assertTrue(
                denied.why().contains("no AWS credentials") && denied.why().contains("~/.aws/credentials"),
                denied.why());
        server.rules(request -> CloudWatchDouble.error("ExpiredTokenException"));
        assertInstanceOf(Verdict.Denied.class, send("a"));
    }

    @Test
    void credentialsComeFromTheProfileTheContainerOrTheInstance() throws Exception {
        Files.createDirectories(temp.resolve(".aws"));
        Files.writeString(
                temp.resolve(".aws").resolve("credentials"),
                "[default]\naws_access_key_id=WRONG\naws_secret_access_key=x\n[home]\n# mine\naws_access_key_id = AKHOME\naws_secret_access_key = y\n",
                StandardCharsets.UTF_8);
        assertEquals("AKHOME", signer(Map.of("AWS_PROFILE", "home")));
        Files.delete(temp.resolve(".aws").resolve("credentials"));
        server.rules(request -> request.target().equals("/role")
                ? ServerDouble.answer(
                        200,
                        "{\"AccessKeyId\":\"AKCONTAINER\",\"SecretAccessKey\":\"z\",\"Token\":\"t\",\"Expiration\":\"2026-11-21T06:20:00Z\"}")
                : service.answer(request));
        assertEquals("AKCONTAINER", signer(Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/role")));
        server.rules(request -> switch (request.target()) {
            case "/latest/api/token" -> ServerDouble.answer(200, "imds-token");
            case "/latest/meta-data/iam/security-credentials/" -> ServerDouble.answer(200, "gateway-role");
            case "/latest/meta-data/iam/security-credentials/gateway-role" ->
                "imds-token".equals(request.headers().get("x-aws-ec2-metadata-token"))
                        ? ServerDouble.answer(
                                200, "{\"AccessKeyId\":\"AKINSTANCE\",\"SecretAccessKey\":\"z\",\"Token\":\"t\"}")
                        : ServerDouble.answer(401, "");
            default -> service.answer(request);
        });
        assertEquals("AKINSTANCE", signer(Map.of()));
    }

    private String signer(Map<String, String> environment) throws InterruptedException {
        sender(values(), environment).send(List.of(record("a", Duration.ZERO)));
        String authorization =
                server.requests().get(server.requests().size() - 1).headers().getOrDefault("authorization", "");
        return authorization.replaceAll(".*Credential=([^/]*)/.*", "$1");
    }

    @Test
    void temporaryCredentialsAreRenewedBeforeTheyEnd() throws Exception {
        var asked = new AtomicInteger();
        server.rules(request -> request.target().equals("/role")
                ? ServerDouble.answer(
                        200,
                        "{\"AccessKeyId\":\"AK" + asked.incrementAndGet()
                                + "\",\"SecretAccessKey\":\"z\",\"Expiration\":\""
                                + clock.instant().plusSeconds(3_600) + "\"}")
                : service.answer(request));
        Sender sender = sender(values(), Map.of("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.uri() + "/role"));
        sender.send(List.of(record("a", Duration.ZERO)));
        sender.send(List.of(record("b", Duration.ZERO)));
        assertEquals(1, asked.get());
        clock.advance(Duration.ofMinutes(56));
        sender.send(List.of(record("c", Duration.ZERO)));
        assertEquals(2, asked.get());
    }

    @Test
    void aWrongClockIsCorrectedByTheServices() throws Exception {
        var requests = new AtomicInteger();
        server.rules(request -> requests.incrementAndGet() == 1
                ? new Response.Answer(
                        400, "Date: Sat, 21 Nov 2026 06:20:00 GMT", "{\"__type\":\"RequestTimeTooSkewed\"}")
                : service.answer(request));
        Sender sender = sender();
        var again = assertInstanceOf(Verdict.Again.class, sender.send(List.of(record("a", Duration.ZERO))));
        assertTrue(again.why().contains("3600 s"), again.why());
        sender.send(List.of(record("a", Duration.ZERO)));
        assertTrue(server.requests()
                .get(1)
                .headers()
                .getOrDefault("x-amz-date", "")
                .startsWith("20261121T0620"));
    }

    @Test
    void checkWarnsOfBatchesTooSmallForTheServicesRate() {
        var found = new ArrayList<String>();
        Map<String, Object> values = values();
        values.put("batch_count", 10L);
        check(values, found);
        assertEquals(1, found.size());
        assertTrue(found.get(0).startsWith("warning batch_count batches of 10 records"), found::toString);
        found.clear();
        values.put("batch_count", 10_001L);
        values.put("batch_size", 1_048_577L);
        values.remove("log_group_name");
        values.put("log_stream_name", "a:b");
        values.put("aws_access_key_id", "AK");
        check(values, found);
        assertEquals(5, found.size(), found::toString);
        assertFalse(found.toString().contains("warning"), found::toString);
    }

    private void check(Map<String, Object> values, List<String> found) {
        new CloudWatchKind()
                .check(new ShipperSettings("cw", "CloudWatchHandler", values, temp), new ShipperKind.Findings() {
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
    void theUsualEndpointIsTheRegions() {
        Map<String, Object> values = values();
        values.remove("endpoint");
        assertEquals(
                "CloudWatch eu-west-1 house/attic", sender(values, Map.of()).destination());
        assertEquals(URI.create("http://127.0.0.1:" + server.uri().getPort()), server.uri());
    }
}

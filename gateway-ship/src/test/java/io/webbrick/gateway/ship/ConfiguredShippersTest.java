package io.webbrick.gateway.ship;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfigReport;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.health.ShipperStatus;
import io.webbrick.gateway.ship.testing.ServerDouble;
import io.webbrick.gateway.ship.testing.ServerDouble.Request;
import io.webbrick.gateway.ship.testing.ServerDouble.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shippers as a configuration makes them, in the real logging, against a server on a socket. */
class ConfiguredShippersTest {
    private static final Logger LOG = LoggerFactory.getLogger("house.boiler");
    private static final Pattern BODY = Pattern.compile("\"body\":\\{\"stringValue\":\"([^\"]*)\"");

    @TempDir
    Path temp;

    private ServerDouble server;
    private @Nullable GatewayLogging started;

    @BeforeEach
    void begin() throws IOException {
        server = ServerDouble.start(request -> ServerDouble.answer(200, "{}"));
    }

    @AfterEach
    void end() throws IOException {
        GatewayLogging open = started;
        if (open != null) {
            open.close();
        }
        server.close();
    }

    private Path config(String handlers, String loggers) throws IOException {
        Path file = temp.resolve("log.cfg");
        String text = """
                [DEFAULT]
                logRoot='%s'
                [logging]
                [[formatters]]
                [[[short]]]
                format='*(levelname)s *(message)s'
                [[handlers]]
                %s
                [[loggers]]
                %s
                """.formatted(temp.resolve("logs").toString().replace('\\', '/'), handlers, loggers);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return file;
    }

    private String collector(String more) {
        return """
                [[[collector]]]
                class='OtlpHandler'
                endpoint='%s'
                buffer_duration=100
                level='INFO'
                formatter='short'
                %s
                """.formatted(server.uri(), more);
    }

    private static String fed(String logger) {
        return """
                [[[%s]]]
                qualname='%s'
                level='DEBUG'
                handlers=['collector']
                """.formatted(logger.isEmpty() ? "root" : logger, logger);
    }

    private void start(String handlers, String loggers) throws Exception {
        started = GatewayLogging.start(
                LoggingOptions.of(List.of(config(handlers, loggers))).ofGateway("gw-7"));
    }

    private List<String> bodies() {
        var bodies = new ArrayList<String>();
        for (Request request : server.requests()) {
            Matcher body = BODY.matcher(request.text());
            while (body.find()) {
                bodies.add(body.group(1));
            }
        }
        return bodies;
    }

    private GatewayLogging logging() {
        return Objects.requireNonNull(started);
    }

    private ShipperStatus status() {
        return logging().status().shippers().get(0);
    }

    private ConfigReport check(String handlers, String loggers) throws IOException {
        return GatewayLogging.check(LoggingOptions.of(List.of(config(handlers, loggers))));
    }

    @Test
    void aHandlerOnAnyLoggerDeliversItsRecordsInTheHandlersFormat() throws Exception {
        start(collector(""), fed("house"));
        LOG.debug("below the level");
        LOG.info("boiler on");
        LOG.warn("boiler hot");
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().size() == 2);
        assertEquals(List.of("INFO boiler on", "WARNING boiler hot"), bodies());
        String text = server.requests().get(0).text();
        assertTrue(text.contains("\"name\":\"house.boiler\"") && text.contains("gw-7/ship%2Fcollector/"), text);
        await().until(() -> status().state().equals("idle"));
        assertEquals(2, status().sent());
        assertNull(status().lastError());
        assertEquals("http://127.0.0.1:" + server.uri().getPort() + "/v1/logs", status().destination());
    }

    @Test
    void anExistingStreamIsDeliveredLineByLine() throws Exception {
        start(collector("ships='Debug'"), "");
        LOG.error("gas");
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().stream().anyMatch(line -> line.contains("gas")));
        assertTrue(
                bodies().stream().anyMatch(line -> line.matches("20\\S+ ERROR house.boiler gas")), bodies()::toString);
    }

    @Test
    void whenTheHouseIsQuietNothingIsAskedEvenWithEverythingDelivered() throws Exception {
        start(collector("collects='all'"), fed(""));
        server.rules(request ->
                server.requests().size() < 3 ? ServerDouble.answer(503, "") : ServerDouble.answer(200, "{}"));
        LOG.info("last words");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bodies().stream().anyMatch(line -> line.contains("last words"))
                        && status().state().equals("idle"));
        int before = server.requests().size();
        await().during(Duration.ofMillis(800))
                .atMost(Duration.ofSeconds(3))
                .until(() -> server.requests().size() == before);
    }

    @Test
    void aHouseThatDeliversItsDebugStreamWithEverythingInItComesToRest() throws Exception {
        server.rules(request ->
                server.requests().size() < 3 ? ServerDouble.answer(503, "") : ServerDouble.answer(200, "{}"));
        start(
                collector("ships='Debug'") + "[[[Debug]]]\nfilename='debug.log'\ncollects='all'\nlevel='DEBUG'\n",
                "[[[root]]]\nlevel='DEBUG'\n");
        LOG.debug("last words");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bodies().stream().anyMatch(line -> line.contains("delivers to"))
                        && status().state().equals("idle"));
        int before = server.requests().size();
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(3))
                .until(() -> server.requests().size() == before);
        assertEquals(
                1,
                bodies().stream()
                        .distinct()
                        .filter(line -> line.contains("cannot deliver"))
                        .count());
    }

    @Test
    void aReloadBeginsEndsAndChangesShippersAndLosesNothing() throws Exception {
        start(collector(""), fed("house"));
        LOG.info("one");
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().size() == 1);
        config(collector("service_name='other'"), fed("house"));
        assertTrue(logging().reload().usable());
        LOG.info("two");
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().size() == 2);
        assertTrue(server.requests().get(1).text().contains("\"other\""));
        config("", "");
        assertTrue(logging().reload().usable());
        assertEquals(List.of(), logging().status().shippers());
        LOG.info("to nobody");
        config(collector(""), fed("house"));
        assertTrue(logging().reload().usable());
        LOG.info("three");
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().size() == 3);
        assertEquals(List.of("INFO one", "INFO two", "INFO three"), bodies());
    }

    @Test
    void anOutageIsToldOnceAndSeenInTheStatus() throws Exception {
        server.rules(request -> ServerDouble.answer(500, "broken"));
        start(collector(""), fed("house"));
        LOG.info("waits");
        await().atMost(Duration.ofSeconds(10)).until(() -> status().requests() >= 2);
        assertEquals("failing", status().state());
        assertEquals("HTTP 500: broken", status().lastError());
        assertTrue(logging()
                .status()
                .problems()
                .get(0)
                .startsWith("shipper collector cannot deliver to http://127.0.0.1"));
        logging().flush(5_000);
        String error = Files.readString(temp.resolve("logs").resolve("error.log"), StandardCharsets.UTF_8);
        assertEquals(
                1,
                error.lines().filter(line -> line.contains("shipper collector")).count(),
                error);
    }

    @Test
    void aSilentHandlerSaysInTheStatusAloneThatItFails() throws Exception {
        server.rules(request -> ServerDouble.answer(500, "broken"));
        start(collector("fail_silent=True"), fed("house"));
        LOG.info("waits");
        await().atMost(Duration.ofSeconds(10)).until(() -> status().requests() >= 2);
        assertEquals("HTTP 500: broken", status().lastError());
        assertTrue(logging().flush(5_000));
        for (String file : List.of("error.log", "debug.log")) {
            assertFalse(read(temp.resolve("logs").resolve(file)).contains("shipper collector"), file);
        }
    }

    @Test
    void aBlackHoleDelaysNeitherCallsNorTheEnd() throws Exception {
        server.rules(request -> new Response.Stall());
        start(collector(""), fed("house"));
        LOG.info("first");
        await().atMost(Duration.ofSeconds(10)).until(() -> !server.requests().isEmpty());
        var caller = new Thread(() -> IntStream.range(0, 2_000).forEach(number -> LOG.info("number {}", number)));
        caller.setDaemon(true);
        caller.start();
        caller.join(10_000);
        assertFalse(caller.isAlive(), "calls wait for an answer that never comes");
        assertEquals(0, status().sent());
        long begun = System.nanoTime();
        logging().close();
        assertTrue(System.nanoTime() - begun < 2_000_000_000L, "closing took longer than two seconds");
        server.rules(request -> ServerDouble.answer(200, "{}"));
        int before = bodies().size();
        start(collector(""), fed("house"));
        await().atMost(Duration.ofSeconds(10)).until(() -> bodies().size() - before >= 2_001);
        assertEquals("INFO first", bodies().get(before));
        assertEquals("INFO number 1999", bodies().get(bodies().size() - 1));
    }

    @Test
    void aStopTakesItsTimeToHandOverLogsThatLieInMemory() throws Exception {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(memory), "no file system in memory");
        Path logs = Files.createTempDirectory(memory, "shipped");
        try {
            server.rules(request -> {
                LockSupport.parkNanos(150_000_000);
                return ServerDouble.answer(200, "{}");
            });
            Path file = config(collector("batch_count=1"), fed("house"));
            String text = Files.readString(file, StandardCharsets.UTF_8);
            Files.writeString(
                    file, text.replace(temp.resolve("logs").toString(), logs.toString()), StandardCharsets.UTF_8);
            started = GatewayLogging.start(LoggingOptions.of(List.of(file)));
            for (int number = 0; number < 6; number++) {
                LOG.info("number {}", number);
            }
            logging().close();
            assertEquals("INFO number 5", bodies().get(5));
        } finally {
            try (Stream<Path> all = Files.walk(logs)) {
                for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    @Test
    void noSecretIsShownAnywhere() throws Exception {
        String secret = "s3cr3t-Bearer-77";
        Files.writeString(temp.resolve("key"), secret, StandardCharsets.UTF_8);
        String inline = collector("token='" + secret + "'\nheaders={'X-Key': '" + secret + "'}");
        ConfigReport report = check(inline, fed("house"));
        assertTrue(report.usable(), report.problems()::toString);
        assertTrue(report.effectiveJson().contains("\"token\" : \"***\""), report.effectiveJson());
        assertTrue(
                report.problems().get(0).contains("token stands in the configuration itself"),
                report.problems()::toString);
        for (String broken : List.of(
                "token=" + secret,
                "token='" + secret,
                "token " + secret,
                "api_key=" + secret + " x",
                "token=['" + secret + "']")) {
            ConfigReport wrong = check(collector(broken), fed("house"));
            assertFalse(
                    (wrong.problems() + wrong.effectiveJson()).contains("Bearer-77"),
                    () -> wrong.problems().toString());
        }
        server.rules(request -> ServerDouble.answer(401, "no"));
        start(collector("token_file='key'"), fed("house"));
        LOG.info("hello");
        await().atMost(Duration.ofSeconds(10)).until(() -> status().state().equals("failing"));
        assertEquals("Bearer " + secret, server.requests().get(0).headers().get("authorization"));
        assertFalse(logging().status().toString().contains(secret));
        logging().close();
        try (Stream<Path> files = Files.walk(temp.resolve("logs"))) {
            String all = files.filter(Files::isRegularFile)
                    .map(ConfiguredShippersTest::read)
                    .collect(Collectors.joining());
            assertTrue(all.contains("hello"));
            assertFalse(all.contains(secret));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }

    @Test
    void checkSaysWhatIsWrongAndWhere() throws Exception {
        assertTrue(check("[[[c]]]\nclass='OtlpHandler'", fed("house").replace("collector", "c"))
                .problems()
                .toString()
                .contains("no endpoint; add endpoint="));
        assertProblem("endpoint holds a password", collector("").replace("http://", "http://me:pw@"));
        assertProblem("compression is 'gzip' or 'none'", collector("compression='zip'"));
        assertProblem("buffer_duration is a whole number", collector("").replace("=100", "='soon'"));
        assertProblem("which is no stream with a file; one of", collector("ships='Screen'"));
        assertProblem("key \"endpiont\" means nothing to a OtlpHandler", collector("endpiont='x'"));
        assertProblem("spool is a size", collector("spool='1kB'"));
        String both =
                check(collector("ships='EventLog'"), fed("house")).problems().toString();
        assertTrue(both.contains("stands in a logger's handlers as well"), both);
    }

    private void assertProblem(String expected, String handlers) throws IOException {
        String problems = check(handlers, handlers.contains("ships") ? "" : fed("house"))
                .problems()
                .toString();
        assertTrue(problems.contains(expected), problems);
        assertFalse(problems.contains("pw@"), problems);
    }

    @Test
    void otherSystemsNamesAndWaysOfWritingAreUnderstood() throws Exception {
        ConfigReport camel = check(collector("serviceName='x'\nbatchCount=5\nfailSilent=True"), fed("house"));
        assertEquals(List.of(), camel.problems());
        ConfigReport args = check(
                "[[[collector]]]\nclass='handlers.OtlpHandler'\nargs=\"('" + server.uri() + "',)\"", fed("house"));
        assertEquals(List.of(), args.problems());
    }

    @Test
    void twoHandlersWhoseFilesWouldBeOneAreToldApart() throws Exception {
        String second = collector("ships='Error'").replace("[[[collector]]]", "[[[Collector]]]");
        String problems =
                check(collector("ships='Error'") + second, "").problems().toString();
        assertTrue(problems.contains("would keep their places in one file"), problems);
    }

    @Test
    void aSilentHandlerIsWarnedOfWhereAFileTakesOnlyMoreSeriousRecords() throws Exception {
        String debug = "[[[Debug]]]\nfilename='debug.log'\ncollects='all'\nlevel='WARNING'\n";
        String problems = check(collector("fail_silent=True") + debug, fed("house"))
                .problems()
                .toString();
        assertTrue(problems.contains("fails silently"), problems);
        problems = check(collector("fail_silent=True") + debug.replace("WARNING", "INFO"), fed("house"))
                .problems()
                .toString();
        assertFalse(problems.contains("fails silently"), problems);
    }

    @Test
    void aSilentHandlerIsWarnedOfWhereNoFileHasTheSameRecords() throws Exception {
        String silent = collector("fail_silent=True");
        String alone = """
                [[[Debug]]]
                filename='debug.log'
                collects='own'
                level='ERROR'
                [[[Error]]]
                filename='error.log'
                level='ERROR'
                """;
        String problems =
                check(silent + alone, fed("house") + "propagate=0").problems().toString();
        assertTrue(problems.contains("fails silently, and no other handler with a file"), problems);
        String both = check(
                        silent + alone.replace("ERROR", "INFO"),
                        fed("house").replace("['collector']", "['collector', 'Debug']"))
                .problems()
                .toString();
        assertFalse(both.contains("fails silently"), both);
    }
}

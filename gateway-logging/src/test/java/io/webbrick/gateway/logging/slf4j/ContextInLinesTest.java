package io.webbrick.gateway.logging.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The diagnostic context from the call site to a line whose format shows it, by whichever way it was logged. */
class ContextInLinesTest {
    private static final String CONFIGURATION = """
            [logging]
            [[formatters]]
            [[[context]]]
            format='*(message)s [*(mdc)s] user=*(user)s'
            [[handlers]]
            [[[Debug]]]
            filename='debug.log'
            formatter='context'
            [[loggers]]
            [[[root]]]
            handlers=['Debug']
            [[[home]]]
            qualname='home'
            handlers=['Debug']
            propagate=0
            """;

    private final Logger log = LoggerFactory.getLogger("home.door");

    @TempDir
    Path directory;

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void everyWayOfLoggingCarriesTheContextOfItsThread() throws Exception {
        List<String> lines = lines(() -> {
            log.info("before");
            MDC.put("user", "anna");
            MDC.put("request", "7");
            log.info("plain");
            log.info("one {}", 1);
            log.info("two {} {}", 1, 2);
            log.info("three {} {} {}", 1, 2, 3);
            log.atInfo().addKeyValue("k", "v").log("fluent");
            MDC.remove("user");
            log.info("after");
        });
        String context = " [user=anna request=7] user=anna";
        assertEquals(
                List.of(
                        "before [] user=",
                        "plain" + context,
                        "one 1" + context,
                        "two 1 2" + context,
                        "three 1 2 3" + context,
                        "fluent k=v" + context,
                        "after [request=7] user="),
                lines);
    }

    @Test
    void anotherThreadHasAContextOfItsOwn() throws Exception {
        List<String> lines = lines(() -> {
            MDC.put("user", "anna");
            var other = new Thread(() -> log.info("other"));
            other.start();
            other.join();
            log.info("mine");
        });
        assertEquals(List.of("other [] user=", "mine [user=anna] user=anna"), lines);
    }

    /** What a test does to the log. */
    private interface Calls {
        void make() throws Exception;
    }

    private List<String> lines(Calls calls) throws Exception {
        Path file = directory.resolve("log.cfg");
        Files.writeString(file, CONFIGURATION, StandardCharsets.UTF_8);
        Path logs = directory.resolve("logs");
        var options =
                new LoggingOptions(List.of(file), logs, ZoneId.of("UTC"), directory, true, InstantSource.system());
        GatewayLogging logging = GatewayLogging.start(options);
        try {
            calls.make();
        } finally {
            logging.close();
        }
        return Files.readAllLines(logs.resolve("debug.log"), StandardCharsets.UTF_8);
    }
}

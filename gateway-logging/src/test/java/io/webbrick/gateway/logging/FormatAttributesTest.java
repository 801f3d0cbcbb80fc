package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What formats can show of a record, through a whole logging. */
final class FormatAttributesTest {
    private static final Path SHIPPED = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
    private static final int INFO = Level.INFO.number();

    @TempDir
    Path directory;

    private @Nullable GatewayLogging logging;

    @AfterEach
    void stop() {
        if (logging != null) {
            logging.close();
        }
    }

    /** Lines of a file of its own for one logger, in this format. */
    private GatewayLogging start(String logger, String... formatter) throws Exception {
        Path own = directory.resolve("prod.cfg");
        Files.writeString(
                own,
                "[logging]\n[[formatters]]\n[[[mine]]]\n" + String.join("\n", formatter)
                        + "\n[[handlers]]\n[[[Mine]]]\nfilename='mine.log'\nformatter='mine'\n"
                        + "[[loggers]]\n[[[mine]]]\nqualname='" + logger + "'\nhandlers=['Mine']\n");
        logging = GatewayLogging.start(new LoggingOptions(
                List.of(SHIPPED, own),
                directory.resolve("logs"),
                ZoneId.of("UTC"),
                directory,
                true,
                ManualClock.at("2026-11-21T05:20:00.123Z")));
        return logging;
    }

    private List<String> lines() throws IOException {
        assertTrue(logging != null && logging.flush(5_000));
        return Files.readAllLines(directory.resolve("logs").resolve("mine.log"));
    }

    @Test
    void aPayloadsValuesAreShownByName() throws Exception {
        GatewayLogging house =
                start("EventLog.temperature", "format='*(asctime)s,*(source)s,*(val)s'", "datefmt='iso'");
        house.journal("EventLog.temperature")
                .append(
                        Level.INFO,
                        1_795_238_400_123L,
                        "temperature,temperature/outside,{\"name\":\"Outside\",\"val\":11.4}");
        assertEquals(List.of("2026-11-21T05:20:00.123+00:00,temperature/outside,11.4"), lines());
        assertEquals(0, house.status().missingAttributes());
    }

    @Test
    void whatAnEventLacksIsEmptyAndCountedAndTheLineKept() throws Exception {
        GatewayLogging house = start("EventLog.t", "format='*(type)s|*(source)s|*(payload)s|*(val)s|*(note)s'");
        for (String line : List.of(
                "t,s",
                "t,s,[1,2]",
                "t,s,{}",
                "t,\"a,b\",{\"x\":{\"val\":1},\"val\":\"a \\\"b\\\" c\",\"note\":[1,{\"a\":2}]}",
                "t,s,{\"val\":-1.5e3,\"note\":null}")) {
            house.journal("EventLog.t").append(Level.INFO, 0, line);
        }
        assertEquals(
                List.of(
                        "t|s|||",
                        "t|s|[1,2]||",
                        "t|s|{}||",
                        "t|a,b|{\"x\":{\"val\":1},\"val\":\"a \\\"b\\\" c\",\"note\":[1,{\"a\":2}]}|a \\\"b\\\" c|[1,{\"a\":2}]",
                        "t|s|{\"val\":-1.5e3,\"note\":null}|-1.5e3|null"),
                lines());
        assertEquals(7, house.status().missingAttributes(), "payload of the first, val and note of three");
        assertEquals(0, house.status().lost());
    }

    @Test
    void defaultsAreShownForWhatARecordLacksAndCountNothing() throws Exception {
        GatewayLogging house = start(
                "mine",
                "format='*(room)s *(floor)3d *(who)s *(message)s'",
                "defaults={'room': 'none', 'floor': 0, 'message': 'x'}");
        LogHandle handle = GatewayLogging.handle("mine");
        handle.log(INFO, "first");
        handle.log(INFO, "second", null, 0, null, new Object[] {"room", "attic"}, Map.of("floor", "2", "who", "me"));
        assertEquals(List.of("none   0  first", "attic   2 me second room=attic"), lines());
        assertEquals(1, house.status().missingAttributes(), "who");
    }

    @Test
    void thePlaceOfTheCallIsThatOfTheCaller() throws Exception {
        start("mine", "format='*(filename)s *(pathname)s *(module)s *(funcName)s *(lineno)d'");
        GatewayLogging.handle("mine").log(INFO, "here");
        org.slf4j.LoggerFactory.getLogger("mine").info("there {}", 1);
        int line = Integer.parseInt(lines().get(0).replaceAll(".* ", ""));
        assertTrue(line > 100, () -> "line " + line);
        String place = "FormatAttributesTest.java io/webbrick/gateway/logging/FormatAttributesTest.java"
                + " FormatAttributesTest thePlaceOfTheCallIsThatOfTheCaller ";
        assertEquals(List.of(place + line, place + (line + 1)), lines());
    }

    @Test
    void threadTemplateAndTimeSinceTheStartAreShown() throws Exception {
        start("mine", "format='*(thread)d *(threadName)s *(msg)s|*(message)s|*(relativeCreated)d'");
        GatewayLogging.handle("mine").log(INFO, "boiler on, {} degrees", 61.5);
        Thread here = Thread.currentThread();
        String line = lines().get(0);
        assertTrue(
                line.startsWith(
                        here.getId() + " " + here.getName() + " boiler on, {} degrees|boiler on, 61.5 degrees|"),
                line);
        assertTrue(line.matches(".*\\|[0-9]+"), line);
    }

    @Test
    void timeLevelLoggerAndProcessAreShown() throws Exception {
        GatewayLogging house = start(
                "mine",
                "format='*(asctime)s *(created)s *(msecs)03d *(levelname)s *(levelno)d *(name)s *(process)d'",
                "datefmt='iso'");
        GatewayLogging.handle("mine").log(Level.WARNING.number(), "text");
        assertEquals(
                List.of("2026-11-21T05:20:00.123+00:00 1795238400.123 123 WARNING 30 mine "
                        + ProcessHandle.current().pid()),
                lines());
        assertEquals(List.of(), house.status().configurationProblems());
    }

    @Test
    void whatPythonHasAndSaysNothingHereIsAWarningAndPrintsNothing() throws Exception {
        GatewayLogging house = start(
                "mine",
                "format='*(args)s*(exc_info)s*(exc_text)s*(processName)s*(stack_info)s*(taskName)s*(message)s'");
        GatewayLogging.handle("mine").log(INFO, "text");
        assertEquals(List.of("text"), lines());
        assertEquals(0, house.status().missingAttributes());
        assertEquals(6, house.status().configurationProblems().size());
        assertTrue(house.status().configurationProblems().get(0).endsWith("has no meaning here and prints nothing"));
    }

    @Test
    void aConfiguredNameThatIsNearlyAnotherIsNamedInTheStatus() throws Exception {
        GatewayLogging house = start("com.example.Heating", "format='*(message)s'");
        assertEquals(List.of(), house.status().doubtfulLoggers());
        GatewayLogging.handle("com.example.heating");
        assertEquals(
                List.of("nothing has logged as com.example.Heating, which is configured, but as com.example.heating"),
                house.status().doubtfulLoggers());
        GatewayLogging.handle("com.example.Heating");
        assertEquals(List.of(), house.status().doubtfulLoggers());
    }
}

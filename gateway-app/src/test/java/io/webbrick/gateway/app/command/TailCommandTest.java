package io.webbrick.gateway.app.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TailCommandTest {
    private static final String ONE = "2026-11-21T05:20:00.000+00:00 INFO     [main] a.B: one";
    private static final String TWO = "2026-11-21T05:20:01.000+00:00 ERROR    [main] a.B: two";
    private static final String TRACE = "\tat a.B.c(B.java:1)";
    private static final String THREE = "2026-11-21T05:20:02.000+00:00 DEBUG    [main] a.B: three, no ERROR";

    @TempDir
    Path home;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(home.resolve("debug.log.1"), ONE + "\n", StandardCharsets.UTF_8);
        Files.writeString(home.resolve("debug.log"), TWO + "\n" + TRACE + "\n" + THREE + "\n", StandardCharsets.UTF_8);
    }

    @Test
    void showsWholeRecordsAcrossFiles() {
        assertEquals(List.of(ONE, TWO, TRACE, THREE), tail().lines());
    }

    @Test
    void showsTheLastOnes() {
        assertEquals(List.of(TWO, TRACE, THREE), tail("-n", "2").lines());
        assertEquals(List.of(), tail("-n", "0").lines());
    }

    @Test
    void choosesByLevel() {
        assertEquals(List.of(TWO, TRACE), tail("--level", "warning").lines());
        assertEquals(List.of(ONE, TWO, TRACE), tail("--level", "INFO").lines());
    }

    @Test
    void choosesByExpressions() {
        assertEquals(List.of(TWO, TRACE), tail("--grep", "B\\.java").lines());
        assertEquals(List.of(ONE, THREE), tail("--not", "two").lines());
        assertEquals(List.of(THREE), tail("--grep", "ERROR", "--not", "two").lines());
    }

    @Test
    void namesTheStreamThatIsNotThere() {
        Harness.Answer answer = new Harness(home).run("tail", "Nonsense", "--logs", home.toString());
        assertEquals(1, answer.status());
        assertTrue(answer.err().contains("Nonsense.log"), answer::err);
    }

    private List<String> numbers(Path logs, Path cursor) {
        Harness.Answer answer = new Harness(home)
                .run("tail", "EventLog", "--logs", logs.toString(), "--cursor-file", cursor.toString(), "-n", "2");
        assertEquals(0, answer.status(), answer::err);
        return answer.lines().stream()
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    private static void log(Path logs, int from, int to) throws IOException, ConfigurationException {
        try (GatewayLogging logging = GatewayLogging.start(
                new LoggingOptions(List.of(), logs, ZoneOffset.UTC, null, false, InstantSource.system()))) {
            for (int number = from; number <= to; number++) {
                logging.journal("EventLog.t").append(Level.INFO, number, "t,s," + number);
            }
        }
    }

    @Test
    void goesOnBehindThePositionThatItKept() throws IOException, ConfigurationException {
        Path logs = Files.createDirectory(home.resolve("logs"));
        Path cursor = home.resolve("cursor");
        log(logs, 1, 3);
        assertEquals(List.of("2", "3"), numbers(logs, cursor));
        assertEquals(List.of(), numbers(logs, cursor));
        log(logs, 4, 8);
        assertEquals(List.of("4", "5", "6", "7", "8"), numbers(logs, cursor));
        assertTrue(Files.readString(cursor).startsWith("EventLog/"), Files.readString(cursor));
        Files.writeString(cursor, "nonsense");
        Harness.Answer answer = new Harness(home)
                .run("tail", "EventLog", "--logs", logs.toString(), "--cursor-file", cursor.toString());
        assertEquals(2, answer.status());
        assertTrue(answer.err().contains("'nonsense', which is no position"), answer::err);
    }

    private Harness.Answer tail(String... more) {
        var args = new java.util.ArrayList<>(List.of("tail", "Debug", "--logs", home.toString()));
        args.addAll(List.of(more));
        Harness.Answer answer = new Harness(home).run(args.toArray(String[]::new));
        assertEquals(0, answer.status(), answer::err);
        return answer;
    }
}

package io.webbrick.gateway.logging.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.CharBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.spi.LoggingEventAware;

/** The provider in front of the real engine: what a call site says and what is written. */
class GatewayLoggerTest {
    private static final Marker CRITICAL = MarkerFactory.getMarker("CRITICAL");
    private static final Marker AUDIT = MarkerFactory.getMarker("AUDIT");

    private CapturedConsole console = new CapturedConsole(Level.TRACE);
    private final Logger log = LoggerFactory.getLogger("house");

    @AfterEach
    void close() {
        console.close();
    }

    private void restart(Level level) {
        console.close();
        console = new CapturedConsole(level);
    }

    @Test
    void writesEachLevelUnderOurName() {
        log.trace("a");
        log.debug("b");
        log.info("c");
        log.warn("d");
        log.error("e");
        assertEquals(
                List.of("TRACE house a", "DEBUG house b", "INFO house c", "WARNING house d", "ERROR house e"),
                console.lines());
    }

    @Test
    void answersForTheLowestLevelThatAnybodyTakes() {
        restart(Level.WARNING);
        assertFalse(log.isTraceEnabled() || log.isDebugEnabled() || log.isInfoEnabled());
        assertTrue(log.isWarnEnabled() && log.isErrorEnabled());
        log.info("not taken");
        log.info("not {}", "taken");
        log.info("not {} {}", "taken", "either");
        log.info("not {} {} {}", 1, 2, 3);
        log.info("not taken", new IOException("x"));
        log.warn("taken");
        assertEquals(List.of("WARNING house taken"), console.lines());
    }

    static Stream<Arguments> templates() {
        return Stream.of(
                Arguments.of("{} and {}", new Object[] {1, "two"}, "1 and two"),
                Arguments.of("{} {} {}", new Object[] {1, 2, 3}, "1 2 3"),
                Arguments.of("{} {}", new Object[] {1}, "1 {}"),
                Arguments.of("{}", new Object[] {1, 2, 3}, "1"),
                Arguments.of("no place", new Object[] {1, 2, 3}, "no place"),
                Arguments.of("\\{} {}", new Object[] {1, 2, 3}, "{} 1"),
                Arguments.of("{}", new Object[] {null, 2, 3}, "null"),
                Arguments.of("{}", new Object[] {new int[] {1, 2}, 2, 3}, "[1, 2]"),
                Arguments.of("{}", new Object[] {new String[][] {{"a"}, {"b", null}}, 2, 3}, "[[a], [b, null]]"),
                Arguments.of("{}{}{}{}", new Object[] {"a", true, 'c', 1.5}, "atruec1.5"));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void fillsPlacesAsSlf4jDoes(String template, Object[] args, String expected) {
        log.info(template, args);
        assertEquals(List.of("INFO house " + expected), console.lines());
    }

    @Test
    void aThrowableInTheLastPlaceIsTheRecordsException() {
        var cause = new IOException("disk gone");
        log.error("plain", cause);
        log.error("one {}", (Object) cause);
        log.error("two {} {}", "a", cause);
        log.error("three {} {} {}", "a", "b", cause);
        List<String> lines = console.lines();
        assertEquals(
                List.of("ERROR house plain", "ERROR house one {}", "ERROR house two a {}", "ERROR house three a b {}"),
                lines.stream().filter(line -> !line.startsWith("\t")).toList());
        assertEquals(
                4,
                lines.stream()
                        .filter(line -> line.contains("java.io.IOException: disk gone"))
                        .count());
    }

    @Test
    void aThrowableInAnotherPlaceIsAnArgument() {
        log.error("{} then {}", new IOException("first"), "second");
        assertEquals(List.of("ERROR house java.io.IOException: first then second"), console.lines());
    }

    @Test
    void nullsAreWritten() {
        log.info((String) null);
        log.info("{}", (Object) null);
        log.info("{} {}", null, null);
        log.info("{}", (Object[]) null);
        log.info("text", (Throwable) null);
        log.info((Marker) null, "text");
        assertEquals(
                List.of(
                        "INFO house null",
                        "INFO house null",
                        "INFO house null null",
                        "INFO house {}",
                        "INFO house text",
                        "INFO house text"),
                console.lines());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRITICAL", "FATAL"})
    void aMarkerRaisesAnyRecordToCritical(String name) {
        Marker marker = MarkerFactory.getMarker(name);
        log.trace(marker, "a");
        log.debug(marker, "b {}", 1);
        log.info(marker, "c {} {}", 1, 2);
        log.warn(marker, "d {} {} {}", 1, 2, 3);
        log.error(marker, "e", (Throwable) null);
        assertEquals(
                List.of(
                        "CRITICAL house a",
                        "CRITICAL house b 1",
                        "CRITICAL house c 1 2",
                        "CRITICAL house d 1 2 3",
                        "CRITICAL house e"),
                console.lines());
    }

    @Test
    void aRaisedRecordIsTakenWhereItsMethodsLevelIsNot() {
        restart(Level.CRITICAL);
        assertTrue(log.isDebugEnabled(CRITICAL));
        assertFalse(log.isErrorEnabled(AUDIT));
        log.debug(CRITICAL, "raised");
        log.error(AUDIT, "not raised");
        assertEquals(List.of("CRITICAL house raised"), console.lines());
    }

    @Test
    void anotherMarkerIsAKeyValue() {
        log.info(AUDIT, "door {}", "open");
        assertEquals(List.of("INFO house door open marker=AUDIT"), console.lines());
    }

    @Test
    void argumentsThatThrowBecomeText() {
        log.info("before {} after", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("never to be shown");
            }
        });
        log.info("next");
        List<String> lines = console.lines();
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.get(0).startsWith("INFO house before [FAILED toString()"), lines::toString);
        assertTrue(lines.get(0).endsWith("] after"), lines::toString);
    }

    @Test
    void anArgumentThatLogsWritesBothRecords() {
        log.info("outer {}", new Object() {
            @Override
            public String toString() {
                log.info("inner");
                return "argument";
            }
        });
        assertEquals(List.of("INFO house inner", "INFO house outer argument"), console.lines());
    }

    @Test
    void aCallWithTwoArgumentsAllocatesNothing() {
        assertAllocatesNothing(() -> log.info("event {} from {}", "temperature", "temperature/outside"));
    }

    static Stream<Object> values() {
        return Stream.of(
                "text",
                7,
                Long.MIN_VALUE,
                21.5,
                -1.7976931348623157E308,
                21.5f,
                1.17549435E-38f,
                true,
                'c',
                new StringBuilder(32).insert(0, "text"),
                CharBuffer.wrap("wrapped"),
                Level.INFO,
                Thread.State.RUNNABLE);
    }

    @ParameterizedTest
    @MethodSource("values")
    void aCallWithAValueAllocatesNothing(Object value) {
        assertAllocatesNothing(() -> log.info("one {}", value));
        assertAllocatesNothing(() -> log.info("one {} two {}", value, "text"));
        Object[] array = {value, value, value};
        assertAllocatesNothing(() -> log.info("one {} two {} three {}", array));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aCallWithinAContextOfThreeKeysAllocatesNothing(Object value) {
        try (var first = MDC.putCloseable("request", "17");
                var second = MDC.putCloseable("house", "27 Highgate Lane");
                var third = MDC.putCloseable("user", "andy")) {
            Object[] array = {value, value, value};
            assertAllocatesNothing(() -> log.info("one {}", value));
            assertAllocatesNothing(() -> log.info("one {} two {} three {}", array));
            assertEquals(3, Stream.of(first, second, third).distinct().count());
        }
    }

    /** What the caller's thread allocates, once the paths are warm: a fraction of a byte for each call at most. */
    private static void assertAllocatesNothing(Runnable call) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (int round = 0; round < 3; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int count = 0; count < 300; count++) {
                call.run();
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertTrue(allocated < 300, allocated + " bytes in 300 calls");
    }

    @Test
    void oneNameIsOneLogger() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Logger> task = () -> LoggerFactory.getLogger("made.by.eight.threads");
            for (var made : threads.invokeAll(List.of(task, task, task, task, task, task, task, task))) {
                assertSame(LoggerFactory.getLogger("made.by.eight.threads"), made.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aLoggerReadFromBytesIsTheLoggerOfThatName() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(log);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertSame(log, in.readObject());
        }
    }

    @Test
    void aFinishedEventIsWrittenWithAllItBrings() {
        var event = new DefaultLoggingEvent(org.slf4j.event.Level.WARN, log);
        event.setMessage("{} opened");
        event.addArgument("door");
        event.addKeyValue("room", "hall");
        event.addMarker(AUDIT);
        ((LoggingEventAware) log).log(event);
        assertEquals(List.of("WARNING house door opened marker=AUDIT room=hall"), console.lines());
    }

    @Test
    void aFinishedEventMarkedCriticalIsRaised() {
        restart(Level.CRITICAL);
        var event = new DefaultLoggingEvent(org.slf4j.event.Level.INFO, log);
        event.setMessage("raised");
        event.addMarker(CRITICAL);
        ((LoggingEventAware) log).log(event);
        assertEquals(List.of("CRITICAL house raised"), console.lines());
    }
}

package io.webbrick.gateway.logging.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MarkerFactory;
import org.slf4j.spi.NOPLoggingEventBuilder;

/** SLF4J's fluent way in front of the real engine. */
class RecordBuilderTest {
    private CapturedConsole console = new CapturedConsole(Level.TRACE);
    private final Logger log = LoggerFactory.getLogger("fluent");

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void writesMessageArgumentsAndKeyValuesInOrder() {
        log.atInfo()
                .setMessage("{} is {}")
                .addArgument("boiler")
                .addArgument(() -> "on")
                .addKeyValue("zone", 3)
                .addKeyValue("late", () -> "asked")
                .log();
        assertEquals(List.of("INFO fluent boiler is on zone=3 late=asked"), console.lines());
    }

    @Test
    void writesEachLevel() {
        log.atTrace().log("a");
        log.atDebug().log("b {}", 1);
        log.atInfo().log("c {} {}", 1, 2);
        log.atWarn().log("d {} {} {}", 1, 2, 3);
        log.atError().log(() -> "e");
        log.atLevel(org.slf4j.event.Level.INFO).log("f");
        log.makeLoggingEventBuilder(org.slf4j.event.Level.INFO).log("g");
        assertEquals(
                List.of(
                        "TRACE fluent a",
                        "DEBUG fluent b 1",
                        "INFO fluent c 1 2",
                        "WARNING fluent d 1 2 3",
                        "ERROR fluent e",
                        "INFO fluent f",
                        "INFO fluent g"),
                console.lines());
    }

    @Test
    void doesNothingAtALevelThatNobodyTakes() {
        console.close();
        console = new CapturedConsole(Level.ERROR);
        var asked = new AtomicInteger();
        Supplier<String> supplier = () -> "asked " + asked.incrementAndGet();
        log.atInfo().setMessage(supplier).addArgument(supplier).log();
        assertSame(NOPLoggingEventBuilder.singleton(), log.atInfo());
        assertSame(NOPLoggingEventBuilder.singleton(), log.atLevel(org.slf4j.event.Level.DEBUG));
        assertEquals(0, asked.get());
        assertEquals(List.of(), console.lines());
    }

    @Test
    void asksEachSupplierOnce() {
        var asked = new AtomicInteger();
        log.atInfo().addArgument(asked::incrementAndGet).log("{}");
        assertEquals(List.of("INFO fluent 1"), console.lines());
    }

    @Test
    void aSupplierThatThrowsBecomesText() {
        Supplier<String> broken = () -> {
            throw new IllegalStateException("never to be shown");
        };
        log.atInfo().addArgument(broken).addKeyValue("k", () -> broken.get()).log("{}");
        log.atInfo().log(broken);
        String text = "[FAILED supplier: java.lang.IllegalStateException]";
        assertEquals(List.of("INFO fluent " + text + " k=" + text, "INFO fluent " + text), console.lines());
    }

    @Test
    void aSupplierThatOverflowsTheStackBecomesText() {
        log.atInfo().addArgument(RecordBuilderTest::endless).log("{}");
        assertEquals(List.of("INFO fluent [FAILED supplier: java.lang.StackOverflowError]"), console.lines());
    }

    @SuppressWarnings("InfiniteRecursion")
    private static String endless() {
        return endless() + endless();
    }

    @Test
    void raisesARecordMarkedCritical() {
        log.atInfo().addMarker(MarkerFactory.getMarker("CRITICAL")).log("a");
        assertEquals(List.of("CRITICAL fluent a"), console.lines());
    }

    @Test
    void writesEveryOtherMarkerAsAKeyValue() {
        log.atInfo()
                .addMarker(MarkerFactory.getMarker("ONE"))
                .addMarker(MarkerFactory.getMarker("TWO"))
                .log("a");
        assertEquals(List.of("INFO fluent a marker=ONE marker=TWO"), console.lines());
    }

    @Test
    void writesItsCause() {
        log.atError().setCause(new IOException("gone")).log("{}", "a");
        List<String> lines = console.lines();
        assertEquals("ERROR fluent a", lines.get(0));
        assertTrue(lines.get(1).contains("java.io.IOException: gone"), lines::toString);
    }

    @Test
    void takesAThrowableArgumentInTheLastPlaceAsItsCause() {
        log.atError().log("{} {}", "a", new IOException("gone"));
        List<String> lines = console.lines();
        assertEquals("ERROR fluent a {}", lines.get(0));
        assertTrue(lines.get(1).contains("java.io.IOException: gone"), lines::toString);
    }

    @Test
    void manyArgumentsAndKeysAreAllKept() {
        var builder = log.atInfo();
        var template = new StringBuilder();
        var expected = new StringBuilder("INFO fluent ");
        for (int index = 0; index < 50; index++) {
            template.append("{},");
            expected.append(index).append(',');
            builder = builder.addArgument(index);
        }
        for (int index = 0; index < 50; index++) {
            expected.append(" k").append(index).append('=').append(index);
            builder = builder.addKeyValue("k" + index, index);
        }
        builder.log(template.toString());
        assertEquals(List.of(expected.toString()), console.lines());
    }
}

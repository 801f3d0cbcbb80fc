package io.webbrick.gateway.logging.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DiagnosticContextTest {
    private final DiagnosticContext context = new DiagnosticContext();

    @Test
    void lendsNothingWhileNothingWasPut() {
        assertNull(context.lend());
        context.put("a", "1");
        context.remove("a");
        assertNull(context.lend());
    }

    @Test
    void whatARecordTookDoesNotChangeAfterwards() {
        context.put("a", "1");
        Map<String, String> taken = context.lend();
        context.put("a", "2");
        context.put("b", "3");
        context.remove("a");
        context.clear();
        assertEquals(Map.of("a", "1"), taken);
    }

    @Test
    void recordsTakeTheSameMapUntilItIsWritten() {
        context.put("a", "1");
        Map<String, String> taken = context.lend();
        assertSame(taken, context.lend());
        context.put("a", "2");
        assertEquals(Map.of("a", "2"), context.lend());
    }

    @Test
    void whatARecordTookCannotBeChanged() {
        context.put("a", "1");
        Map<String, String> taken = context.lend();
        assertNotNull(taken);
        assertThrows(UnsupportedOperationException.class, () -> taken.put("b", "2"));
    }

    @Test
    void keepsTheOrderInWhichKeysWereFirstPut() {
        for (String key : List.of("z", "a", "m", "a")) {
            context.put(key, key);
        }
        Map<String, String> taken = context.lend();
        assertNotNull(taken);
        assertEquals(List.of("z", "a", "m"), new ArrayList<>(taken.keySet()));
    }

    @Test
    void aCopyIsTheCallersOwn() {
        context.put("a", "1");
        Map<String, String> copy = context.getCopyOfContextMap();
        assertNotNull(copy);
        copy.put("a", "2");
        assertEquals("1", context.get("a"));
    }

    @Test
    void setContextMapReplacesEverythingAndKeepsNoReference() {
        context.put("old", "1");
        var source = new HashMap<>(Map.of("new", "2"));
        context.setContextMap(source);
        source.put("new", "3");
        assertNull(context.get("old"));
        assertEquals("2", context.get("new"));
    }

    @Test
    void aNullKeyIsRefusedByName() {
        var refused = assertThrows(IllegalArgumentException.class, () -> context.put(null, "1"));
        assertEquals("a key of the diagnostic context must not be null", refused.getMessage());
    }

    @Test
    void aNullValueIsKept() {
        context.put("a", null);
        assertNull(context.get("a"));
        Map<String, String> taken = context.lend();
        assertNotNull(taken);
        assertEquals(1, taken.size());
    }

    @Test
    void aNewThreadBeginsEmpty() throws InterruptedException {
        context.put("a", "1");
        context.pushByKey("s", "1");
        var seen = new AtomicReference<String>();
        var thread = new Thread(() -> seen.set(context.lend() + " " + context.getCopyOfDequeByKey("s")));
        thread.start();
        thread.join();
        assertEquals("null null", seen.get());
    }

    @Test
    void popsWhatWasPushedLast() {
        context.pushByKey("s", "1");
        context.pushByKey("s", "2");
        context.pushByKey("other", "3");
        assertEquals("2", context.popByKey("s"));
        assertEquals("1", context.popByKey("s"));
        assertNull(context.popByKey("s"));
        assertNull(context.popByKey("never pushed"));
    }

    @Test
    void aCopyOfAStackShowsTheLastFirstAndIsTheCallersOwn() {
        context.pushByKey("s", "1");
        context.pushByKey("s", "2");
        var copy = context.getCopyOfDequeByKey("s");
        assertNotNull(copy);
        assertEquals(List.of("2", "1"), List.copyOf(copy));
        copy.clear();
        assertEquals("2", context.popByKey("s"));
    }

    @Test
    void clearingOneStackLeavesTheOthersAndTheValues() {
        context.put("a", "1");
        context.pushByKey("s", "1");
        context.pushByKey("t", "2");
        context.clearDequeByKey("s");
        assertNull(context.popByKey("s"));
        assertEquals("2", context.popByKey("t"));
        assertEquals("1", context.get("a"));
    }

    @Test
    void clearingTheValuesLeavesTheStacks() {
        context.put("a", "1");
        context.pushByKey("s", "1");
        context.clear();
        assertNull(context.getCopyOfContextMap());
        assertEquals("1", context.popByKey("s"));
    }

    @Test
    void aPushedNullKeepsPopsInStep() {
        context.pushByKey("s", "1");
        context.pushByKey("s", null);
        assertEquals("", context.popByKey("s"));
        assertEquals("1", context.popByKey("s"));
        context.pushByKey(null, "ignored");
    }

    @Test
    void aHundredThousandValuesArePutWithoutCopyingEach() {
        for (int index = 0; index < 100_000; index++) {
            context.put("key" + index, "value");
        }
        Map<String, String> taken = context.lend();
        assertNotNull(taken);
        assertEquals(100_000, taken.size());
    }
}

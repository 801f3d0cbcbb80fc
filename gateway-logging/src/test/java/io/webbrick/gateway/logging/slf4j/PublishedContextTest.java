package io.webbrick.gateway.logging.slf4j;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.Test;
import org.slf4j.helpers.MDCAdapterTestBase;
import org.slf4j.spi.MDCAdapter;

/**
 * The tests that SLF4J publishes for adapters of the diagnostic context, run by JUnit 4 as they were written. The two
 * that want new threads to inherit are turned round, as the decision on inheritance (0018) has it.
 */
public final class PublishedContextTest extends MDCAdapterTestBase {
    @Override
    protected MDCAdapter instantiateMDC() {
        return new DiagnosticContext();
    }

    @Test
    @Override
    public void testMDCInheritsValuesFromParentThread() throws Exception {
        mdc.put("parentKey", "parentValue");
        var seen = new AtomicReference<@Nullable String>("nothing");
        runAndWait(() -> seen.set(mdc.get("parentKey")));
        assertNull(seen.get());
    }

    @Test
    @Override
    public void testMDCChildThreadCanOverwriteParentThread() throws Exception {
        mdc.put("sharedKey", "parentValue");
        var seen = new AtomicReference<@Nullable String>("nothing");
        runAndWait(() -> {
            mdc.put("sharedKey", "childValue");
            seen.set(mdc.get("sharedKey"));
        });
        assertEquals("childValue", seen.get());
        assertEquals("parentValue", mdc.get("sharedKey"));
    }

    private static void runAndWait(Runnable task) throws InterruptedException {
        var thread = new Thread(task);
        thread.start();
        thread.join();
    }
}

package io.webbrick.gateway.logging.slf4j;

import io.webbrick.gateway.logging.record.Level;
import java.lang.reflect.Method;
import org.junit.After;
import org.junit.Before;
import org.slf4j.LoggerFactory;
import org.slf4j.testHarness.MultithreadedInitializationTest;

/**
 * The test that SLF4J publishes for a first use by many threads at once, run by JUnit 4 as it was written: nothing that
 * was logged while the provider was starting may be missing.
 */
public final class PublishedStartTest extends MultithreadedInitializationTest {
    private final CapturedConsole console = new CapturedConsole(Level.INFO);

    @Before
    public void forgetTheProvider() throws ReflectiveOperationException {
        Method reset = LoggerFactory.class.getDeclaredMethod("reset");
        reset.setAccessible(true);
        reset.invoke(null);
    }

    @After
    public void close() {
        console.close();
    }

    @Override
    protected long getRecordedEventCount() {
        return console.lines().size();
    }
}

package io.webbrick.gateway.web.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import io.webbrick.gateway.web.bundle.BundleParts.Section;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class BundlePartsTest {
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void whoeverLeavesInTheMiddleLeavesNothingOpen() throws IOException {
        var parts = new BundleParts(List.of(new Section("a.txt", () -> List.of("a"))), ended::incrementAndGet);
        parts.close();
        assertThrows(IOException.class, () -> fail("something was packed: " + parts.next()));
        assertEquals(1, ended.get());
    }
}

package io.webbrick.gateway.app.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class ProcessIdentityTest {
    private final ProcessIdentity identities = ProcessIdentity.ofThisMachine();

    @Test
    void staysTheSameForTheSameProcess() {
        long self = ProcessHandle.current().pid();
        assertTrue(identities.of(self).isPresent());
        assertEquals(identities.of(self), identities.of(self));
    }

    @Test
    void isNoneForAProcessThatIsGone() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("java", "-version").start();
        ended.waitFor();
        assertEquals(Optional.empty(), identities.of(ended.pid()));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isNoneForAProcessThatEndedAndThatNobodyWaitsFor() throws IOException {
        Process careless = new ProcessBuilder("sh", "-c", "sleep 0.3 & echo $!; exec sleep 60").start();
        try (BufferedReader said = careless.inputReader()) {
            long child = Long.parseLong(said.readLine());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> identities.of(child).isEmpty());
            assertTrue(ProcessHandle.of(child).isPresent(), "the system still lists it");
        } finally {
            careless.destroyForcibly();
        }
    }
}

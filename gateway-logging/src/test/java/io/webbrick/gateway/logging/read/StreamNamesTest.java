package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.LineNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamNamesTest {
    @TempDir
    Path logs;

    /** As a process that ended left it. */
    private void ledgerIn(Path place, Path newest) throws IOException {
        Path state = Files.createDirectories(place.resolve(".state"));
        try (Ledger ledger = Ledger.open(place, state, SelfLog.onStandardError(InstantSource.system()))) {
            ledger.file(newest);
        }
    }

    private static String stream(Path newest) {
        LineNames names = StreamNames.of(newest);
        assertNotNull(names);
        return names.stream();
    }

    @Test
    void aFileInTheLogDirectoryIsNamedByItsLedger() throws IOException {
        Path newest = logs.resolve("EventLog.log");
        ledgerIn(logs, newest);
        assertEquals("EventLog", stream(newest));
    }

    @Test
    void aFileOnAVolumeMountedBelowIsNamedFromTheLogDirectory() throws IOException {
        Path newest = logs.resolve("stick").resolve("error.log");
        ledgerIn(logs, logs.resolve("EventLog.log"));
        ledgerIn(logs.resolve(".state").resolve("volumes").resolve("stick"), newest);
        assertEquals("stick/error".replace("/", "%2F"), stream(newest));
    }

    @Test
    void aFileOfWhichNoLedgerTellsHasNoNames() throws IOException {
        ledgerIn(logs, logs.resolve("EventLog.log"));
        assertNull(StreamNames.of(logs.resolve("other.log")));
    }
}

package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.stream.SnapshotSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SnapshotSettingsTest {
    private static final String ROOT = "snapshotRoot='/card'\n";

    private static @Nullable SnapshotSpec snapshot(String keys) {
        return Objects.requireNonNull(Loads.texts("[logging]\n" + keys).plan()).snapshot();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "snapshot='off'", "snapshot='Off'", "snapshot=''", ROOT})
    void areOffUsually(String keys) {
        assertNull(snapshot(keys));
    }

    @ParameterizedTest
    @CsvSource({"1MB/day, 1000000", "64KiB / day, 65536", "2MiB/day, 2097152"})
    void takeBytesPerDay(String text, long bytes) {
        SnapshotSpec spec = Objects.requireNonNull(snapshot(ROOT + "snapshot='" + text + "'"));
        assertEquals(bytes, spec.bytesPerDay());
        assertEquals("/card", spec.root().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1MB", "1MB/hour", "1kB/day", "much/day", "-1MB/day", "/day"})
    void refuseWhatIsNoRate(String text) {
        assertEquals(
                "log.cfg:3: error: snapshot \"" + text + "\" not understood; bytes a day from '64KiB/day' on, such as"
                        + " '1MB/day', or 'off'",
                Loads.problem(Loads.texts("[logging]\n" + ROOT + "snapshot='" + text + "'")));
    }

    @Test
    void needADirectory() {
        String problem = Loads.problem(Loads.texts("[logging]\n\nsnapshot='1MB/day'"));
        assertTrue(problem.startsWith("log.cfg:3: error: snapshot needs a directory"), problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", Loads.LOG_ROOT + "/snapshots", Loads.LOG_ROOT})
    void refuseADirectoryThatIsLostWithTheLogs(String root) {
        assertEquals(
                "log.cfg:3: error: snapshotRoot \"" + root
                        + "\" not understood; an absolute directory outside the log directory",
                Loads.problem(Loads.texts("[logging]\nsnapshot='1MB/day'\nsnapshotRoot='" + root + "'")));
    }
}

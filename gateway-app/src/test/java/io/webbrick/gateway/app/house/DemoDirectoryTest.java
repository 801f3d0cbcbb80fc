package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DemoDirectoryTest {
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path logs = disk.getPath("/home/demo");

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void makesAndMarksADirectory() throws IOException {
        assertEquals(logs, DemoDirectory.claim(logs));
        assertTrue(Files.exists(logs.resolve(DemoDirectory.MARKER)));
    }

    @Test
    void refusesTheHistoryOfARealHouse() throws IOException {
        Files.createDirectories(logs);
        Files.createFile(logs.resolve("EventLog.log.2026-11-20.gz"));
        IOException refused = assertThrows(IOException.class, () -> DemoDirectory.claim(logs));
        assertTrue(String.valueOf(refused.getMessage()).contains("real house"), refused::toString);
        assertFalse(Files.exists(logs.resolve(DemoDirectory.MARKER)));
    }

    @Test
    void goesOnInItsOwnDirectory() throws IOException {
        DemoDirectory.claim(logs);
        Files.createFile(logs.resolve("EventLog.log"));
        assertEquals(logs, DemoDirectory.claim(logs));
    }

    @Test
    void takesTheFirstPlaceThatWorks() throws IOException {
        Path blocked = disk.getPath("/blocked");
        Files.createFile(blocked);
        assertEquals(logs, DemoDirectory.firstUsable(List.of(blocked.resolve("demo"), logs)));
    }

    @Test
    void saysHowToGoOnWhenNoPlaceWorks() throws IOException {
        Path blocked = disk.getPath("/blocked");
        Files.createFile(blocked);
        IOException refused =
                assertThrows(IOException.class, () -> DemoDirectory.firstUsable(List.of(blocked.resolve("demo"))));
        assertTrue(String.valueOf(refused.getMessage()).contains("--logs"), refused::toString);
    }
}

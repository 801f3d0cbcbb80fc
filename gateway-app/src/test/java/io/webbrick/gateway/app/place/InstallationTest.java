package io.webbrick.gateway.app.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class InstallationTest {
    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix());
    private final Path home = disk.getPath("/opt/gateway");
    private final Installation installation = new Installation(home);

    @BeforeEach
    void layOut() throws IOException {
        make("conf/log.cfg");
        make("platform/disk/log.cfg");
        make("platform/appliance/log.cfg");
    }

    @AfterEach
    void close() throws IOException {
        disk.close();
    }

    @Test
    void thePlatformComesBetweenBaseAndOverrides() throws IOException {
        make("conf/prod.cfg");
        assertEquals(
                List.of(
                        home.resolve("conf/log.cfg"),
                        home.resolve("platform/disk/log.cfg"),
                        home.resolve("conf/prod.cfg")),
                installation.configuration(installation.conf(), "disk"));
    }

    @Test
    void missingOverridesAreFine() throws IOException {
        assertEquals(
                List.of(home.resolve("conf/log.cfg"), home.resolve("platform/appliance/log.cfg")),
                installation.configuration(installation.conf(), "appliance"));
    }

    @Test
    void withoutAPlatformThereIsNoOverlay() throws IOException {
        assertEquals(List.of(home.resolve("conf/log.cfg")), installation.configuration(installation.conf(), "none"));
    }

    @Test
    void takesJsonAndIniAsBase() throws IOException {
        make("json/log.json");
        make("ini/log.ini");
        assertEquals(List.of(home.resolve("json/log.json")), installation.configuration(home.resolve("json"), "none"));
        assertEquals(List.of(home.resolve("ini/log.ini")), installation.configuration(home.resolve("ini"), "none"));
    }

    @Test
    void refusesTwoBases() throws IOException {
        make("conf/log.json");
        IOException refused =
                assertThrows(IOException.class, () -> installation.configuration(installation.conf(), "none"));
        assertTrue(String.valueOf(refused.getMessage()).contains("log.cfg and log.json"), refused::toString);
    }

    @Test
    void refusesADirectoryWithoutABase() {
        IOException refused =
                assertThrows(IOException.class, () -> installation.configuration(home.resolve("empty"), "none"));
        assertTrue(String.valueOf(refused.getMessage()).contains("log.cfg, log.json, log.ini"), refused::toString);
    }

    @Test
    void watchesEveryFileThatMayCome() {
        assertEquals(
                List.of("log.cfg", "log.json", "log.ini", "log.cfg", "prod.cfg", "prod.json"),
                installation.sources(installation.conf(), "disk").candidates().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
        assertEquals(
                5,
                installation.sources(installation.conf(), "none").candidates().size());
    }

    @Test
    void overridesInForceStayNamedWhenTheyAreGone() throws IOException {
        var sources = installation.sources(installation.conf(), "none");
        Path base = home.resolve("conf/log.cfg");
        Path gone = home.resolve("conf/prod.cfg");
        assertEquals(List.of(base), sources.now(List.of(base)));
        assertEquals(List.of(base, gone), sources.now(List.of(base, gone)));
        make("conf/prod.json");
        assertEquals(List.of(base, home.resolve("conf/prod.json")), sources.now(List.of(base, gone)));
    }

    @Test
    void namesTheMissingOverlay() {
        IOException refused =
                assertThrows(IOException.class, () -> new Installation(disk.getPath("/nowhere")).overlay("appliance"));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("/nowhere/platform/appliance/log.cfg"),
                refused::toString);
    }

    private void make(String file) throws IOException {
        Path path = home.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }
}

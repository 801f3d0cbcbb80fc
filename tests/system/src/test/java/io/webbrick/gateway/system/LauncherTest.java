package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script of the unpacked archive. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script for the POSIX shell")
final class LauncherTest {
    @TempDir
    Path place;

    @Test
    void worksFromAnyDirectoryAndThroughLinks() throws IOException {
        Path bin = Files.createDirectory(place.resolve("bin"));
        Path direct = Files.createSymbolicLink(bin.resolve("direct"), Distribution.launcher());
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), Path.of("direct"));
        for (Path launcher : List.of(direct, relative)) {
            Finished version = run(launcher.toString(), environment -> {});
            assertEquals(0, version.status(), version::err);
            assertTrue(version.out().startsWith("gateway "), version::out);
        }
        Finished onPath = Finished.run(List.of("sh", "-c", "relative --version"), place, environment -> {
            House.settle(environment, place);
            environment.merge("PATH", bin.toString(), (path, more) -> more + ":" + path);
        });
        assertEquals(0, onPath.status(), onPath::err);
    }

    @Test
    void worksInALocaleThatKnowsNoLettersBeyondAscii() {
        Finished version = run(Distribution.launcher().toString(), environment -> {
            environment.put("LC_ALL", "C");
            environment.put("LANG", "C");
        });
        assertEquals(0, version.status(), version::err);
        assertEquals("", version.err());
    }

    @Test
    void saysHowToGetAJavaWhenThereIsNone() {
        Path tools = Tools.linkedBelow(place);
        Finished refused = run(Distribution.launcher().toString(), environment -> {
            environment.remove("JAVA_HOME");
            environment.put("PATH", tools.toString());
        });
        assertEquals(2, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(refused.err().contains("17 or newer"), refused::err);
        assertTrue(refused.err().contains("JAVA_HOME"), refused::err);
    }

    @Test
    void saysWhichJavaIsTooOld() throws IOException {
        Path old = Files.createDirectories(place.resolve("jdk-11").resolve("bin"));
        Path java = Files.createFile(old.resolve("java"));
        assertTrue(java.toFile().setExecutable(true));
        Files.writeString(
                place.resolve("jdk-11").resolve("release"), "JAVA_VERSION=\"11.0.2\"\n", StandardCharsets.UTF_8);
        Path tools = Tools.linkedBelow(place);
        Finished refused = run(Distribution.launcher().toString(), environment -> {
            environment.put("JAVA_HOME", place.resolve("jdk-11").toString());
            environment.put("PATH", tools.toString());
        });
        assertEquals(2, refused.status());
        assertTrue(refused.err().contains("only version 11"), refused::err);
    }

    @Test
    void makesTheClassArchiveOnceAndUsesIt() throws IOException {
        Path home = Distribution.unpack(place.resolve("fresh"));
        Path archive = home.resolve("var").resolve("cache").resolve("gateway.jsa");
        Consumer<Map<String, String>> fast = environment -> {
            environment.remove("GATEWAY_FAST_START");
            environment.put("GATEWAY_JAVA_OPTIONS", "-Xlog:class+path=off");
        };
        String launcher = home.resolve("bin").resolve("gateway").toString();
        assertEquals(0, run(launcher, fast).status());
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> done(archive));
        assertTrue(Files.size(archive) > 1_000_000, () -> archive + " is small");
        Finished shared = run(launcher, environment -> {
            fast.accept(environment);
            environment.put("GATEWAY_JAVA_OPTIONS", "-Xlog:class+load=info:stderr");
        });
        assertEquals(0, shared.status());
        assertTrue(
                shared.errors().stream()
                        .anyMatch(line -> line.contains(" io.webbrick.gateway.app.Main ")
                                && line.contains("shared objects file")),
                "the classes are not taken from the archive");
        assertFalse(shared.out().contains("["), shared::out);
    }

    private static boolean done(Path archive) {
        Path making = archive.resolveSibling("gateway.jsa.making");
        return Files.exists(archive.resolveSibling("gateway.jsa.base")) && !Files.exists(making);
    }

    private Finished run(String launcher, Consumer<Map<String, String>> more) {
        return Finished.run(List.of(launcher, "--version"), place, environment -> {
            House.settle(environment, place);
            more.accept(environment);
        });
    }
}

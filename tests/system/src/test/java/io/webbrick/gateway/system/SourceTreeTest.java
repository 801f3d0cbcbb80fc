package io.webbrick.gateway.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a source tree, with a Maven that only says what it would do and takes the jars from the archive. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script for the POSIX shell")
final class SourceTreeTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >> "$BUILDS"
            echo '[INFO] Downloaded from central: something'
            echo '[INFO] Building gateway-app: command line 1.0 [6/6]'
            if [ -n "${FAILS:-}" ]; then
                echo '[ERROR] /x/Y.java:[3,4] cannot find symbol'
                exit 1
            fi
            rm -rf gateway-app/target/gateway
            mkdir -p gateway-app/target/gateway
            cp -R "$JARS" gateway-app/target/gateway/lib
            """;

    @TempDir
    Path place;

    private Path tree = Path.of("");
    private Path bin = Path.of("");

    @BeforeEach
    void plant() throws IOException {
        tree = Files.createDirectories(place.resolve("Käthes Quellen"));
        bin = Files.createDirectory(place.resolve("bin"));
        Files.copy(Distribution.root().resolve("gateway"), tree.resolve("gateway"));
        assertTrue(tree.resolve("gateway").toFile().setExecutable(true));
        Path sources = Files.createDirectories(
                tree.resolve("gateway-app").resolve("src").resolve("main"));
        write(tree.resolve("pom.xml"), "<project/>");
        write(sources.resolve("Main.java"), "class Main {}");
        write(bin.resolve("mvn"), MAVEN);
        assertTrue(bin.resolve("mvn").toFile().setExecutable(true));
    }

    @Test
    void buildsOnFirstUseWithProgressAndNotAgain() throws IOException {
        Finished first = run();
        assertEquals(0, first.status(), first::err);
        assertTrue(first.out().startsWith("gateway "), first::out);
        assertTrue(first.err().contains("building in " + tree), first::err);
        assertTrue(first.err().contains("Building gateway-app: command line"), first::err);
        assertEquals(2, first.lines().size(), first::out);
        Finished second = run();
        assertEquals("", second.err());
        assertEquals(1, builds());
    }

    @Test
    void buildsWithoutRunningTests() throws IOException {
        run();
        assertTrue(Files.readString(place.resolve("builds"), StandardCharsets.UTF_8)
                .contains("-Dmaven.test.skip=true"));
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws IOException {
        run();
        Path source = tree.resolve("gateway-app").resolve("src").resolve("main").resolve("Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        assertEquals(0, run().status());
        assertEquals(2, builds());
    }

    @Test
    void leavesTheJarsOfARunningGatewayAloneWhenItBuilds() throws IOException {
        run();
        Path first = tree.resolve("gateway-app/target/launch/1/lib/gateway-app.jar");
        assertTrue(Files.exists(first));
        Path source = tree.resolve("gateway-app").resolve("src").resolve("main").resolve("Main.java");
        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(2)));
        run();
        assertTrue(Files.exists(first));
        assertTrue(Files.exists(tree.resolve("gateway-app/target/launch/2/lib/gateway-app.jar")));
    }

    @Test
    void showsTheErrorsOfABuildThatFails() throws IOException {
        Finished failed = run(environment -> environment.put("FAILS", "yes"));
        assertEquals(2, failed.status());
        assertTrue(failed.err().contains("/x/Y.java:[3,4] cannot find symbol"), failed::err);
        assertTrue(failed.err().contains("launch.log"), failed::err);
        assertEquals(0, run().status());
        assertEquals(2, builds());
    }

    @Test
    void takesOverTheLockOfABuildThatWasKilled() throws IOException {
        Path lock = Files.createDirectories(tree.resolve("gateway-app").resolve("target.lock"));
        write(lock.resolve("pid"), "999999999");
        assertEquals(0, run().status());
        assertTrue(Files.notExists(lock));
    }

    @Test
    void saysThatMavenIsMissing() throws IOException {
        Files.delete(bin.resolve("mvn"));
        Finished refused =
                run(environment -> environment.put("PATH", toolsWithoutMaven().toString()));
        assertEquals(2, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(refused.err().contains("Maven 3.8 or newer"), refused::err);
    }

    @Test
    void saysThatACompilerIsMissing() throws IOException {
        Path runtime = Files.createDirectories(place.resolve("jre").resolve("bin"));
        write(runtime.resolve("java"), "");
        assertTrue(runtime.resolve("java").toFile().setExecutable(true));
        write(place.resolve("jre").resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        Finished refused = run(environment -> {
            environment.put("JAVA_HOME", place.resolve("jre").toString());
            environment.put("PATH", toolsWithoutMaven().toString());
        });
        assertEquals(2, refused.status());
        assertEquals(1, refused.errors().size(), refused::err);
        assertTrue(refused.err().contains("JDK 17 or newer"), refused::err);
    }

    private Finished run() {
        return run(environment -> {});
    }

    private Finished run(Consumer<Map<String, String>> more) {
        return Finished.run(List.of(tree.resolve("gateway").toString(), "--version"), place, environment -> {
            House.settle(environment, place);
            environment.merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
            environment.put("BUILDS", place.resolve("builds").toString());
            environment.put("JARS", Distribution.home().resolve("lib").toString());
            more.accept(environment);
        });
    }

    private long builds() throws IOException {
        return Files.readAllLines(place.resolve("builds"), StandardCharsets.UTF_8)
                .size();
    }

    private Path toolsWithoutMaven() {
        return Tools.linkedBelow(place);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }
}

package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain application, each time in a process of its own. */
final class PlainApplicationTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    Path directory;

    /** Runs the program in {@code directory}; what it wrote to standard error. */
    private List<String> run(String classPath, String... options) throws IOException, InterruptedException {
        Path err = directory.resolve("err");
        Path out = directory.resolve("out");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, PlainProgram.class.getName()));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program ended");
        assertEquals(0, process.exitValue(), () -> assertReadable(err));
        assertEquals("", Files.readString(out), "nothing on standard output");
        List<String> said = Files.readAllLines(err);
        Files.delete(out);
        Files.delete(err);
        return said;
    }

    private static String assertReadable(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    private Path configuration(Path logs) throws IOException {
        return Files.writeString(
                directory.resolve("my.cfg"),
                "[DEFAULT]\nlogRoot='" + logs.toString().replace('\\', '/') + "'\n");
    }

    private static List<String> withoutTime(List<String> lines) {
        return lines.stream().map(line -> line.substring(line.indexOf(' ') + 1)).toList();
    }

    @Test
    void withoutConfigurationInfoAndAboveGoToStandardErrorAndNoFileIsMade() throws Exception {
        assertEquals(
                List.of(
                        "INFO plain.program a record at INFO",
                        "WARNING plain.program a record at WARNING",
                        "ERROR plain.program a record at ERROR",
                        "CRITICAL plain.program a record at CRITICAL"),
                withoutTime(run(CLASS_PATH)));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aFileNamedByThePropertyIsUsed() throws Exception {
        Path logs = directory.resolve("logs");
        run(CLASS_PATH, "-Dwebbrick.conf=" + configuration(logs));
        assertEquals(
                List.of("ERROR plain.program a record at ERROR", "CRITICAL plain.program a record at CRITICAL"),
                withoutTime(Files.readAllLines(logs.resolve("error.log"))));
    }

    @Test
    void aFileInTheOriginalsDialectNeedsNoJackson() throws Exception {
        Path logs = directory.resolve("logs");
        String bare = Arrays.stream(CLASS_PATH.split(File.pathSeparator))
                .filter(entry -> !entry.contains("jackson"))
                .collect(Collectors.joining(File.pathSeparator));
        assertNotEquals(CLASS_PATH, bare);
        run(bare, "-Dwebbrick.conf=" + configuration(logs));
        assertEquals(2, Files.readAllLines(logs.resolve("error.log")).size());
    }

    @Test
    void aFileOnTheClassPathIsUsed() throws Exception {
        Path logs = directory.resolve("logs");
        Path classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("webbrick"));
        Files.move(configuration(logs), classes.resolve("webbrick").resolve("log.cfg"));
        run(classes + File.pathSeparator + CLASS_PATH);
        assertEquals(2, Files.readAllLines(logs.resolve("error.log")).size());
    }

    @Test
    void aDirectoryThatCannotBeUsedLeavesStandardError() throws Exception {
        Path logs = Files.writeString(directory.resolve("logs"), "a file in its place");
        List<String> said = run(CLASS_PATH, "-Dwebbrick.conf=" + configuration(logs));
        assertTrue(said.get(0).startsWith("webbrick logging: logging to standard error only: "), () -> said.toString());
        assertTrue(said.stream().anyMatch(line -> line.endsWith("ERROR plain.program a record at ERROR")));
        assertFalse(Files.isDirectory(logs));
    }
}

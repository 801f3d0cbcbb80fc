package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process, each time a real one: what was logged before it is in the file. */
final class ExitTest {
    @TempDir
    Path directory;

    private Path logs() {
        return directory.resolve("logs");
    }

    private Path configuration() throws IOException {
        return Files.writeString(
                directory.resolve("my.cfg"),
                "[DEFAULT]\nlogRoot='" + logs().toString().replace('\\', '/') + "'\n");
    }

    /** Runs the program to its end; what it said on standard error. */
    private List<String> run(List<String> options, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ExitProgram.class.getName()));
        command.addAll(List.of(arguments));
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program ended");
        assertEquals(7, process.exitValue(), () -> "standard error in " + err);
        return Files.readAllLines(err);
    }

    private List<String> runConfigured(String how) throws Exception {
        run(List.of("-Dwebbrick.conf=" + configuration()), how);
        return Files.readAllLines(logs().resolve("debug.log"));
    }

    /** The records of one thread are there, each once and in order. */
    private static void assertAllOf(String who, List<String> lines) {
        String before = "exit." + who + " " + who + " ";
        assertEquals(
                IntStream.range(0, ExitProgram.RECORDS).boxed().toList(),
                lines.stream()
                        .filter(line -> line.contains(before))
                        .map(line -> Integer.valueOf(line.substring(line.indexOf(before) + before.length())))
                        .toList());
    }

    @Test
    void exitInsideTheToStringOfAnArgumentLosesNothing() throws Exception {
        List<String> lines = runConfigured("inside");
        assertAllOf("before", lines);
        assertAllOf("within", lines);
    }

    @Test
    void exitRightAfterTheLastCallLosesNothing() throws Exception {
        List<String> lines = runConfigured("threads");
        for (int number = 0; number < ExitProgram.HOOKS; number++) {
            assertAllOf("thread" + number, lines);
        }
    }

    @Test
    void recordsBeforeTheStartGoToStandardErrorAndThoseAfterItIntoTheFiles() throws Exception {
        Path shipped = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
        assertAllOf("early", run(List.of(), "early", shipped.toString(), logs().toString()));
        assertAllOf("late", Files.readAllLines(logs().resolve("debug.log")));
    }

    @Test
    void hooksThatLogWhileTheProcessEndsLoseNothing() throws Exception {
        List<String> lines = runConfigured("hooks");
        assertAllOf("before", lines);
        for (int number = 0; number < ExitProgram.HOOKS; number++) {
            assertAllOf("hook" + number, lines);
        }
    }
}

package io.webbrick.gateway.logging.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain application in a JVM of its own, where nothing of ours was loaded before. */
class FirstUseTest {
    /** SLF4J says how many records it kept for us while it was starting. */
    private static final String REPLAY_NOTICE = "SLF4J(W): ";

    @TempDir
    Path directory;

    @Test
    void everyRecordOfAConcurrentFirstUseIsWrittenOnce() throws Exception {
        var expected = new ArrayList<String>();
        for (int thread = 0; thread < FirstUse.THREADS; thread++) {
            for (int record = 0; record < FirstUse.RECORDS; record++) {
                expected.add("INFO first.use." + thread + " record " + record);
            }
        }
        var written = new ArrayList<>(run());
        Collections.sort(expected);
        Collections.sort(written);
        assertEquals(expected, written);
    }

    @Test
    void aPlainApplicationMakesNoFile() throws Exception {
        run();
        try (var files = Files.list(directory)) {
            assertEquals(
                    List.of(directory.resolve("err"), directory.resolve("out")),
                    files.sorted().toList());
        }
        assertEquals("", Files.readString(directory.resolve("out")));
    }

    private List<String> run() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstUse.class.getName())
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the application did not end");
        String err = Files.readString(directory.resolve("err"), StandardCharsets.UTF_8);
        assertEquals(0, process.exitValue(), err);
        return err.lines()
                .filter(line -> !line.startsWith(REPLAY_NOTICE))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }
}

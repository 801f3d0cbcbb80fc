package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Log calls where the stack ends in the middle of them: the record may be lost, and counted; logging goes on. {@code -Dstack.dives=5000}
 * looks for longer.
 */
final class EndOfStackTest {
    private static final int ERROR = 40;
    private static final int DIVES = Integer.getInteger("stack.dives", 640);
    private static final int LAST_FRAMES = 60;
    private static final long STACK_BYTES = 256 * 1_024;

    @TempDir
    Path directory;

    private Path logs() {
        return directory.resolve("log");
    }

    @Test
    void aCallThatOverflowsTheStackAnywhereLeavesLoggingAndItsCountsWhole() throws Exception {
        Path shipped = Path.of(System.getProperty("project.root"), "conf", "log.cfg");
        var options = new LoggingOptions(List.of(shipped), logs(), null, null, false, InstantSource.system());
        GatewayLogging house = GatewayLogging.start(options);
        try {
            LogHandle log = GatewayLogging.handle("WebBrickGateway.Heating");
            var diver = new Diver(log);
            for (int dive = 0; dive < DIVES; dive++) {
                var thread = new Thread(null, diver::dive, "diver-" + dive, STACK_BYTES + dive % 64 * 16L);
                thread.start();
                thread.join();
            }
            log.log(ERROR, "after all dives");
            assertTrue(house.flush(10_000), "nothing that was claimed holds the writer up");
            LoggingStatus status = house.status();
            assertEquals(status.accepted(), status.stored() + status.lost());
            assertTrue(diver.calls > DIVES * 10L, () -> diver.calls + " calls");
        } finally {
            house.close();
        }
        String error = Files.readString(logs().resolve("error.log"), StandardCharsets.UTF_8);
        assertTrue(error.contains("after all dives"), "logging goes on");
    }

    /** Goes down until the stack ends; logs in the last frames, as deep as the dive before came. */
    private static final class Diver {
        private final LogHandle log;
        private int deepest;
        private int last = Integer.MAX_VALUE;
        private long calls;

        Diver(LogHandle log) {
            this.log = log;
        }

        void dive() {
            deepest = 0;
            try {
                down(0);
            } catch (StackOverflowError theEnd) {
                last = deepest;
            }
        }

        private int down(int depth) {
            deepest = depth;
            if (depth > last - LAST_FRAMES) {
                calls++;
                log.log(ERROR, "at {} of {}", depth, last);
            }
            return depth < 0 ? 0 : down(depth + 1) + 1;
        }
    }

    @Test
    void aFirstCallOfTheProcessAtTheEndOfTheStackDoesNotMuteIt() throws Exception {
        Path configuration = Files.writeString(
                directory.resolve("my.cfg"),
                "[DEFAULT]\nlogRoot='" + logs().toString().replace('\\', '/') + "'\n");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xint", "-Dwebbrick.conf=" + configuration));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FirstAtTheEnd.class.getName()));
        Path out = directory.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the program ended");
        assertEquals(0, process.exitValue(), () -> "output in " + out);
        List<String> lines = Files.readAllLines(logs().resolve("debug.log"));
        assertTrue(
                lines.stream().anyMatch(line -> line.endsWith("after the overflow")),
                () -> lines.stream().limit(5).collect(Collectors.joining("\n")));
    }

    /** Logs for the first time in its life when no stack is left, and then as any program does. */
    static final class FirstAtTheEnd {
        private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("first.at.the.end");

        private FirstAtTheEnd() {}

        public static void main(String[] args) {
            try {
                down(0);
            } catch (StackOverflowError theEnd) {
                LOG.info("after the overflow");
            }
        }

        private static int down(int depth) {
            try {
                return depth < 0 ? 0 : down(depth + 1) + 1;
            } catch (StackOverflowError theEnd) {
                LOG.info("at the end of the stack");
                throw theEnd;
            }
        }
    }
}

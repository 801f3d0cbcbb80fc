package io.webbrick.gateway.logging.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes on two volumes: what it accepted for either comes back. */
final class VolumesKillTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int KILLS = 3;

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path other;

    @BeforeEach
    void makeDirectories() throws IOException {
        home = Files.createDirectories(directory.resolve("logs"));
        other = Files.createDirectories(directory.resolve("stick"));
    }

    private Process start(String how) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        VolumesTarget.class.getName(),
                        home.toString(),
                        other.toString(),
                        how)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out").toFile())
                .start();
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS), "it was killed");
    }

    private void killWhatStandsStill() throws Exception {
        Process process = start("still");
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> said().contains(VolumesTarget.READY));
        } finally {
            kill(process);
        }
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("out"), StandardCharsets.UTF_8);
    }

    private void restart(LoggingPlan plan) throws IOException {
        VolumesTarget.start(plan, other, notice -> {}).close();
    }

    /** The numbers in a stream's files, oldest first. */
    private static List<Integer> numbers(Path newest) throws IOException {
        var numbers = new ArrayList<Integer>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                numbers.add(Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
            }
        }
        return numbers;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void recordsOfAKilledProcessComeBackOnBothVolumes() throws Exception {
        killWhatStandsStill();
        restart(VolumesTarget.plan(home, other));
        assertEquals(upTo(VolumesTarget.STILL), numbers(home.resolve("debug.log")));
        assertEquals(upTo(VolumesTarget.STILL), numbers(other.resolve("error.log")));
    }

    @Test
    void theNextConfigurationMayNotKnowTheVolumeAnyMore() throws Exception {
        killWhatStandsStill();
        restart(Plans.five(home));
        assertEquals(upTo(VolumesTarget.STILL), numbers(other.resolve("error.log")));
        assertEquals(List.of(), numbers(home.resolve("error.log")));
    }

    @Test
    void aReaderOfTheLogDirectorySeesWhatWaitsForBoth() throws Exception {
        killWhatStandsStill();
        assertEquals(
                Map.of(
                        home.resolve("debug.log"), VolumesTarget.STILL - 1,
                        other.resolve("error.log"), VolumesTarget.STILL - 1),
                GatewayLogging.unwritten(home));
    }

    @Test
    void aReaderOfAFileOnAVolumeMountedInTheLogDirectorySeesWhatWaitsForIt() throws Exception {
        other = Files.createDirectories(home.resolve("stick"));
        killWhatStandsStill();
        assertEquals(VolumesTarget.STILL - 1, GatewayLogging.showUnwritten(other.resolve("error.log")));
        assertEquals(upTo(VolumesTarget.STILL), numbers(other.resolve("error.log")));
        restart(VolumesTarget.plan(home, other));
        assertEquals(upTo(VolumesTarget.STILL), numbers(other.resolve("error.log")), "and they are there once");
    }

    @Test
    void aKillAtAnyMomentLosesAndDoublesNothingOnEitherVolume() throws Exception {
        var random = new Random(20_261_121L);
        for (int kill = 0; kill < KILLS; kill++) {
            Path notes = directory.resolve("notes-" + kill);
            Process process = start(notes.toString());
            try {
                Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(notes) && Files.size(notes) > 0);
                process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
            } finally {
                kill(process);
            }
            restart(VolumesTarget.plan(home, other));
            List<String> noted = Files.readAllLines(notes, StandardCharsets.US_ASCII);
            for (Path newest : List.of(home.resolve("debug.log"), other.resolve("error.log"))) {
                List<Integer> numbers = numbers(newest);
                assertEquals(upTo(numbers.size()), numbers, newest + " has each number once and in order");
                assertTrue(numbers.size() >= noted.size(), newest + " has what was acknowledged: " + said());
                Files.delete(newest);
            }
        }
    }
}

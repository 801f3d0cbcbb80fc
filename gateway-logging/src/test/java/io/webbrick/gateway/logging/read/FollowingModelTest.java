package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers against the list of what was written, while the stream grows, rotates and is compressed at random. */
final class FollowingModelTest {
    private static Path newest(FaultyFileSystem files) throws IOException {
        Path directory = files.getPath("logs").toAbsolutePath();
        Files.createDirectories(directory);
        return directory.resolve("debug.log");
    }

    private static FaultyFileSystem system(long seed) {
        return seed % 3 == 0 ? FaultyFileSystem.windows() : FaultyFileSystem.unix();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTailLosesAndDoublesNothing(boolean dated) throws IOException {
        for (long seed = 1; seed <= 40; seed++) {
            var random = new Random(seed);
            try (FaultyFileSystem files = system(seed)) {
                Path newest = newest(files);
                var log = new GrowingLog(newest, random, dated);
                for (int step = random.nextInt(6); step > 0; step--) {
                    log.step();
                }
                int before = log.written().size();
                int count = random.nextInt(12);
                Tail tail = Tail.of(newest, record -> true);
                assertEquals(
                        log.written().subList(Math.max(0, before - count), before), tail.last(count), "seed " + seed);
                var seen = new ArrayList<String>(log.written());
                for (int round = 0; round < 25; round++) {
                    for (int step = random.nextInt(5); step > 0; step--) {
                        log.step();
                    }
                    seen.addAll(tail.poll());
                    String when = "seed " + seed + ", round " + round;
                    assertEquals(log.written().size(), seen.size(), when);
                    assertTrue(log.written().equals(seen), when);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aReaderGivesEveryLineOnceAndInOrder(boolean dated) throws IOException {
        for (long seed = 100; seed < 125; seed++) {
            var random = new Random(seed);
            try (FaultyFileSystem files = system(seed)) {
                Path newest = newest(files);
                var log = new GrowingLog(newest, random, dated);
                for (int step = random.nextInt(60); step > 0; step--) {
                    log.step();
                }
                log.appendHalfLine("not whole yet");
                var lines = new ArrayList<String>();
                try (LineReader reader = LineReader.of(Segments.oldestFirst(newest))) {
                    for (String line = reader.next(); line != null; line = reader.next()) {
                        lines.add(line);
                    }
                }
                List<String> expected = log.written().stream()
                        .flatMap(record -> List.of(record.split("\n", -1)).stream())
                        .toList();
                assertTrue(expected.equals(lines), "seed " + seed);
            }
        }
    }
}

package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Positions against the list of what was written, while at random the stream is written, rotated, packed, merged, deleted by
 * retention and by hand, ended and killed: each that was ever taken leads to its line, or its line is not there any more.
 */
final class PositionModelTest {
    private static final int SAMPLE = 12;
    private static final int MANY = 60;

    /** One stream, and the positions that readers took of it. */
    private static final class Model {
        private final Random random;
        private final NamedLog log;
        private final Map<String, Position> taken = new HashMap<>();
        private final Map<Position, String> lines = new HashMap<>();
        private int written;

        Model(Random random, Path directory) throws IOException {
            this.random = random;
            this.log = new NamedLog(directory);
        }

        String line() {
            return "line " + written++ + " " + "ä".repeat(random.nextInt(8) == 0 ? random.nextInt(300) : 3);
        }

        String step() throws IOException {
            int choice = random.nextInt(20);
            if (choice < 7) {
                log.write(line());
                return "write";
            }
            if (choice < 12) {
                log.rotate();
                return "rotate";
            }
            return switch (choice) {
                case 12 -> {
                    log.restart();
                    yield "restart";
                }
                case 13 -> {
                    log.die(random.nextBoolean() ? "" : "not committed\nand ha");
                    yield "die";
                }
                case 14 -> packOne();
                case 15 -> {
                    log.merge(random.nextBoolean());
                    yield "merge";
                }
                case 16 -> {
                    log.keep(Math.max(1, log.history().size() - random.nextInt(5)));
                    yield "retention";
                }
                case 17 -> {
                    log.file.evictOldest(random.nextInt(3));
                    yield "budget";
                }
                case 18 -> deleteOneByHand();
                default -> deleteNewestByHand();
            };
        }

        private String packOne() throws IOException {
            List<Path> plain = log.history().stream()
                    .filter(path -> !path.toString().endsWith(".gz"))
                    .toList();
            if (!plain.isEmpty()) {
                Path one = plain.get(random.nextInt(plain.size()));
                if (random.nextBoolean()) {
                    NamedLog.gzip(one);
                } else {
                    NamedLog.pack(one);
                }
            }
            return "gzip";
        }

        private String deleteOneByHand() throws IOException {
            List<Path> history = log.history();
            if (!history.isEmpty() && random.nextInt(3) == 0) {
                Files.delete(history.get(random.nextInt(history.size())));
            }
            return "delete by hand";
        }

        private String deleteNewestByHand() throws IOException {
            if (random.nextInt(3) > 0) {
                return "nothing";
            }
            log.stop();
            Files.delete(log.newest);
            log.start();
            return "newest deleted by hand";
        }

        /** Many files, so that the oldest come into the archive. */
        void manyRotations() throws IOException {
            for (int count = 0; count < 125; count++) {
                log.write(line());
                log.rotate();
            }
        }

        void check(String when) throws IOException {
            List<String> there = log.lines();
            Map<String, Position> now = log.positions();
            assertEquals(there, List.copyOf(now.keySet()), when + ": every line has a name");
            now.forEach((line, position) -> {
                assertEquals(taken.getOrDefault(line, position), position, when + ": " + line + " keeps its name");
                assertEquals(lines.getOrDefault(position, line), line, when + ": a name is given once");
                taken.put(line, position);
                lines.put(position, line);
            });
            var all = new ArrayList<>(taken.keySet());
            all.sort(null);
            int samples = there.size() > MANY ? 3 : Math.min(SAMPLE, all.size());
            for (int sample = 0; sample < samples; sample++) {
                check(all.get(random.nextInt(all.size())), there, when);
            }
        }

        private void check(String line, List<String> there, String when) throws IOException {
            Position position = taken.get(line);
            assertNotNull(position);
            String told = when + ": " + position + " of " + line;
            List<String> after =
                    there.stream().filter(other -> number(other) > number(line)).toList();
            assertEquals(after, log.behind(position), told);
            if (there.contains(line)) {
                assertEquals(line, log.at(position), told);
                return;
            }
            assertNull(log.at(position), told);
            PositionReader.Gap gap = log.gapBehind(position);
            assertNotNull(gap, told);
            assertEquals(position, gap.from(), told);
            assertEquals(after.isEmpty() ? null : taken.get(after.get(0)), gap.to(), told);
        }

        private static int number(String line) {
            return Integer.parseInt(line.split(" ", 3)[1]);
        }
    }

    private static FaultyFileSystem system(long seed) {
        return seed % 3 == 0 ? FaultyFileSystem.windows() : FaultyFileSystem.unix();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000, 2_000, 3_000})
    void everyPositionLeadsToItsLineOrToAGap(long first) throws IOException {
        for (long seed = first; seed < first + 12; seed++) {
            var random = new Random(seed);
            try (FaultyFileSystem files = system(seed)) {
                var model = new Model(random, files.getPath("logs"));
                if (seed % 4 == 0) {
                    model.manyRotations();
                }
                var steps = new ArrayList<String>();
                for (int round = 0; round < (seed % 4 == 0 ? 12 : 30); round++) {
                    for (int step = random.nextInt(6); step >= 0; step--) {
                        steps.add(model.step());
                    }
                    model.check("seed " + seed + ", " + steps);
                }
                assertTrue(model.taken.size() > 10, "seed " + seed);
                model.log.close();
            }
        }
    }
}

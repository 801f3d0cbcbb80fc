package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.stream.LevelChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LevelsFileTest {
    private static final Instant END = Instant.parse("2026-11-21T05:50:00.123Z");
    private static final List<LevelChange> TWO =
            List.of(new LevelChange("EventHandlers.Compound", 10, END), new LevelChange("", 30, null));

    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path file = files.getPath("/logs/.state/levels");
    private final List<String> problems = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectories(files.getPath("/logs/.state"));
    }

    private List<LevelChange> read() {
        return LevelsFile.read(file, problems::add);
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        LevelsFile.write(file, TWO);
        assertEquals(TWO, read());
        assertEquals(List.of(), problems);
    }

    @Test
    void anyNameComesBackAsItWas() throws IOException {
        long seed = 20_261_121;
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var name = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                name.append(
                        random.nextInt(4) == 0
                                ? (char) random.nextInt(65_536)
                                : "ab.'\"\\%(x)s#[]= \t\n".charAt(random.nextInt(17)));
            }
            var change = List.of(new LevelChange(name.toString(), random.nextInt(51), END.plusSeconds(round)));
            LevelsFile.write(file, change);
            assertEquals(change, read(), "seed " + seed + ", round " + round);
        }
        assertEquals(List.of(), problems);
    }

    @Test
    void withoutALevelThereIsNoFile() throws IOException {
        LevelsFile.write(file, TWO);
        LevelsFile.write(file, List.of());
        assertFalse(Files.exists(file));
        assertEquals(List.of(), read());
        LevelsFile.write(file, List.of());
    }

    @Test
    void aSectionThatMakesNoSenseIsSaidAndTheOthersCount() throws IOException {
        Files.writeString(file, """
                [levels]
                [[1]]
                logger='a'
                level='DEBGU'
                [[2]]
                logger='b'
                level=10
                until='soon'
                [[3]]
                level=10
                [[4]]
                logger='d'
                level='DEBUG'
                """);
        assertEquals(List.of(new LevelChange("d", 10, null)), read());
        assertEquals(3, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith("levels:2: error: section [levels] [[1]] needs"), problems::toString);
        assertEquals("levels:8: error: until 'soon' is no time; left out", problems.get(1));
    }

    @Test
    void whateverTheFileHoldsNothingIsThrown() throws IOException {
        LevelsFile.write(file, TWO);
        byte[] whole = Files.readAllBytes(file);
        long seed = 5_012_009;
        var random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            for (int i = random.nextInt(4); i > 0 && broken.length > 0; i--) {
                broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            }
            Files.write(file, broken);
            problems.clear();
            int number = round;
            assertDoesNotThrow(this::read, () -> "seed " + seed + ", round " + number);
            problems.forEach(problem -> assertTrue(
                    problem.matches("levels:[1-9][0-9]*: (error|warning): .+"), () -> "seed " + seed + ": " + problem));
        }
    }

    @Test
    void aFileThatCannotBeReplacedStaysAsItWas() throws IOException {
        LevelsFile.write(file, TWO);
        files.failOnce(Operation.MOVE, 1, Fault.denied());
        assertThrows(IOException.class, () -> LevelsFile.write(file, List.of(TWO.get(0))));
        assertEquals(TWO, read());
    }

    @Test
    void nothingIsLeftBesideIt() throws IOException {
        LevelsFile.write(file, TWO);
        try (Stream<Path> all = Files.list(files.getPath("/logs/.state"))) {
            assertEquals(List.of(file), all.toList());
        }
    }
}

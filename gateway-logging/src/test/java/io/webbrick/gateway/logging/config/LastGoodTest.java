package io.webbrick.gateway.logging.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastGoodTest {
    @TempDir
    private Path directory;

    private Path state;
    private Path log;
    private Path disk;

    @BeforeEach
    void files() throws IOException {
        state = directory.resolve("state");
        log = file("conf/log.cfg", "a=1\n");
        disk = file("platform/disk/log.cfg", "b=2\n");
    }

    private Path file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return Files.writeString(file, text);
    }

    private List<Path> kept() {
        return LastGood.files(state).orElseThrow();
    }

    @Test
    void thereIsNoneBeforeTheFirstSave() {
        assertEquals(Optional.empty(), LastGood.files(state));
    }

    @Test
    void keepsContentNamesAndOrder() throws IOException {
        LastGood.save(state, List.of(log, disk));
        assertEquals("a=1\n", Files.readString(kept().get(0)));
        assertEquals("b=2\n", Files.readString(kept().get(1)));
        assertTrue(kept().get(1).endsWith("disk/log.cfg"), () -> kept().toString());
    }

    @Test
    void keepsCopiesSoThatTheFilesMayBreak() throws IOException {
        LastGood.save(state, List.of(log));
        Files.writeString(log, "broken");
        assertEquals("a=1\n", Files.readString(kept().get(0)));
    }

    @Test
    void theNextSaveReplacesTheOneBeforeAndLeavesNothingBehind() throws IOException {
        LastGood.save(state, List.of(log, disk));
        Files.writeString(log, "a=3\n");
        LastGood.save(state, List.of(log));
        assertEquals(1, kept().size());
        assertEquals("a=3\n", Files.readString(kept().get(0)));
        try (Stream<Path> all = Files.list(state.resolve("last-good"))) {
            assertEquals(2, all.count());
        }
    }

    @Test
    void aSaveThatFailsKeepsTheOneBefore() throws IOException {
        LastGood.save(state, List.of(log));
        assertThrows(IOException.class, () -> LastGood.save(state, List.of(log, directory.resolve("missing.cfg"))));
        assertEquals("a=1\n", Files.readString(kept().get(0)));
    }

    @Test
    void copiesThatAreNotWholeCountAsNone() throws IOException {
        LastGood.save(state, List.of(log, disk));
        Files.delete(kept().get(1));
        assertEquals(Optional.empty(), LastGood.files(state));
    }

    @Test
    void aDamagedListCountsAsNone() throws IOException {
        LastGood.save(state, List.of(log));
        Path list = state.resolve("last-good/files");
        for (byte[] damage : List.of(
                new byte[] {(byte) 0xC3, 0x28},
                new byte[] {0},
                "../../conf/log.cfg".getBytes(StandardCharsets.UTF_8),
                new byte[0])) {
            Files.write(list, damage);
            assertEquals(Optional.empty(), LastGood.files(state));
        }
    }

    @Test
    void whatWasKeptLoadsAsTheFilesDid() throws IOException {
        Path shipped = Loads.project("conf/log.cfg");
        Path overlay = Loads.project("platform/disk/log.cfg");
        LastGood.save(state, List.of(shipped, overlay));
        LoadedConfig loaded = Loads.files(kept().toArray(Path[]::new));
        assertEquals(
                Loads.plan(Loads.files(shipped, overlay)).streams().toString(),
                Loads.plan(loaded).streams().toString());
        assertEquals(Loads.files(shipped, overlay).contentHash(), loaded.contentHash());
    }
}

package io.webbrick.gateway.benchmarks.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.benchmarks.measure.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTest {
    private static final Path TEMPLATES = Path.of(System.getProperty("project.root"), "benchmarks", "peers");

    @TempDir
    private Path directory;

    @Test
    void replacesEveryVariableByItsValueAsItIs() {
        assertEquals("a=1 b=$2\\ 1@x", Template.fill("a=@one@ b=@two@ @one@@x", Map.of("one", "1", "two", "$2\\")));
    }

    @Test
    void aVariableThatNobodySetsIsAnError() {
        var failure = assertThrows(IllegalArgumentException.class, () -> Template.fill("@gone@", Map.of()));
        assertTrue(String.valueOf(failure.getMessage()).contains("@gone@"), failure::getMessage);
    }

    @Test
    void everyPeerHasAConfigurationForTheRollingFile() throws IOException {
        for (Peer peer : Peers.all()) {
            if (!peer.folder().equals("none")) {
                String text = written(peer, Layout.ROLL, false).orElseThrow();
                assertTrue(text.contains("1000000"), () -> peer.name() + ":\n" + text);
                assertFalse(text.contains("@"), () -> peer.name() + ":\n" + text);
            }
        }
    }

    @Test
    void everyConfigurationThereIsCanBeFilled() throws IOException {
        for (Peer peer : Peers.all()) {
            for (Layout layout : Layout.values()) {
                Optional<String> text = written(peer, layout, true);
                text.ifPresent(found ->
                        assertTrue(found.contains("room") || found.contains("mdc"), () -> peer.name() + ":\n" + found));
            }
        }
    }

    @Test
    void aLibraryThatCannotShowTheContextHasNoSuchSetting() throws IOException {
        Peer jul = Peers.all().stream()
                .filter(peer -> peer.library() == Library.JUL)
                .findFirst()
                .orElseThrow();
        assertEquals(Optional.empty(), written(jul, Layout.ROLL, true));
        assertEquals(Optional.empty(), written(jul, Layout.TWO, false));
        assertEquals(Optional.empty(), written(jul, Layout.NULL, false));
    }

    private Optional<String> written(Peer peer, Layout layout, boolean withContext) throws IOException {
        Optional<Path> config =
                Template.write(TEMPLATES, peer, layout, withContext, directory, directory.resolve("logs"));
        return config.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.readString(config.get(), StandardCharsets.UTF_8));
    }
}

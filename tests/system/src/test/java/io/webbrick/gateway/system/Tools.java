package io.webbrick.gateway.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A PATH with what the launcher script itself needs, and with neither Java nor Maven. */
final class Tools {
    private static final List<String> NAMES = List.of(
            "sh",
            "dirname",
            "readlink",
            "uname",
            "sed",
            "head",
            "ls",
            "cat",
            "mkdir",
            "find",
            "rm",
            "sleep",
            "grep",
            "tail");

    private Tools() {}

    /** Links the tools into a directory below this one. */
    static Path linkedBelow(Path place) {
        try {
            Path tools = Files.createDirectories(place.resolve("tools"));
            for (String name : NAMES) {
                for (String directory : List.of("/bin", "/usr/bin")) {
                    Path from = Path.of(directory, name);
                    if (Files.exists(from) && !Files.exists(tools.resolve(name))) {
                        Files.createSymbolicLink(tools.resolve(name), from);
                    }
                }
            }
            return tools;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.StreamCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps up to where a stream was read in a file of a user's, written whole or not at all. One thread. */
final class CursorFile {
    private final Path file;
    private StreamCursor kept = StreamCursor.START;

    CursorFile(Path file) {
        this.file = file;
    }

    /** What was kept; nothing read when there is no file yet. */
    StreamCursor read() throws CommandFailure, IOException {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (NoSuchFileException first) {
            return StreamCursor.START;
        }
        kept = StreamCursor.parse(text)
                .orElseThrow(() -> CommandFailure.usage(
                        "--cursor-file " + file + " holds '" + text.substring(0, Math.min(80, text.length()))
                                + "', which is no position; delete it to begin anew"));
        return kept;
    }

    /** Keeps it, where lines have names. */
    void keep(StreamCursor cursor) throws IOException {
        if (!cursor.isNamed() || cursor.equals(kept)) {
            return;
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(temporary, cursor + "\n");
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        kept = cursor;
    }
}

package io.webbrick.gateway.logging.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.webbrick.gateway.logging.store.CommittedFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewestFileTest {
    @TempDir
    Path directory;

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotCommittedIsNotRead() throws IOException {
        Path newest = Files.writeString(directory.resolve("a.log"), "one\ntwo\n");
        CommittedFiles.Entry entry = CommittedFiles.open(newest, null, 1, 4);
        try (InputStream in = NewestFile.open(newest)) {
            assertEquals("one\n", text(in));
        } finally {
            entry.close();
        }
    }

    @Test
    void aFileThatWasJustBegunHasNothingWhileTheMarkIsThatOfTheOneBefore() throws IOException {
        Path newest = Files.createFile(directory.resolve("a.log"));
        CommittedFiles.Entry entry = CommittedFiles.open(newest, null, 1, 1_000);
        try (InputStream in = NewestFile.open(newest)) {
            Files.writeString(newest, "not committed\n", StandardOpenOption.APPEND);
            assertEquals("", text(in));
        } finally {
            entry.close();
        }
    }
}

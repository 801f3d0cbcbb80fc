package io.webbrick.gateway.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The lines of a stream as they lie in its files, packed ones included, read without the product's own readers. */
final class StoredLines {
    private StoredLines() {}

    /** The files of a stream whose newest one has this name, those with the earliest first line first; empty ones left out. */
    static List<Path> files(Path directory, String newest) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().startsWith(newest))
                    .filter(file -> !first(file).isEmpty())
                    .sorted(Comparator.comparing(StoredLines::first))
                    .toList();
        }
    }

    static void read(Path file, Consumer<String> lines) {
        try (BufferedReader in = open(file)) {
            in.lines().forEach(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String first(Path file) {
        try (BufferedReader in = open(file)) {
            String line = in.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        boolean packed = file.getFileName().toString().endsWith(".gz");
        return new BufferedReader(
                new InputStreamReader(packed ? new GZIPInputStream(in, 65_536) : in, StandardCharsets.UTF_8));
    }
}

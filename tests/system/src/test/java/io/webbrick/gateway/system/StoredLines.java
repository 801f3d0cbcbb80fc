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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The lines of a stream as they lie in its files, packed ones included, read without the product's own readers. */
final class StoredLines {
    private static final Pattern PART = Pattern.compile(".*\\.log\\.99\\.([0-9]+)(?:-([0-9]+))?(?:\\.gz)?");

    private StoredLines() {}

    /** The files of a stream whose newest one has this name, those with the earliest first line first; empty ones left out. */
    static List<Path> files(Path directory, String newest) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> all =
                    entries.filter(file -> name(file).startsWith(newest)).toList();
            return all.stream()
                    .filter(file -> all.stream().noneMatch(other -> isLeftOver(name(file), name(other))))
                    .filter(file -> !first(file).isEmpty())
                    .sorted(Comparator.comparing(StoredLines::first))
                    .toList();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Whether a file's records are all in another one: it was merged or packed, and is not deleted yet. */
    private static boolean isLeftOver(String file, String other) {
        if (file.equals(other + ".gz")) {
            return true;
        }
        Matcher one = PART.matcher(file);
        Matcher merged = PART.matcher(other);
        if (file.equals(other) || !one.matches() || !merged.matches() || merged.group(2) == null) {
            return false;
        }
        int first = Integer.parseInt(one.group(1));
        int last = one.group(2) == null ? first : Integer.parseInt(one.group(2));
        return Integer.parseInt(merged.group(1)) <= first && last <= Integer.parseInt(merged.group(2));
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

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.Packed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** A stream that grows, rotates and is compressed at random, with the list of what was written: the reference model. */
final class GrowingLog {
    private final Path newest;
    private final Random random;
    private final boolean dated;
    private final List<String> written = new ArrayList<>();
    private int days;

    GrowingLog(Path newest, Random random, boolean dated) {
        this.newest = newest;
        this.random = random;
        this.dated = dated;
    }

    /** All records, oldest first. */
    List<String> written() {
        return List.copyOf(written);
    }

    /** One random thing that may happen to a stream. */
    void step() throws IOException {
        int choice = random.nextInt(10);
        if (choice < 6) {
            append();
        } else if (choice < 9) {
            rotate();
        } else {
            compressOne();
        }
    }

    void append() throws IOException {
        var text = new StringBuilder();
        for (int count = random.nextInt(6); count >= 0; count--) {
            String record = "record " + written.size() + " " + "ä".repeat(length());
            for (int frames = random.nextInt(8) - 5; frames > 0; frames--) {
                record += "\n\tat frame " + frames;
            }
            written.add(record);
            text.append(record).append('\n');
        }
        Files.writeString(newest, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private int length() {
        return switch (random.nextInt(40)) {
            case 0 -> 50_000 + random.nextInt(50_000);
            case 1, 2, 3 -> random.nextInt(2_000);
            default -> random.nextInt(40);
        };
    }

    /** As the store does it: history moves up from the oldest, then the newest file becomes history. */
    void rotate() throws IOException {
        if (Files.notExists(newest) || Files.size(newest) == 0) {
            return;
        }
        if (dated) {
            Files.move(newest, sibling(".2026-%02d-%02d".formatted(1 + days / 28, 1 + days % 28)));
            days++;
        } else {
            for (int number = highest(); number >= 1; number--) {
                for (String end : List.of("", ".gz")) {
                    if (Files.exists(sibling("." + number + end))) {
                        Files.move(sibling("." + number + end), sibling("." + (number + 1) + end));
                    }
                }
            }
            Files.move(newest, sibling(".1"), StandardCopyOption.ATOMIC_MOVE);
        }
        if (random.nextBoolean()) {
            Files.createFile(newest);
        }
    }

    private int highest() {
        int number = 0;
        while (Files.exists(sibling("." + (number + 1))) || Files.exists(sibling("." + (number + 1) + ".gz"))) {
            number++;
        }
        return number;
    }

    void compressOne() throws IOException {
        List<Path> plain = Segments.oldestFirst(newest).stream()
                .filter(file -> !file.equals(newest) && !file.toString().endsWith(".gz"))
                .toList();
        if (plain.isEmpty()) {
            return;
        }
        Path source = plain.get(random.nextInt(plain.size()));
        Path target = source.resolveSibling(source.getFileName() + ".gz");
        byte[] bytes = Files.readAllBytes(source);
        int half = bytes.length / 2;
        if (random.nextBoolean()) {
            Packed.write(target, bytes);
        } else {
            try (OutputStream out = Files.newOutputStream(target)) {
                member(out, bytes, 0, half);
                member(out, bytes, half, bytes.length - half);
            }
        }
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        Files.delete(source);
    }

    private static void member(OutputStream out, byte[] bytes, int from, int count) throws IOException {
        var zip = new GZIPOutputStream(out);
        zip.write(bytes, from, count);
        zip.finish();
    }

    /** Half a line without its end, as another process may see it. */
    void appendHalfLine(String text) throws IOException {
        Files.write(
                newest, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path sibling(String end) {
        return newest.resolveSibling(newest.getFileName() + end);
    }
}

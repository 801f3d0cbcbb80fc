package io.webbrick.gateway.benchmarks.ship;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that does nothing but tell what memory that takes. */
final class Bare {
    private Bare() {}

    public static void main(String[] arguments) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.UTF_8)) {
            if (line.startsWith("VmHWM:")) {
                System.out.println("rss=" + Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0);
            }
        }
    }
}

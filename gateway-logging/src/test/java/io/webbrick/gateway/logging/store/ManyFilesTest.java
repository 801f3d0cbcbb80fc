package io.webbrick.gateway.logging.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.fixtures.Operation;
import io.webbrick.gateway.logging.health.SelfLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A rotation beside years of history. */
final class ManyFilesTest {
    private static final int FILES = 2_000;
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    Path temporary;

    private final SelfLog selfLog = new SelfLog(
            ManualClock.at(NOW.toString()), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Compressor compressor = new Compressor(selfLog);

    @AfterEach
    void endCompressor() {
        compressor.close();
    }

    private RotatingFile open(Path directory) throws IOException {
        Files.createDirectories(directory);
        LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
        for (int day = 1; day <= FILES; day++) {
            Files.writeString(directory.resolve("a.log." + today.minusDays(day)), "of another day\n");
        }
        var file = new RotatingFile(
                directory.resolve("a.log"),
                Rotation.midnight(),
                Retention.FOREVER,
                ZoneOffset.UTC,
                compressor,
                selfLog,
                path -> OptionalLong.empty());
        file.open(NOW.toEpochMilli());
        return file;
    }

    private static void writeAndRotate(RotatingFile file, Instant now) throws IOException {
        byte[] line = "a line\n".getBytes(StandardCharsets.UTF_8);
        file.firstRecord(now.toEpochMilli());
        file.write(line, 0, line.length);
        file.rotate(now.plus(Duration.ofDays(1)).toEpochMilli());
    }

    @Test
    void aRotationBesideTwoThousandFilesListsThemOnceAndTouchesNone() throws IOException {
        FaultyFileSystem files = FaultyFileSystem.unix();
        Path directory = files.getPath("/log");
        RotatingFile file = open(directory);
        int lists = files.count(Operation.LIST);
        int renames = files.count(Operation.MOVE);
        int deletes = files.count(Operation.DELETE);
        writeAndRotate(file, NOW);
        assertEquals(FILES + 2, files.count(Operation.LIST) - lists, "one listing, and each name of it");
        assertEquals(1, files.count(Operation.MOVE) - renames);
        assertEquals(0, files.count(Operation.DELETE) - deletes);
        file.close();
        try (Stream<Path> all = Files.list(directory)) {
            assertEquals(FILES + 2, all.filter(Files::isRegularFile).count());
        }
    }

    /** The goal is 100 ms. */
    @Test
    @EnabledIfSystemProperty(named = "rotation.timed", matches = "true", disabledReason = "takes times")
    void aRotationBesideTwoThousandFilesIsShort(TestReporter reporter) throws IOException {
        RotatingFile file = open(temporary.resolve("log"));
        long[] nanos = new long[50];
        for (int day = 0; day < nanos.length; day++) {
            long begin = System.nanoTime();
            writeAndRotate(file, NOW.plus(Duration.ofDays(day)));
            nanos[day] = System.nanoTime() - begin;
        }
        file.close();
        long first = nanos[0];
        Arrays.sort(nanos);
        String figures = String.format(
                Locale.ROOT,
                "rotation beside %d files: first %.1f ms, median %.1f ms, longest %.1f ms",
                FILES,
                first / 1e6,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length - 1] / 1e6);
        reporter.publishEntry("rotation", figures);
        System.out.println(figures);
        assertTrue(nanos[nanos.length - 1] <= 100_000_000, figures);
    }
}

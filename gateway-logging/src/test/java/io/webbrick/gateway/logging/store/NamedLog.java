package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.ManualClock;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.LineReader;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.PositionReader;
import io.webbrick.gateway.logging.read.Segments;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A stream with a ledger, written, rotated, packed, merged, deleted, ended and killed as a test says. */
final class NamedLog implements AutoCloseable {
    static final Retention FOREVER = Retention.FOREVER;
    private static final ZoneId UTC = ZoneId.of("UTC");

    final Path directory;
    final Path newest;
    final SelfLog selfLog = new SelfLog(
            ManualClock.at("2026-11-21T12:00:00Z"),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    private final Path state;
    private final Compressor idle = new Compressor(selfLog);

    Ledger ledger;
    RotatingFile file;
    int number;
    private CommittedFiles.Entry committed;

    NamedLog(Path directory) throws IOException {
        this(directory, "EventLog.log");
    }

    NamedLog(Path directory, String name) throws IOException {
        this.directory = directory.toAbsolutePath();
        this.newest = this.directory.resolve(name);
        this.state = this.directory.resolve(".state");
        idle.close();
        ledger = Ledger.open(this.directory, state, selfLog);
        file = open();
        committed = CommittedFiles.open(newest, file.ledgerPlace(), file.lives(), file.bytes());
        commit();
    }

    static NamedLog unix() throws IOException {
        return new NamedLog(FaultyFileSystem.unix().getPath("/log"));
    }

    private RotatingFile open() throws IOException {
        number = ledger.file(newest);
        var opened = new RotatingFile(
                newest, Rotation.bySize(10), FOREVER, UTC, idle, selfLog, path -> OptionalLong.empty());
        opened.noteIn(ledger, number);
        opened.open(0);
        return opened;
    }

    /** A process begins, after the one before ended. */
    void start() throws IOException {
        ledger = Ledger.open(directory, state, selfLog);
        ledger.settle();
        file = open();
        committed = CommittedFiles.open(newest, file.ledgerPlace(), file.lives(), file.bytes());
        commit();
    }

    /** The process ends in order. */
    void stop() throws IOException {
        file.close();
        committed.close();
        ledger.close();
    }

    void restart() throws IOException {
        stop();
        start();
    }

    /** The process is killed with this text in the file that was not committed. */
    void die(String uncommitted) throws IOException {
        int generation = file.generation();
        long offset = file.bytes();
        int crc = file.tailCrc();
        committed.close();
        ledger.close();
        Files.writeString(newest, uncommitted, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        recover(generation, offset, crc);
    }

    /** What recovery does, and the start after it. */
    void recover(int generation, long offset, int crc) throws IOException {
        ledger = Ledger.open(directory, state, selfLog);
        boolean meant = ledger.repair(number, generation, offset, crc);
        file = open();
        if (!meant) {
            file.rotate(0);
        }
        file.close();
        ledger.settle();
        ledger.close();
        start();
    }

    void write(String... lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
        commit();
    }

    void rotate() throws IOException {
        try {
            file.rotate(0);
        } finally {
            commit();
        }
    }

    /** Lines of one file each. */
    void writeFiles(String... lines) throws IOException {
        for (String line : lines) {
            write(line);
            rotate();
        }
    }

    private void commit() {
        committed.commit(file.lives(), file.bytes());
        committed.noted(file.generation());
    }

    /** The process writes on and keeps no ledger any more. */
    void losesItsLedger() {
        committed.noted(0);
    }

    List<Path> history() throws IOException {
        return History.oldestFirst(newest);
    }

    static void gzip(Path plain) throws IOException {
        Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            Files.copy(plain, out);
        }
        Files.delete(plain);
    }

    /** The same as the compressor does it. */
    static void pack(Path plain) throws IOException {
        Path packed = plain.resolveSibling(plain.getFileName() + ".gz");
        Packed.write(packed, Files.readAllBytes(plain));
        Files.delete(plain);
    }

    void gzipAll() throws IOException {
        for (Path path : history()) {
            if (!path.toString().endsWith(".gz")) {
                gzip(path);
            }
        }
    }

    void merge(boolean gzip) {
        new HistoryMerge(newest, new ReentrantLock(), Duration.ZERO, selfLog).run(gzip);
    }

    /** Retention keeps so many files from now on; older ones go now. */
    void keep(int count) throws IOException {
        file.rules(Rotation.bySize(10), new Retention(count, null, false), UTC);
        file.sweepIfDue(Long.MAX_VALUE / 4);
        file.rules(Rotation.bySize(10), FOREVER, UTC);
    }

    List<String> lines() throws IOException {
        var all = new ArrayList<String>();
        try (LineReader lines = LineReader.of(Segments.oldestFirst(newest))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** Every line that has a name, with it. */
    Map<String, Position> positions() throws IOException {
        var all = new LinkedHashMap<String, Position>();
        try (PositionReader lines = PositionReader.oldestFirst(newest)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                Position position = lines.position();
                if (position != null) {
                    all.put(line, position);
                }
            }
        }
        return all;
    }

    Position position(String line) throws IOException {
        Position position = positions().get(line);
        Assertions.assertNotNull(position, line + " has a position");
        return position;
    }

    /** The line that a position leads to; null when it is reported as deleted. */
    @Nullable
    String at(Position position) throws IOException {
        try (PositionReader lines = PositionReader.at(newest, position)) {
            String line = lines.next();
            return lines.gap() == null ? line : null;
        }
    }

    List<String> behind(Position position) throws IOException {
        var all = new ArrayList<String>();
        try (PositionReader lines = PositionReader.behind(newest, position)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    /** The first gap behind a position; null when there is none. */
    PositionReader.@Nullable Gap gapBehind(Position position) throws IOException {
        try (PositionReader lines = PositionReader.behind(newest, position)) {
            @Nullable String line;
            do {
                line = lines.next();
            } while (line != null && lines.gap() == null);
            return lines.gap();
        }
    }

    /** How many lives of the file the ledger remembers. */
    int remembered() throws IOException {
        return ledger.entry(number).sealed().size();
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Commit;
import io.webbrick.gateway.logging.ring.RingFile;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.Retention;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * A process that did some of its work and is gone: a test decides what is in the ring, what in the file and what was
 * committed, then changes bytes of what it left. One stream, {@code debug.log}, of bare messages.
 */
final class DeadProcess {
    static final int CAPACITY = 4_096;
    static final int HEADER = 4_096;
    static final int ROUTE = 7;
    private static final LineFormat MESSAGE = LineFormat.compile("%(message)s", "", Plans.UTC);

    final Ledger ledger;
    final RingFile ringFile;
    final RotatingFile file;
    final int number;
    private final Path newest;
    private long head;
    private int pending;

    DeadProcess(Path directory, SelfLog selfLog) throws IOException {
        this(directory, selfLog, CAPACITY);
    }

    DeadProcess(Path directory, SelfLog selfLog, int capacity) throws IOException {
        newest = directory.resolve("debug.log");
        Path state = directory.resolve(".state");
        ledger = Ledger.open(directory, state, selfLog);
        number = ledger.file(newest);
        note(Rotation.NEVER);
        ledger.route(ROUTE, String.join("\u001F", "1", "1", "1", "1", "1", "1"));
        file = new RotatingFile(
                newest,
                Rotation.NEVER,
                Retention.FOREVER,
                Plans.UTC,
                new Compressor(selfLog),
                selfLog,
                path -> OptionalLong.empty());
        file.noteIn(ledger, number);
        file.open(0);
        ringFile = RingFile.create(state, state, ledger.id(), capacity);
        ringFile.ring().track(number);
        commit();
    }

    private void note(Rotation rotation) throws IOException {
        var target = new Target.File(newest, rotation, Retention.FOREVER);
        var spec = new StreamSpec("Debug", Role.DEBUG, target, 0, MESSAGE, false, Durability.PROCESS);
        ledger.stream(1, StoredStreams.text(spec, target, number));
    }

    /** Its stream was configured to rotate at this size. */
    void rotatesAt(long maxBytes) throws IOException {
        note(Rotation.bySize(maxBytes));
    }

    /** A record whose call returned. Returns the position after it. */
    long append(String text) {
        return append(text, ROUTE);
    }

    long append(String text, int route) {
        var encoder = new RecordEncoder();
        encoder.begin(1_795_000_000_000L, 20, LoggerName.of("Heating"), "");
        encoder.message(text, 0, null, null);
        encoder.attributes(null, null);
        return ringFile.ring().append(encoder.bytes(), route);
    }

    /** Lines in the file, committed or not. */
    void write(String... lines) throws IOException {
        byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        file.write(bytes, 0, bytes.length);
    }

    /** Commits the file as it is now, and the ring up to {@code position}. */
    void commit(long position) {
        head = position;
        commit();
    }

    void unwritten(int records) {
        pending = records;
        commit();
    }

    private void commit() {
        ringFile.ring()
                .commit(
                        head,
                        List.of(new Commit.Entry(number, file.generation(), file.bytes(), file.tailCrc(), pending, 0)));
    }

    /** It is gone: nothing is finished, nothing is marked. */
    void die() throws IOException {
        ringFile.close();
        ledger.close();
    }

    /** Sets bytes of the ring's file. */
    void poke(long at, byte[] bytes) throws IOException {
        try (var ring = new RandomAccessFile(ringFile.path().toFile(), "rw")) {
            ring.seek(at);
            ring.write(bytes);
        }
    }

    void pokeInt(long at, int value) throws IOException {
        poke(
                at,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    int peekInt(long at) throws IOException {
        try (var ring = new RandomAccessFile(ringFile.path().toFile(), "r")) {
            ring.seek(at);
            return Integer.reverseBytes(ring.readInt());
        }
    }
}

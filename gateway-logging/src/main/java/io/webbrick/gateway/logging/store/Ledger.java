package io.webbrick.gateway.logging.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which files the streams have, which generation each is in, which rotation is under way and what the route ids in the
 * ring mean. An append-only text file, each line written before what it announces; form and crash contract stand in
 * docs/format/ledger.md. Any thread, one at a time; a line costs one write.
 */
public final class Ledger implements AutoCloseable {
    private static final String NAME = "ledger";
    private static final String FRESH = ".new";
    private static final int VERSION = 1;
    private static final long SMALL = 65_536;
    private static final Path RANDOM = Path.of("/dev", "urandom");

    private final Path file;
    private final Path directory;
    private final SelfLog selfLog;
    private final UUID id;
    private final Map<Integer, LedgerFile> files = new TreeMap<>();
    private final Map<Integer, String> streams = new TreeMap<>();
    private final Map<Integer, String> routes = new TreeMap<>();
    private @Nullable OutputStream out;
    private long bytes;
    private long compactAt;

    private volatile long mostBytes = SMALL;

    private boolean viewed;

    private Ledger(Path file, Path directory, SelfLog selfLog, UUID id) {
        this.file = file;
        this.directory = directory;
        this.selfLog = selfLog;
        this.id = id;
    }

    /**
     * Reads the ledger of a log directory, or begins one.
     *
     * @param state the state directory of the log directory
     */
    public static Ledger open(Path directory, Path state, SelfLog selfLog) throws IOException {
        Permissions.createDirectories(state);
        Path file = state.resolve(NAME);
        List<String> lines = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? lines(bytes(state)) : List.of();
        Optional<LedgerLine> first = lines.isEmpty() ? Optional.empty() : LedgerLine.parse(lines.get(0));
        UUID id = first.flatMap(Ledger::idOf).orElse(null);
        if (id == null) {
            if (!lines.isEmpty()) {
                Path aside = state.resolve(NAME + ".damaged");
                Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
                selfLog.problem("the ledger cannot be understood, it was set aside as " + aside);
            }
            lines = List.of();
            id = freshId();
        }
        var ledger = new Ledger(file, directory, selfLog, id);
        ledger.read(lines);
        ledger.mostBytes = 2 * (Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0) + SMALL;
        ledger.files.values().stream().filter(LedgerFile::isOpen).forEach(LedgerFile::passOver);
        return ledger;
    }

    /**
     * The ledger of a log directory as it is now: what is noted in it stays in memory, nothing on the disk is changed.
     *
     * @throws IOException when there is none that can be understood
     */
    public static Ledger view(Path directory, Path state) throws IOException {
        return view(directory, state, bytes(state));
    }

    /** The same of what {@link #bytes} read. */
    static Ledger view(Path directory, Path state, byte[] text) throws IOException {
        Path file = state.resolve(NAME);
        List<String> lines = lines(text);
        UUID id = lines.isEmpty()
                ? null
                : LedgerLine.parse(lines.get(0)).flatMap(Ledger::idOf).orElse(null);
        if (id == null) {
            throw new IOException(file + " cannot be understood");
        }
        var nobody =
                new SelfLog(InstantSource.system(), new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        var ledger = new Ledger(file, directory, nobody, id);
        ledger.viewed = true;
        ledger.read(lines);
        return ledger;
    }

    /** Whether there is one to read. */
    public static boolean exists(Path state) {
        return Files.isRegularFile(state.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
    }

    /** The ledger in this state directory, as it is now. */
    static byte[] bytes(Path state) throws IOException {
        return Files.readAllBytes(state.resolve(NAME));
    }

    private static List<String> lines(byte[] text) {
        return new String(text, UTF_8).lines().toList();
    }

    private static Optional<UUID> idOf(LedgerLine line) {
        try {
            boolean ours = line.kind().equals("ledger") && line.number(1) == VERSION;
            return ours ? Optional.of(UUID.fromString(line.fields().get(2))) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException other) {
            return Optional.empty();
        }
    }

    private void read(List<String> lines) {
        int damaged = 0;
        for (String text : lines.subList(Math.min(1, lines.size()), lines.size())) {
            try {
                apply(LedgerLine.parse(text).orElseThrow(IllegalArgumentException::new));
            } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException unreadable) {
                damaged++;
            }
        }
        if (damaged > 0) {
            selfLog.problem(damaged + " lines of " + file + " are damaged and were skipped");
        }
    }

    private void apply(LedgerLine line) {
        int number = line.number(1);
        switch (line.kind()) {
            case "file" -> {
                var entry = new LedgerFile(number, absolute(line.fields().get(2)));
                entry.forget(line.fields().size() > 3 ? line.number(3) : 0);
                files.put(number, entry);
            }
            case "stream" -> streams.put(number, line.fields().get(2));
            case "route" -> routes.put(number, line.fields().get(2));
            default -> Objects.requireNonNull(files.get(number)).apply(line);
        }
    }

    /** The id that ties rings to this ledger. */
    public UUID id() {
        return id;
    }

    /**
     * What tells its generations from those of every other ledger: 64 bits of its id. Of all the ledgers that 100,000
     * gateways begin in ten years, one each day, two have the same with a probability of one in 300.
     */
    String epoch() {
        return HexFormat.of().toHexDigits(id.getMostSignificantBits());
    }

    /** The newest files by their numbers, from 1. */
    public synchronized Map<Integer, Path> files() {
        var paths = new TreeMap<Integer, Path>();
        files.forEach((number, entry) -> paths.put(number, entry.path()));
        return paths;
    }

    /** Whether somebody appends to this file, or did when the process ended. */
    public synchronized boolean isOpen(int number) {
        return entry(number).isOpen();
    }

    /** Which life a file is in. */
    public synchronized int generation(int number) {
        return entry(number).generation();
    }

    /** Where that begins in the newest file. */
    public synchronized long beganAt(int number) {
        return entry(number).offset();
    }

    synchronized LedgerFile entry(int number) {
        return Objects.requireNonNull(files.get(number), "a number of this ledger");
    }

    /** Streams as they were noted, by number. */
    public synchronized Map<Integer, String> streams() {
        return new TreeMap<>(streams);
    }

    /** Routes as they were noted, by id. */
    public synchronized Map<Integer, String> routes() {
        return new TreeMap<>(routes);
    }

    /** The number of a newest file, a new one when it has none. */
    public synchronized int file(Path newest) throws IOException {
        for (LedgerFile known : files.values()) {
            if (known.path().equals(newest)) {
                return known.number();
            }
        }
        int number = files.size() + 1;
        while (files.containsKey(number)) {
            number++;
        }
        files.put(number, new LedgerFile(number, newest));
        append(LedgerLine.of("file", number, relative(newest)));
        return number;
    }

    /** Notes what is needed to write a stream's records. */
    public synchronized void stream(int number, String fields) throws IOException {
        streams.put(number, fields);
        append(LedgerLine.of("stream", number, fields));
    }

    /** Notes what a route id means. */
    public synchronized void route(int routeId, String fields) throws IOException {
        routes.put(routeId, fields);
        append(LedgerLine.of("route", routeId, fields));
    }

    /** Lets streams below a number and routes go, when no record can need them any more. */
    public synchronized void forget(int firstStream, List<Integer> oldRoutes) {
        streams.keySet().removeIf(number -> number < firstStream);
        routes.keySet().removeAll(oldRoutes);
    }

    /**
     * Brings the newest file back to this offset, the last that was committed of its generation; generation 0 when
     * nothing was: then to where the generation began. False when it is not the file that was meant, and stays as it is.
     */
    public boolean repair(int number, int generation, long offset, int tailCrc) throws IOException {
        LedgerFile entry = entry(number);
        if (!entry.isOpen()) {
            return true;
        }
        boolean committed = generation > 0 && generation >= entry.generation();
        entry.reached(generation);
        boolean meant = committed
                ? FileRepair.repair(this, entry, offset, tailCrc)
                : FileRepair.repair(this, entry, entry.offset(), entry.tailCrc());
        if (!meant) {
            entry.unproven();
        }
        return meant;
    }

    /**
     * A generation begins at this offset of the newest file.
     *
     * @param goesOn whether that is proven to be the file that the generation before was in
     */
    synchronized void opened(LedgerFile entry, long offset, int tailCrc, boolean goesOn) throws IOException {
        append(entry.opening(offset, tailCrc, goesOn));
    }

    synchronized void intent(LedgerFile entry, String name) throws IOException {
        append(entry.intending(name));
    }

    /**
     * The rename was done, and the next generation begins with an empty file.
     *
     * @param headCrc CRC32C of the up to 64 bytes at its beginning
     */
    synchronized void renamed(LedgerFile entry, String name, long sealedBytes, int headCrc) throws IOException {
        LedgerLine renamed = LedgerLine.of(
                "renamed", entry.number(), entry.generation(), name, sealedBytes, Integer.toHexString(headCrc));
        entry.apply(renamed);
        append(renamed, entry.opening(0, 0, false));
    }

    /** Nobody appends to it now; {@code bytes} and what stands before them tell the file at its next opening. */
    synchronized void closed(LedgerFile entry, long bytes, int tailCrc) throws IOException {
        entry.proven(bytes, tailCrc);
        append(entry.closing());
    }

    /** Nobody appends to it now, and how it ended is not known. */
    synchronized void closed(LedgerFile entry) throws IOException {
        append(entry.closing());
    }

    /**
     * History was deleted: forgets what lies before the oldest file that is left. Noted when the ledger is written anew.
     *
     * @param files how many lives the files that are left are made of
     */
    synchronized void forget(LedgerFile entry, byte[] oldest, long files) {
        entry.forgetBefore(oldest, files);
    }

    /** All history was deleted. */
    synchronized void forgetAll(LedgerFile entry) {
        entry.forgetAll();
    }

    /** Everything is in the files: streams and routes are let go, nothing is open. Written anew. */
    public synchronized void settle() throws IOException {
        streams.clear();
        routes.clear();
        files.values().forEach(LedgerFile::closing);
        compact();
    }

    private void append(LedgerLine... lines) throws IOException {
        if (viewed) {
            return;
        }
        var text = new StringBuilder();
        for (LedgerLine line : lines) {
            text.append(line.text());
        }
        if (out == null || bytes > compactAt) {
            compact();
            return;
        }
        byte[] encoded = text.toString().getBytes(UTF_8);
        try {
            out.write(encoded);
        } catch (IOException failed) {
            compactAt = -1;
            throw failed;
        }
        bytes += encoded.length;
        noteMost();
    }

    private void noteMost() {
        mostBytes = 2 * bytes + SMALL;
    }

    /**
     * What it may take before somebody asks again, 64 KiB of notes and being written anew beside itself included; any thread,
     * without a lock.
     */
    long mostBytes() {
        return mostBytes;
    }

    /** Whether this file is the ledger, or the one that takes its place. */
    boolean isOwn(Path other) {
        return other.equals(file) || other.equals(file.resolveSibling(NAME + FRESH));
    }

    /** Writes all that counts beside the ledger and renames it over the old one. */
    private void compact() throws IOException {
        if (viewed) {
            return;
        }
        var text = new StringBuilder(LedgerLine.of("ledger", VERSION, id).text());
        files.values().forEach(entry -> entry.lines(relative(entry.path())).forEach(line -> text.append(line.text())));
        streams.forEach((number, fields) ->
                text.append(LedgerLine.of("stream", number, fields).text()));
        routes.forEach((number, fields) ->
                text.append(LedgerLine.of("route", number, fields).text()));
        byte[] encoded = text.toString().getBytes(UTF_8);
        Path fresh = file.resolveSibling(NAME + FRESH);
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, Permissions.ofFile(fresh));
        OutputStream next = Files.newOutputStream(fresh, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            next.write(encoded);
            next.close();
            closeOut();
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            next.close();
        }
        out = Files.newOutputStream(
                file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        bytes = encoded.length;
        compactAt = Math.max(SMALL, 4 * bytes);
        noteMost();
    }

    private void closeOut() throws IOException {
        OutputStream old = out;
        out = null;
        if (old != null) {
            old.close();
        }
    }

    /** The directory that it is kept for. */
    Path directory() {
        return directory;
    }

    /** A newest file's path as it is noted: with {@code /} between names, from the log directory where it lies in it. */
    private String relative(Path path) {
        return relative(directory, path);
    }

    /** The same, from any directory. */
    static String relative(Path directory, Path path) {
        if (!path.startsWith(directory)) {
            return path.toString();
        }
        var names = new StringBuilder();
        for (Path name : directory.relativize(path)) {
            names.append(names.isEmpty() ? "" : "/").append(name);
        }
        return names.toString();
    }

    private Path absolute(String text) {
        Path path = directory.getFileSystem().getPath(text);
        if (path.isAbsolute()) {
            return path;
        }
        Path below = directory;
        for (String name : text.split("/", -1)) {
            below = below.resolve(name);
        }
        return below;
    }

    @Override
    public synchronized void close() throws IOException {
        closeOut();
    }

    /**
     * Unlike any other: from the system's own source where that is a file, for a box whose clock stands still while it is
     * off makes its ledgers at nearly the same time of day. SecureRandom would take longer than the rest of it.
     */
    private static UUID freshId() {
        try (InputStream source = Files.newInputStream(RANDOM)) {
            ByteBuffer bytes = ByteBuffer.wrap(source.readNBytes(2 * Long.BYTES));
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (IOException | BufferUnderflowException noSuchSource) {
            var random = new SplittableRandom();
            return new UUID(random.nextLong(), random.nextLong());
        }
    }
}

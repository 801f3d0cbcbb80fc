package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * The files of one stream: appends whole lines to the newest, begins a new one when {@link Rotation} says so, deletes
 * what {@link Retention} does not keep. A rolled file is never overwritten; after a failed step writing goes on into
 * the file that is open. Written by one thread; history is changed under a lock that the compressor shares.
 */
public final class RotatingFile {
    private static final long MAX_RENAMES = 100_000;

    private final LogFile file;
    private final ZoneId zone;
    private final SelfLog selfLog;
    private final Compressor compressor;
    private final Function<Path, OptionalLong> firstRecordMillis;
    private final ReentrantLock historyLock = new ReentrantLock();

    private Rotation rotation;
    private Retention retention;
    private int shifts;
    private long periodStart;
    private long periodEnd = Long.MAX_VALUE;
    private long nextSweep;

    /**
     * @param firstRecordMillis reads the time of a file's first record, so that a file that was there before is named
     *     for the period of its records
     */
    public RotatingFile(
            Path path,
            Rotation rotation,
            Retention retention,
            ZoneId zone,
            Compressor compressor,
            SelfLog selfLog,
            Function<Path, OptionalLong> firstRecordMillis) {
        this.file = new LogFile(path);
        this.rotation = rotation;
        this.retention = retention;
        this.zone = zone;
        this.compressor = compressor;
        this.selfLog = selfLog;
        this.firstRecordMillis = firstRecordMillis;
    }

    /** The newest file. */
    public Path path() {
        return file.path();
    }

    /** Opens the newest file and sweeps history. */
    public void open(long nowMillis) throws IOException {
        file.open();
        if (file.bytes() > 0) {
            OptionalLong first = firstRecordMillis.apply(path());
            begin(
                    first.isPresent()
                            ? first.getAsLong()
                            : Files.getLastModifiedTime(path()).toMillis());
        } else {
            periodEnd = Long.MAX_VALUE;
        }
        sweep(nowMillis);
        compressHistory();
    }

    /** Takes other rules from now on; the file stays open. */
    public void rules(Rotation newRotation, Retention newRetention) {
        rotation = newRotation;
        retention = newRetention;
        if (file.bytes() > 0) {
            begin(periodStart);
        }
    }

    /**
     * Whether a new file must begin before a line of {@code lineBytes} at {@code recordMillis}, when {@code pending}
     * bytes wait to be written before it. A line larger than a whole file gets a file of its own.
     */
    public boolean isFull(long pending, int lineBytes, long recordMillis) {
        long bytes = file.bytes() + pending;
        if (bytes == 0) {
            return false;
        }
        boolean bySize = rotation.maxBytes() > 0 && bytes + lineBytes >= rotation.maxBytes();
        return bySize || recordMillis >= periodEnd;
    }

    /** Tells of the first record of an empty file: its period begins there. */
    public void firstRecord(long recordMillis) {
        if (periodEnd == Long.MAX_VALUE) {
            begin(recordMillis);
        }
    }

    /** Appends whole lines; after an exception none of them counts as written. */
    public void write(byte[] lines, int offset, int length) throws IOException {
        if (!file.isOpen()) {
            file.open();
        }
        file.write(lines, offset, length);
    }

    /** Begins a new file; the old one becomes history. When that fails, writing goes on into the old one. */
    public void rotate(long nowMillis) throws IOException {
        if (file.bytes() == 0) {
            return;
        }
        file.close();
        try {
            historyLock.lock();
            try {
                intoHistory();
            } finally {
                historyLock.unlock();
            }
            periodEnd = Long.MAX_VALUE;
        } finally {
            file.open();
        }
        sweep(nowMillis);
        compressHistory();
    }

    /** Deletes what is not kept, at most once an hour unless something was rotated. */
    public void sweepIfDue(long nowMillis) {
        if (nowMillis >= nextSweep) {
            try {
                sweep(nowMillis);
            } catch (IOException failed) {
                selfLog.problem("cannot list the history of " + path(), failed);
            }
        }
    }

    /** Closes the newest file. */
    public void close() throws IOException {
        file.close();
    }

    private void begin(long recordMillis) {
        periodStart = recordMillis;
        Rotation.When when = rotation.when();
        periodEnd = when == null ? Long.MAX_VALUE - 1 : Period.end(when, rotation.interval(), recordMillis, zone);
    }

    private void intoHistory() throws IOException {
        Rotation.When when = rotation.when();
        if (when == null) {
            shift();
            Files.move(path(), sibling(SegmentName.numbered(baseName(), 1, false)), StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.move(path(), freeName(Period.text(when, periodStart, zone)), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private Path freeName(String period) throws IOException {
        for (int copy = 0; copy < MAX_RENAMES; copy++) {
            SegmentName name = SegmentName.dated(baseName(), period, copy);
            Path target = sibling(name);
            if (Files.notExists(target, LinkOption.NOFOLLOW_LINKS)
                    && Files.notExists(sibling(name.compressed()), LinkOption.NOFOLLOW_LINKS)) {
                return target;
            }
        }
        throw new IOException("no free name for " + period + " beside " + path());
    }

    /** Moves every numbered segment one place up, oldest first, so that none is ever overwritten. */
    private void shift() throws IOException {
        for (History.Segment segment : History.segments(path())) {
            if (segment.name().isNumbered()) {
                Files.move(segment.path(), sibling(segment.name().shifted(1)), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        shifts++;
    }

    private void sweep(long nowMillis) throws IOException {
        nextSweep = nowMillis + 3_600_000L;
        historyLock.lock();
        try {
            List<History.Segment> segments = History.segments(path());
            int excess = retention.maxFiles() == 0 ? 0 : segments.size() - retention.maxFiles();
            for (int index = 0; index < segments.size(); index++) {
                if (index < excess || isTooOld(segments.get(index), nowMillis)) {
                    delete(segments.get(index).path());
                }
            }
        } finally {
            historyLock.unlock();
        }
    }

    private boolean isTooOld(History.Segment segment, long nowMillis) {
        var maxAge = retention.maxAge();
        return maxAge != null && nowMillis - segment.modifiedMillis() > maxAge.toMillis();
    }

    private void delete(Path segment) {
        try {
            Files.deleteIfExists(segment);
        } catch (IOException failed) {
            selfLog.problem("cannot delete " + segment + ", it stays", failed);
        }
    }

    private void compressHistory() throws IOException {
        if (!retention.gzip()) {
            return;
        }
        for (History.Segment segment : History.segments(path())) {
            if (!segment.name().gzip()) {
                int seen = shifts;
                compressor.submit(() -> compress(segment, seen));
            }
        }
    }

    /** Compresses beside the source; the source goes last, so at every moment one whole copy is there. */
    private void compress(History.Segment segment, int seenShifts) {
        Path temporary = path().resolveSibling(path().getFileName() + ".gz.tmp");
        try {
            SegmentName name = current(segment.name(), seenShifts);
            try (InputStream in = Files.newInputStream(sibling(name), LinkOption.NOFOLLOW_LINKS);
                    OutputStream out = new GZIPOutputStream(
                            Files.newOutputStream(
                                    temporary,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            65_536)) {
                in.transferTo(out);
            }
            replace(segment.name(), seenShifts, segment, temporary);
        } catch (NoSuchFileException deletedMeanwhile) {
            delete(temporary);
        } catch (IOException failed) {
            delete(temporary);
            selfLog.problem("cannot compress " + segment.path() + ", it stays as it is", failed);
        }
    }

    private void replace(SegmentName old, int seenShifts, History.Segment segment, Path temporary) throws IOException {
        historyLock.lock();
        try {
            SegmentName now = current(old, seenShifts);
            Path source = sibling(now);
            if (Files.size(source) != segment.bytes()) {
                throw new IOException(source + " is not the file that was compressed");
            }
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(source));
            Files.move(temporary, sibling(now.compressed()), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(source);
        } finally {
            historyLock.unlock();
        }
    }

    /** Where a segment lies after the rotations since it was seen. */
    private SegmentName current(SegmentName name, int seenShifts) {
        historyLock.lock();
        try {
            return name.isNumbered() ? name.shifted(shifts - seenShifts) : name;
        } finally {
            historyLock.unlock();
        }
    }

    private String baseName() {
        return path().getFileName().toString();
    }

    private Path sibling(SegmentName name) {
        return path().resolveSibling(name.fileName());
    }
}

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Packs the history of one stream: beside the source, which goes last, so that one whole copy is there at every moment.
 * Room for the copy is reserved first. On the compressor's thread; what waits is guarded by the history lock.
 */
final class Packing {
    private static final int BUFFER_BYTES = 65_536;

    private final Path newest;
    private final ReentrantLock lock;
    private final Compressor compressor;
    private final SelfLog selfLog;

    /** History that waits for compression. */
    private final List<WaitingSegment> waiting = new ArrayList<>();

    private volatile Budget.@Nullable Member budget;

    Packing(Path newest, ReentrantLock lock, Compressor compressor, SelfLog selfLog) {
        this.newest = newest;
        this.lock = lock;
        this.compressor = compressor;
        this.selfLog = selfLog;
    }

    void countIn(Budget.Member member) {
        budget = member;
    }

    /** A rotation gave a segment another name; under the lock. */
    void renamed(SegmentName before, SegmentName now) {
        waiting.stream().filter(segment -> segment.name().equals(before)).forEach(segment -> segment.name(now));
    }

    /** A segment is deleted; under the lock. */
    void forget(SegmentName name) {
        waiting.removeIf(segment -> segment.name().equals(name));
    }

    /** Gives the compressor what is not packed yet; under the lock. */
    void submit(List<History.Segment> segments) {
        for (History.Segment segment : segments) {
            boolean known = waiting.stream().anyMatch(other -> other.name().equals(segment.name()));
            if (!segment.name().gzip() && !known) {
                var next = new WaitingSegment(segment.name(), segment.bytes());
                waiting.add(next);
                compressor.submit(() -> packWithinBudget(next));
            }
        }
    }

    private void packWithinBudget(WaitingSegment segment) {
        Budget.Member member = budget;
        long most = segment.bytes() + segment.bytes() / 1_000 + BUFFER_BYTES;
        try {
            if (member != null) {
                member.lease(most, true);
            }
        } catch (IOException full) {
            forget(segment);
            selfLog.problem("no room to compress the history of " + newest + ", one file stays as it is", full);
            return;
        }
        long packed = 0;
        try {
            packed = pack(segment);
        } finally {
            forget(segment);
            if (member != null) {
                member.settle(most, packed);
            }
        }
    }

    /** Returns the size of the packed file; 0 when there is none. */
    private long pack(WaitingSegment segment) {
        Path temporary = temporary();
        try {
            try (InputStream in = open(segment);
                    OutputStream out = new GZIPOutputStream(
                            Files.newOutputStream(
                                    temporary,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE,
                                    LinkOption.NOFOLLOW_LINKS),
                            BUFFER_BYTES)) {
                in.transferTo(out);
            }
            long packed = Files.size(temporary);
            replace(segment, temporary);
            return packed;
        } catch (NoSuchFileException deletedMeanwhile) {
            delete(temporary);
        } catch (IOException failed) {
            delete(temporary);
            selfLog.problem("cannot compress the history of " + newest + ", one file stays as it is", failed);
        }
        return 0;
    }

    /** Opens a segment under the lock, so that no rotation gives its name to another one before it is open. */
    private InputStream open(WaitingSegment segment) throws IOException {
        lock.lock();
        try {
            Path source = sibling(segment.name());
            if (!waiting.contains(segment)) {
                throw new NoSuchFileException(source.toString());
            }
            return Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS);
        } finally {
            lock.unlock();
        }
    }

    private void replace(WaitingSegment segment, Path temporary) throws IOException {
        lock.lock();
        try {
            Path source = sibling(segment.name());
            if (!waiting.contains(segment)) {
                throw new NoSuchFileException(source.toString());
            }
            if (Files.size(source) != segment.bytes()) {
                throw new IOException(source + " is not the file that was compressed");
            }
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(source));
            Files.move(temporary, sibling(segment.name().compressed()), StandardCopyOption.ATOMIC_MOVE);
            Files.delete(source);
        } finally {
            lock.unlock();
        }
    }

    private void forget(WaitingSegment segment) {
        lock.lock();
        try {
            waiting.remove(segment);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes what a process that was killed left half packed. */
    void sweep() {
        delete(temporary());
    }

    private Path temporary() {
        return newest.resolveSibling(newest.getFileName() + ".gz.tmp");
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            selfLog.problem("cannot delete " + file + ", it stays", failed);
        }
    }

    private Path sibling(SegmentName name) {
        return newest.resolveSibling(name.fileName());
    }
}

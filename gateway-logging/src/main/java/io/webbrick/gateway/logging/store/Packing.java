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
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Packs the history of one stream: beside the source, which goes last, after content and name of the copy are on the disk, so
 * that one whole copy is there at every moment. Room for the copy is reserved first. On the compressor's thread; what waits is guarded by the history lock.
 */
final class Packing {
    private static final int BUFFER_BYTES = 65_536;

    /** How often a file is packed that rotations rename meanwhile. */
    private static final int ATTEMPTS = 3;

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
                member.lease(most);
            }
        } catch (IOException full) {
            forget(segment);
            selfLog.problem("no room to compress the history of " + newest + ", one file stays as it is", full);
            return;
        }
        long copy = 0;
        try {
            copy = pack(segment, most);
        } finally {
            forget(segment);
            if (member != null) {
                member.settle(most, copy);
            }
        }
    }

    /** Returns the size of the packed file; 0 when there is none. */
    private long pack(WaitingSegment segment, long most) {
        Path temporary = temporary();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                write(segment, temporary, most);
                long packed = Files.size(temporary);
                if (replace(segment, temporary, packed)) {
                    return packed;
                }
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            delete(temporary);
        } catch (IOException failed) {
            delete(temporary);
            if (!Thread.currentThread().isInterrupted()) {
                selfLog.problem("cannot compress the history of " + newest + ", one file stays as it is", failed);
            }
            return copyLeft(segment);
        }
        return 0;
    }

    private void write(WaitingSegment segment, Path temporary, long most) throws IOException {
        try (Source source = open(segment)) {
            try (OutputStream out = TemporaryFile.create(temporary, most);
                    var members = new MemberWriter(out)) {
                var buffer = new byte[BUFFER_BYTES];
                for (int count = source.in().read(buffer);
                        count > 0;
                        count = source.in().read(buffer)) {
                    members.write(buffer, 0, count);
                }
                members.finish();
            }
            Files.setLastModifiedTime(temporary, source.modified());
        }
        TemporaryFile.sync(temporary);
    }

    /** A segment that is read, whatever it is renamed to. */
    private record Source(InputStream in, FileTime modified) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /** Opens a segment under the lock, so that no rotation gives its name to another one before it is open. */
    private Source open(WaitingSegment segment) throws IOException {
        lock.lock();
        try {
            Path source = present(segment);
            FileTime modified = Files.getLastModifiedTime(source, LinkOption.NOFOLLOW_LINKS);
            return new Source(Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS), modified);
        } finally {
            lock.unlock();
        }
    }

    /** Where a segment is by now; under the lock. */
    private Path present(WaitingSegment segment) throws NoSuchFileException {
        Path source = sibling(segment.name());
        if (!waiting.contains(segment)) {
            throw new NoSuchFileException(source.toString());
        }
        return source;
    }

    /**
     * Puts the copy in the place of its source. Its name comes to the disk before the source goes, and no rotation waits for
     * that disk: one that came in between has deleted the copy.
     *
     * @return whether the copy is there and the source is gone
     */
    private boolean replace(WaitingSegment segment, Path temporary, long packed) throws IOException {
        Path copy;
        lock.lock();
        try {
            Path source = present(segment);
            if (Files.size(source) != segment.bytes()) {
                throw new IOException(source + " is not the file that was compressed");
            }
            copy = sibling(segment.name().compressed());
            Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            lock.unlock();
        }
        TemporaryFile.syncNames(Objects.requireNonNull(copy.toAbsolutePath().getParent()));
        lock.lock();
        try {
            Path source = present(segment);
            boolean stayed = copy.equals(sibling(segment.name().compressed()))
                    && Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(copy) == packed;
            if (stayed) {
                Files.delete(source);
            }
            return stayed;
        } finally {
            lock.unlock();
        }
    }

    /** What a copy takes whose source could not go, after it was tried to delete it. */
    private long copyLeft(WaitingSegment segment) {
        lock.lock();
        try {
            Path copy = sibling(segment.name().compressed());
            if (!waiting.contains(segment) || Files.notExists(sibling(segment.name()), LinkOption.NOFOLLOW_LINKS)) {
                return segment.bytes();
            }
            delete(copy);
            return Files.exists(copy, LinkOption.NOFOLLOW_LINKS) ? segment.bytes() : 0;
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

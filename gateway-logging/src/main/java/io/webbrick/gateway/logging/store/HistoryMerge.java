package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Merges files of the archive, those that rotations do not move any more, so that a stream does not have ever more of
 * them. The merged file appears by one rename under a name that says what it was made of; then its parts are left over,
 * and readers pass them by until they are deleted. So a kill leaves all records once at any moment. On the compressor's
 * thread; the lock that it shares with rotations is held for the renaming only.
 */
final class HistoryMerge {
    /** So many files of the archive are left alone. */
    static final int KEPT = 20;

    /** So many neighbours become one, those that are smallest together: each record is copied seldom. */
    static final int RUN = 10;

    private static final int BUFFER_BYTES = 65_536;

    private final Path newest;
    private final ReentrantLock lock;
    private final Duration grace;
    private final SelfLog selfLog;
    private volatile Budget.@Nullable Member budget;

    /** @param grace how long parts stay for readers that have listed them and not opened them yet */
    HistoryMerge(Path newest, ReentrantLock lock, Duration grace, SelfLog selfLog) {
        this.newest = newest;
        this.lock = lock;
        this.grace = grace;
        this.selfLog = selfLog;
    }

    void countIn(Budget.Member member) {
        budget = member;
    }

    static boolean isDue(List<History.Segment> segments) {
        return segments.stream().filter(segment -> segment.name().isArchived()).count() > KEPT;
    }

    /** Merges until few enough are left, a file cannot be read or the thread is to end. */
    void run(boolean gzip) {
        Path temporary = temporary();
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deleteLeftovers();
                List<History.Segment> parts = choose(History.segments(newest));
                if (parts.isEmpty()) {
                    return;
                }
                boolean packed =
                        gzip || parts.stream().anyMatch(part -> part.name().gzip());
                mergeWithinBudget(parts, temporary, packed);
                LockSupport.parkNanos(this, grace.toNanos());
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            delete(temporary);
        } catch (IOException failed) {
            delete(temporary);
            if (!Thread.currentThread().isInterrupted()) {
                selfLog.problem("cannot merge the history of " + newest + ", its files stay as they are", failed);
            }
        }
    }

    /** Deletes what a process that was killed left half merged. */
    void sweep() {
        delete(temporary());
    }

    private Path temporary() {
        return newest.resolveSibling(newest.getFileName() + ".merge.tmp");
    }

    /** No history goes for a merged file: where there is no room for it, the parts stay. */
    private void mergeWithinBudget(List<History.Segment> parts, Path temporary, boolean packed) throws IOException {
        Budget.Member member = budget;
        if (member == null) {
            copy(parts, temporary, packed);
            replace(parts, temporary, packed);
            return;
        }
        long most = BUFFER_BYTES
                + parts.stream()
                        .mapToLong(part -> part.bytes() + part.bytes() / 1_000)
                        .sum();
        member.lease(most, false);
        long merged = 0;
        try {
            copy(parts, temporary, packed);
            long bytes = Files.size(temporary);
            replace(parts, temporary, packed);
            merged = bytes;
        } finally {
            member.settle(most, merged);
        }
    }

    /** The run of neighbours with the fewest bytes. */
    private static List<History.Segment> choose(List<History.Segment> segments) {
        List<History.Segment> best = List.of();
        if (!isDue(segments)) {
            return best;
        }
        List<History.Segment> archive =
                segments.stream().filter(segment -> segment.name().isArchived()).toList();
        long fewest = Long.MAX_VALUE;
        for (int first = 0; first + RUN <= archive.size(); first++) {
            List<History.Segment> run = archive.subList(first, first + RUN);
            long bytes = run.stream().mapToLong(History.Segment::bytes).sum();
            if (bytes < fewest && run.get(0).name().isInRowWith(run.get(RUN - 1).name())) {
                fewest = bytes;
                best = run;
            }
        }
        return best;
    }

    private void copy(List<History.Segment> parts, Path temporary, boolean packed) throws IOException {
        try (OutputStream out = Files.newOutputStream(
                temporary,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS)) {
            for (History.Segment part : parts) {
                if (part.name().gzip()) {
                    check(part.path());
                    try (InputStream in = open(part.path())) {
                        in.transferTo(out);
                    }
                } else if (packed) {
                    var member = new GZIPOutputStream(unclosed(out), BUFFER_BYTES);
                    appendLines(part.path(), member);
                    member.finish();
                } else {
                    appendLines(part.path(), out);
                }
            }
        }
        try (FileChannel file = FileChannel.open(temporary, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            file.force(true);
        }
    }

    private static InputStream open(Path part) throws IOException {
        return Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS);
    }

    /** Copies whole lines: a half one at the end of an old file must not grow together with the next. */
    private static void appendLines(Path part, OutputStream out) throws IOException {
        try (InputStream in = open(part)) {
            if (transfer(in, out) != '\n') {
                out.write('\n');
            }
        }
    }

    /** What is damaged, or ends in the middle of a line, would hide or tear what comes behind it: it is not merged. */
    private static void check(Path part) throws IOException {
        try (InputStream in = new GZIPInputStream(open(part), BUFFER_BYTES)) {
            if (transfer(in, OutputStream.nullOutputStream()) != '\n') {
                throw new IOException(part + " ends in the middle of a line");
            }
        }
    }

    /** Returns the last byte; a line feed when there was none. */
    private static int transfer(InputStream in, OutputStream out) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        int last = '\n';
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
            last = buffer[count - 1];
        }
        return last;
    }

    private static OutputStream unclosed(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                out.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }

    /** Retention may have deleted a part meanwhile: then nothing is replaced. */
    private void replace(List<History.Segment> parts, Path temporary, boolean packed) throws IOException {
        lock.lock();
        try {
            for (History.Segment part : parts) {
                if (Files.size(part.path()) != part.bytes()) {
                    throw new IOException(part.path() + " is not the file that was merged");
                }
            }
            History.Segment youngest = parts.get(parts.size() - 1);
            SegmentName merged = parts.get(0).name().mergedWith(youngest.name(), packed);
            Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(youngest.path()));
            Files.move(temporary, newest.resolveSibling(merged.fileName()), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            lock.unlock();
        }
    }

    /** Deletes what merged files were made of. */
    private void deleteLeftovers() throws IOException {
        lock.lock();
        try {
            delete(History.listing(newest).leftovers());
        } finally {
            lock.unlock();
        }
    }

    /** Deletes what was listed as left over, under the lock; true when nothing of it is left. */
    boolean delete(List<History.Segment> leftovers) {
        boolean all = true;
        for (History.Segment part : leftovers) {
            all &= delete(part.path());
        }
        return all;
    }

    private boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException failed) {
            selfLog.problem("cannot delete " + file + ", it stays", failed);
            return false;
        }
    }
}

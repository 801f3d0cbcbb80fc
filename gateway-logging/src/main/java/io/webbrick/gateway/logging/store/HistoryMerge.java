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
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
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

    /** A merged file whose name may not be on the disk yet. */
    private volatile @Nullable SegmentName unsynced;

    /** Files that could not be read. On the compressor's thread. */
    private final Set<SegmentName> damaged = new HashSet<>();

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
            syncNames();
            while (!Thread.currentThread().isInterrupted()) {
                deleteLeftovers();
                List<History.Segment> parts = choose(History.segments(newest));
                if (parts.isEmpty()) {
                    return;
                }
                boolean packed =
                        gzip || parts.stream().anyMatch(part -> part.name().gzip());
                if (!mergeUnlessDamaged(parts, temporary, packed)) {
                    return;
                }
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

    /** Whether there was room; a damaged file is left out from now on, so that it hinders no other. */
    private boolean mergeUnlessDamaged(List<History.Segment> parts, Path temporary, boolean packed) throws IOException {
        try {
            if (!mergeWithinBudget(parts, temporary, packed)) {
                return false;
            }
            LockSupport.parkNanos(this, grace.toNanos());
        } catch (DamagedSegmentException told) {
            delete(temporary);
            boolean known = false;
            for (History.Segment part : parts) {
                known |= part.path().toString().equals(told.file()) && damaged.add(part.name());
            }
            if (!known) {
                throw told;
            }
            selfLog.problem("cannot merge a file of the history of " + newest + ", it stays as it is", told);
        }
        return true;
    }

    /** Deletes what a process that was killed left half merged. */
    void sweep() {
        delete(temporary());
    }

    private Path temporary() {
        return newest.resolveSibling(newest.getFileName() + ".merge.tmp");
    }

    /** No history goes for a merged file: where there is no room for it, as in a house that is full, the parts stay. */
    private boolean mergeWithinBudget(List<History.Segment> parts, Path temporary, boolean packed) throws IOException {
        Budget.Member member = budget;
        long most = BUFFER_BYTES + parts.stream().mapToLong(HistoryMerge::most).sum();
        if (member == null) {
            copy(parts, temporary, packed, most);
            replace(parts, temporary, packed);
            return true;
        }
        if (!member.leaseFree(most)) {
            return false;
        }
        long merged = 0;
        try {
            copy(parts, temporary, packed, most);
            long bytes = Files.size(temporary);
            replace(parts, temporary, packed);
            merged = bytes;
        } finally {
            member.settle(most, merged);
        }
        return true;
    }

    /** What a part may take in the merged file; gzip of another form is packed again, and not always as well. */
    private static long most(History.Segment part) {
        return part.bytes() + part.bytes() / (part.name().gzip() ? 4 : 1_000);
    }

    /** The run of neighbours with the fewest bytes, none of them damaged. */
    private List<History.Segment> choose(List<History.Segment> segments) {
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
            boolean row = run.get(0).name().isInRowWith(run.get(RUN - 1).name());
            if (bytes < fewest && row && run.stream().noneMatch(part -> damaged.contains(part.name()))) {
                fewest = bytes;
                best = run;
            }
        }
        return best;
    }

    private void copy(List<History.Segment> parts, Path temporary, boolean packed, long most) throws IOException {
        try (OutputStream out = TemporaryFile.create(temporary, most)) {
            if (packed) {
                pack(parts, out);
            } else {
                for (History.Segment part : parts) {
                    appendLines(part.path(), out);
                }
            }
        }
        History.Segment youngest = parts.get(parts.size() - 1);
        Files.setLastModifiedTime(temporary, Files.getLastModifiedTime(youngest.path()));
        TemporaryFile.sync(temporary);
    }

    /** Members are taken over as they are, each proved before. */
    private static void pack(List<History.Segment> parts, OutputStream out) throws IOException {
        try (var members = new MemberWriter(out)) {
            for (History.Segment part : parts) {
                try (SegmentContent content = SegmentContent.open(part.path())) {
                    MemberReader source = content.members();
                    if (source != null) {
                        members.copy(source);
                    } else {
                        pack(content.from(0), members);
                    }
                }
                members.endLine();
            }
            members.finish();
        }
    }

    private static void pack(InputStream in, MemberWriter members) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
            members.write(buffer, 0, count);
        }
    }

    /** Copies whole lines: a half one at the end of an old file must not grow together with the next. */
    private static void appendLines(Path part, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(part, LinkOption.NOFOLLOW_LINKS)) {
            var buffer = new byte[BUFFER_BYTES];
            int last = '\n';
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                out.write(buffer, 0, count);
                last = buffer[count - 1];
            }
            if (last != '\n') {
                out.write('\n');
            }
        }
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
            SegmentName youngest = parts.get(parts.size() - 1).name();
            SegmentName merged = parts.get(0).name().mergedWith(youngest, packed);
            Files.move(temporary, newest.resolveSibling(merged.fileName()), StandardCopyOption.ATOMIC_MOVE);
            unsynced = merged;
        } finally {
            lock.unlock();
        }
        syncNames();
    }

    /** Until the name of a merged file is on the disk its parts stay. */
    private void syncNames() throws IOException {
        if (unsynced != null) {
            TemporaryFile.syncNames(
                    Objects.requireNonNull(newest.toAbsolutePath().getParent()));
            unsynced = null;
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
        SegmentName held = unsynced;
        for (History.Segment part : leftovers) {
            all &= (held == null || !held.covers(part.name())) && delete(part.path());
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

package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the files of all streams of one log directory under one limit, at every instant: bytes are reserved before they
 * are written, for the newest files by the writer and for temporary files by the compressor. Between two countings of
 * what is there the account only grows, so it is never below the truth; when it says full, the directory is counted, and
 * then the oldest history goes as {@link Eviction} says. Foreign files are never touched; they count through the free
 * space of the file system. Any thread; never asked under the lock of a history, which it takes itself.
 *
 * <p>Allocated bytes are sizes rounded up to blocks: what tmpfs takes exactly, and other file systems nearly.
 */
public final class Budget {
    private static final long SMALLEST_FILE = 65_536;
    private static final int FILES_PER_CEILING = 16;
    private static final long LOOK_NANOS = 50_000_000L;
    private static final long BLOCK = 4_096;

    /** So much more goes at once, a part of the limit and at most a megabyte, so that counting stays rare. */
    private static final long SLACK = 64;

    private static final long MOST_SLACK = 1_000_000;
    private static final long UNKNOWN = Long.MAX_VALUE / 2;

    private final SelfLog selfLog;
    private final LongSupplier nanoTime;
    private final Derived derived;
    private final List<Member> members = new ArrayList<>();

    /** Streams that may have files and that nobody has open. */
    private List<Member> idle = List.of();

    private final BudgetState state = new BudgetState();
    private Path directory = Path.of("");
    private volatile BudgetSpec spec = BudgetSpec.NONE;
    private @Nullable FileStore store;
    private boolean counted;
    private long used;
    private long leased;
    private long free;
    private long lookedNanos;

    public Budget(SelfLog selfLog) {
        this(selfLog, System::nanoTime);
    }

    Budget(SelfLog selfLog, LongSupplier nanoTime) {
        this.selfLog = selfLog;
        this.nanoTime = nanoTime;
        this.derived = new Derived(selfLog);
    }

    /** One stream's account. */
    public final class Member {
        private final BudgetFile file;
        private BudgetShare share;

        /** How large the newest file was promised to become. */
        private volatile long promised;

        private long bytes;
        private long newest;
        private List<Long> history = List.of();

        private Member(BudgetFile file, BudgetShare share) {
            this.file = file;
            this.share = share;
        }

        /** Takes another share from now on. */
        public void share(BudgetShare other) {
            synchronized (Budget.this) {
                share = other;
                counted = false;
            }
        }

        /** A newest file of so many bytes becomes history, so that a full budget finds old files. */
        long maxNewestBytes() {
            long limit = spec.limitBytes();
            return limit == BudgetSpec.UNLIMITED
                    ? limit
                    : Math.max(SMALLEST_FILE, share.ceiling(limit) / FILES_PER_CEILING);
        }

        /**
         * Makes room for the newest file to grow from {@code now} to {@code then} bytes.
         *
         * @throws IOException when nothing old is left that could go
         */
        void grow(long now, long then) throws IOException {
            if (!spec.isUnbounded()) {
                reserve(this, allocated(then) - allocated(now), then);
            }
        }

        /** The newest file became history. */
        void rotated() {
            promised = 0;
        }

        /**
         * Makes room for a temporary file of at most so many bytes; old history may go for it.
         *
         * @throws IOException when there is none
         */
        void lease(long bytes) throws IOException {
            reserve(this, allocated(bytes), -1);
        }

        /** The same, of what is free; false when that is too little: nothing goes for it. */
        boolean leaseFree(long bytes) throws IOException {
            return isLeasedFree(allocated(bytes));
        }

        /** The temporary file became a file of {@code actual} bytes, or is gone when that is 0. */
        void settle(long bytes, long actual) {
            synchronized (Budget.this) {
                leased -= allocated(bytes);
                used += allocated(actual);
                this.bytes += allocated(actual);
            }
        }

        /** The stream's files are not counted any more. */
        void leave() {
            synchronized (Budget.this) {
                members.remove(this);
                counted = false;
            }
        }
    }

    /** Whether this file lies where the budget counts. */
    public synchronized boolean covers(Path file) {
        return file.toAbsolutePath().startsWith(directory.toAbsolutePath());
    }

    /** Begins to count a stream's files in the place that was told for them, or the usual one. */
    public synchronized Member join(RotatingFile file) {
        BudgetShare share = BudgetShare.USUAL;
        for (Member known : idle) {
            share = known.file.path().equals(file.path()) ? known.share : share;
        }
        return join(file, share);
    }

    /** Begins to count a stream's files. */
    public synchronized Member join(RotatingFile file, BudgetShare share) {
        var member = new Member(file, share);
        members.add(member);
        counted = false;
        return member;
    }

    /** Counts the files of these streams, given their newest files, while nobody has joined with them. */
    public synchronized void knows(Map<Path, BudgetShare> files) {
        idle = files.entrySet().stream()
                .map(file -> new Member(new IdleFile(file.getKey()), file.getValue()))
                .toList();
        counted = false;
    }

    /**
     * Counts ledger and ring, wherever they lie.
     *
     * @param ring its file; null as long as it has none
     * @param ringBytes what it takes or is going to take
     */
    public synchronized void counts(@Nullable Ledger ledger, @Nullable Path ring, long ringBytes) {
        state.counts(ledger, ring, ringBytes);
        counted = false;
    }

    private List<Member> holders() {
        var all = new ArrayList<>(members);
        for (Member member : idle) {
            Path newest = member.file.path();
            if (covers(newest)
                    && members.stream().noneMatch(other -> other.file.path().equals(newest))) {
                all.add(member);
            }
        }
        return all;
    }

    /** Takes another limit; it holds for all that is written from now on. */
    public synchronized void expect(Path newDirectory, BudgetSpec newSpec) {
        directory = newDirectory;
        spec = newSpec;
        store = null;
        counted = false;
    }

    /** Deletes what is above the limit now. */
    public synchronized void settle() {
        if (spec.isUnbounded()) {
            return;
        }
        try {
            look();
            count();
            if (room() < 0 || isAnyAboveCeiling()) {
                evict(-room(), null, 0);
            }
        } catch (IOException failed) {
            selfLog.problem("cannot count what " + directory + " holds", failed);
        }
    }

    /**
     * How the budget stands.
     *
     * @param limit bytes that are in force: the configured ones, or fewer where the file system has less room
     * @param used allocated bytes of all files, those that are being made included
     */
    public record View(long limit, long used) {}

    /** How the budget stands; null when there is none. */
    public synchronized @Nullable View view() {
        if (spec.isUnbounded()) {
            return null;
        }
        try {
            look();
            count();
        } catch (IOException failed) {
            selfLog.problem("cannot count what " + directory + " holds", failed);
        }
        return new View(used + leased + Math.max(0, room()), used + leased);
    }

    private synchronized void reserve(Member member, long need, long promised) throws IOException {
        boolean newest = promised >= 0;
        used += state.growth();
        if (need > 0 && !spec.isUnbounded()) {
            if (!counted || nanoTime.getAsLong() - lookedNanos > LOOK_NANOS) {
                look();
            }
            if (!counted) {
                count();
            }
            if (room() < need || (newest && isAboveCeiling(member, need))) {
                makeRoom(member, need, newest);
            }
        }
        if (newest) {
            used += need;
            member.bytes += need;
            member.promised = promised;
        } else {
            leased += need;
        }
        free -= need;
    }

    private synchronized boolean isLeasedFree(long need) throws IOException {
        if (!spec.isUnbounded()) {
            look();
            count();
            if (room() < need) {
                return false;
            }
        }
        leased += need;
        free -= need;
        return true;
    }

    /**
     * Whether a file that can be made again may be written, of so many bytes: it gets what is free, and nothing goes for it.
     * It is counted from now on.
     */
    public synchronized boolean admitDerived(long bytes) {
        long need = allocated(bytes);
        if (spec.isUnbounded()) {
            return true;
        }
        try {
            look();
            count();
        } catch (IOException failed) {
            selfLog.problem("cannot count what " + directory + " holds", failed);
            return false;
        }
        if (room() < need) {
            return false;
        }
        used += need;
        free -= need;
        return true;
    }

    private boolean isAboveCeiling(Member member, long growth) {
        return member.bytes + growth > member.share.ceiling(spec.limitBytes());
    }

    private void makeRoom(Member member, long need, boolean newest) throws IOException {
        look();
        count();
        if (room() < need || (newest && isAboveCeiling(member, need))) {
            evict(need - room(), member, newest ? need : 0);
        }
        if (room() < need) {
            throw new IOException("the budget of " + directory + " is full: " + (used + leased) + " bytes in use, "
                    + Math.max(0, room()) + " free, " + need + " needed, no old file left to delete");
        }
    }

    private void evict(long excess, @Nullable Member growing, long growth) throws IOException {
        long limit = spec.limitBytes();
        long slack = excess > 0 ? Math.min(MOST_SLACK, limit / SLACK) : 0;
        long freed = excess > 0 ? derived.deleteOldest(BudgetState.of(directory), excess + slack) : 0;
        if (freed < excess + slack || isAnyAboveCeiling() || (growing != null && isAboveCeiling(growing, growth))) {
            evictHistory(Math.max(0, excess + slack - freed), growing, growth);
        }
        look();
        count();
    }

    private void evictHistory(long excess, @Nullable Member growing, long growth) throws IOException {
        var held = new ArrayList<Eviction.Held>();
        List<Member> holders = holders();
        for (Member member : holders) {
            held.add(new Eviction.Held(member.share, member.newest + (member == growing ? growth : 0), member.history));
        }
        int[] counts = Eviction.choose(held, spec.limitBytes(), excess);
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] > 0) {
                holders.get(index).file.evictOldest(counts[index]);
            }
        }
    }

    /** Bytes that may still be reserved. */
    private long room() {
        long byLimit =
                spec.limitBytes() == BudgetSpec.UNLIMITED ? BudgetSpec.UNLIMITED : spec.limitBytes() - used - leased;
        return Math.min(byLimit, free);
    }

    /** How much room the file system has beyond what must stay free. */
    private void look() {
        lookedNanos = nanoTime.getAsLong();
        try {
            FileStore known = store;
            if (known == null) {
                known = Files.getFileStore(directory);
                store = known;
            }
            free = known.getUsableSpace() - spec.reserve(known.getTotalSpace()) - leased;
        } catch (IOException unknown) {
            store = null;
            free = UNKNOWN;
        }
    }

    private void count() throws IOException {
        long all = state.count(directory);
        for (Member member : holders()) {
            BudgetFile.Held held = member.file.held();
            member.newest = allocated(Math.max(held.newest(), member.promised));
            member.history = held.history().stream().map(Budget::allocated).toList();
            member.bytes = member.newest
                    + member.history.stream().mapToLong(Long::longValue).sum();
            all += member.bytes + allocated(held.leftovers());
        }
        used = all;
        counted = true;
    }

    private boolean isAnyAboveCeiling() {
        return members.stream().anyMatch(member -> isAboveCeiling(member, 0));
    }

    static long allocated(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK;
    }
}

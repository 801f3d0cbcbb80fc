package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of one stream: appends whole lines to the newest, begins a new one when {@link Rotation} says so, deletes
 * what {@link Retention} does not keep. A rolled file is never overwritten; after a failed step writing goes on into
 * the file that is open. Written by one thread; history is changed under a lock that the compressor shares.
 */
public final class RotatingFile implements BudgetFile {
    private static final long SWEEP_MILLIS = 3_600_000L;

    /** So often at most it is looked whether the newest file is still there. */
    private static final long LOOK_NANOS = 10_000_000L;

    private static final Duration MERGE_GRACE = Duration.ofSeconds(1);

    private final LogFile file;
    private ZoneId zone;
    private final SelfLog selfLog;
    private final Compressor compressor;
    private final Function<Path, OptionalLong> firstRecordMillis;
    private final ReentrantLock historyLock = new ReentrantLock();

    private final HistoryMerge merge;
    private final Packing packing;
    private final Ageing ageing;
    private final LedgerNotes notes;
    /** Whether merging waits for its turn. */
    private final AtomicBoolean mergeWaits = new AtomicBoolean();

    private Rotation rotation;
    private Retention retention;
    private @Nullable SyncedFile synced;
    private Budget.@Nullable Member budget;

    /** The newest file becomes history before it is larger, whatever its rotation says: the budget's word. */
    private long mostBytes = Long.MAX_VALUE;

    /** How the newest file ends while it cannot be opened again. */
    private long closedBytes;

    private int closedTailCrc;
    private int closedHeadCrc;
    private int lives;

    /** Passing time, and when it was looked last whether the file is still there. */
    private final LongSupplier nanoTime;

    private long lookedNanos;
    private final FilePeriod period = new FilePeriod();

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
        this(path, rotation, retention, zone, compressor, selfLog, firstRecordMillis, System::nanoTime);
    }

    /**
     * The same with another measure of passing time.
     *
     * @param nanoTime never goes back
     */
    public RotatingFile(
            Path path,
            Rotation rotation,
            Retention retention,
            ZoneId zone,
            Compressor compressor,
            SelfLog selfLog,
            Function<Path, OptionalLong> firstRecordMillis,
            LongSupplier nanoTime) {
        this(path, rotation, retention, zone, compressor, selfLog, firstRecordMillis, nanoTime, MERGE_GRACE);
    }

    RotatingFile(
            Path path,
            Rotation rotation,
            Retention retention,
            ZoneId zone,
            Compressor compressor,
            SelfLog selfLog,
            Function<Path, OptionalLong> firstRecordMillis,
            LongSupplier nanoTime,
            Duration mergeGrace) {
        this.nanoTime = nanoTime;
        this.lookedNanos = nanoTime.getAsLong() - LOOK_NANOS;
        this.ageing = new Ageing(nanoTime);
        this.file = new LogFile(path);
        this.notes = new LedgerNotes(file, selfLog);
        this.merge = new HistoryMerge(path, historyLock, mergeGrace, selfLog);
        this.packing = new Packing(path, historyLock, compressor, selfLog);
        this.rotation = rotation;
        this.retention = retention;
        this.zone = zone;
        this.compressor = compressor;
        this.selfLog = selfLog;
        this.firstRecordMillis = firstRecordMillis;
    }

    /** The newest file. */
    @Override
    public Path path() {
        return file.path();
    }

    /** Notes its generations and renames in this ledger from the next opening on. */
    public void noteIn(Ledger newLedger, int number) {
        notes.in(newLedger, number);
    }

    /** Tells this of all that must come to the disk, the open file to begin with. */
    public void syncWith(SyncedFile newSynced) {
        synced = newSynced;
        newSynced.opened();
    }

    /** Reserves room in a budget before anything is written from now on. */
    public void countIn(Budget.Member member) {
        budget = member;
        mostBytes = member.maxNewestBytes();
        packing.countIn(member);
        merge.countIn(member);
    }

    /** Its account in a budget; null when there is none. */
    public Budget.@Nullable Member budget() {
        return budget;
    }

    /** What brings it to the disk; null when nothing does. */
    public @Nullable SyncedFile synced() {
        return synced;
    }

    /** Which life of the file this is; 0 where no ledger counts. */
    public int generation() {
        return notes.generation();
    }

    /** The directory whose ledger tells of it; null where no ledger counts. */
    public @Nullable Path ledgerPlace() {
        return notes.ledgerPlace();
    }

    /** How often it was renamed since it was opened. */
    public int lives() {
        return lives;
    }

    /** Bytes of whole lines in the newest file. */
    public long bytes() {
        return file.isOpen() ? file.bytes() : closedBytes;
    }

    /** CRC32C of the up to 64 bytes at the end of the newest file. */
    public int tailCrc() {
        return file.isOpen() ? file.tailCrc() : closedTailCrc;
    }

    /** Opens the newest file and sweeps history. */
    public void open(long nowMillis) throws IOException {
        long youngest = youngestMillis(nowMillis);
        file.open();
        packing.sweep();
        merge.sweep();
        ageing.begin(youngest, nowMillis);
        notes.opened();
        if (file.bytes() > 0) {
            OptionalLong first = firstRecordMillis.apply(path());
            period.begin(
                    first.isPresent()
                            ? first.getAsLong()
                            : Files.getLastModifiedTime(path()).toMillis(),
                    rotation,
                    zone);
        } else {
            period.none();
        }
        if (rotation.atStart() && file.bytes() > 0) {
            closeEarlier(nowMillis);
        } else {
            historyLock.lock();
            try {
                tidy(HistorySnapshot.of(path()), nowMillis);
            } finally {
                historyLock.unlock();
            }
        }
    }

    /** When the process before wrote last; now when there was none. */
    private long youngestMillis(long nowMillis) throws IOException {
        if (Files.isRegularFile(path(), LinkOption.NOFOLLOW_LINKS) && Files.size(path()) > 0) {
            return Files.getLastModifiedTime(path()).toMillis();
        }
        List<History.Segment> history = History.segments(path());
        return history.isEmpty() ? nowMillis : history.get(history.size() - 1).modifiedMillis();
    }

    private void closeEarlier(long nowMillis) throws IOException {
        try {
            rotate(nowMillis);
        } catch (IOException failed) {
            if (!file.isOpen()) {
                throw failed;
            }
            selfLog.problem("cannot begin a new " + path() + " at start, writing goes on into the old one", failed);
        }
    }

    /** Takes other rules from now on; the file stays open. */
    public void rules(Rotation newRotation, Retention newRetention, ZoneId newZone) {
        zone = newZone;
        rotation = newRotation;
        retention = newRetention;
        mostBytes = budget == null ? Long.MAX_VALUE : budget.maxNewestBytes();
        if (file.bytes() > 0) {
            period.follow(rotation, zone);
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
        boolean bySize =
                (rotation.maxBytes() > 0 && bytes + lineBytes >= rotation.maxBytes()) || bytes + lineBytes > mostBytes;
        return bySize || period.isOver(recordMillis);
    }

    /** Tells of the first record of an empty file: its period begins there. */
    public void firstRecord(long recordMillis) {
        if (!period.isBegun()) {
            period.begin(recordMillis, rotation, zone);
        }
    }

    /** Appends whole lines; after an exception none of them counts as written. */
    public void write(byte[] lines, int offset, int length) throws IOException {
        try {
            leaveWhenTakenAway();
            if (!file.isOpen()) {
                file.open();
                notes.reopened(closedBytes, closedTailCrc);
            }
            Budget.Member account = budget;
            if (account != null) {
                account.grow(file.bytes(), file.bytes() + length);
            }
            file.write(lines, offset, length);
        } catch (IOException failed) {
            tell(SyncedFile::notWritten);
            throw failed;
        }
        tell(SyncedFile::written);
    }

    /** A file that somebody moved, deleted, replaced or cut is not written any more: the next line begins another one. */
    private void leaveWhenTakenAway() throws IOException {
        long now = nanoTime.getAsLong();
        if (!file.isOpen() || now - lookedNanos < LOOK_NANOS) {
            return;
        }
        lookedNanos = now;
        if (file.isTakenAway()) {
            selfLog.problem(path() + " was moved, deleted, replaced or cut by somebody else; a new one is begun");
            closedBytes = file.bytes();
            closedTailCrc = file.tailCrc();
            lives++;
            period.none();
            if (budget != null) {
                budget.rotated();
            }
            file.letGo();
        }
    }

    private void tell(Consumer<SyncedFile> news) {
        SyncedFile told = synced;
        if (told != null) {
            news.accept(told);
        }
    }

    /** Begins a new file; the old one becomes history. When that fails, writing goes on in the old one. */
    public void rotate(long nowMillis) throws IOException {
        if (file.bytes() == 0) {
            return;
        }
        SegmentName target = historyName();
        notes.intends(target);
        closedBytes = file.bytes();
        closedTailCrc = file.tailCrc();
        closedHeadCrc = file.headCrc();
        tell(SyncedFile::renaming);
        file.close();
        historyLock.lock();
        try {
            HistorySnapshot history = intoHistory(target);
            tidy(history, nowMillis);
        } finally {
            historyLock.unlock();
        }
    }

    /** Renames the closed file, and begins a new one whether that succeeded or not. */
    private HistorySnapshot intoHistory(SegmentName target) throws IOException {
        try {
            HistorySnapshot history = HistorySnapshot.of(path());
            if (target.isNumbered()) {
                history.shift(packing::renamed);
            }
            history.takeIn(sibling(target), target);
            period.none();
            if (budget != null) {
                budget.rotated();
            }
            lives++;
            notes.renamed(target, closedBytes, closedHeadCrc);
            closedBytes = 0;
            closedTailCrc = 0;
            return history;
        } finally {
            file.open();
            notes.reopened(closedBytes, closedTailCrc);
            tell(SyncedFile::renamed);
        }
    }

    /** Deletes what is not kept, at most once an hour unless something was rotated. */
    public void sweepIfDue(long nowMillis) {
        boolean setBack = nowMillis < nextSweep - 2 * SWEEP_MILLIS;
        if (nowMillis >= nextSweep || setBack) {
            historyLock.lock();
            try {
                sweep(HistorySnapshot.of(path()), nowMillis);
            } catch (IOException failed) {
                selfLog.problem("cannot list the history of " + path(), failed);
            } finally {
                historyLock.unlock();
            }
        }
    }

    /** Closes the newest file; everything in it must be committed. */
    public void close() throws IOException {
        tell(SyncedFile::closed);
        boolean known = file.isOpen();
        long bytes = bytes();
        int crc = tailCrc();
        file.close();
        if (budget != null) {
            budget.leave();
        }
        if (known) {
            notes.closed(bytes, crc);
        } else {
            notes.ended();
        }
    }

    private SegmentName historyName() throws IOException {
        Rotation.When when = rotation.when();
        return when == null
                ? SegmentName.numbered(baseName(), 1, false)
                : HistorySnapshot.freeName(path(), period.text(rotation, when, zone));
    }

    private List<History.Segment> sweep(HistorySnapshot history, long nowMillis) {
        nextSweep = nowMillis + SWEEP_MILLIS;
        History.Listing listing = history.listing();
        boolean clean = merge.delete(listing.leftovers());
        var left = new ArrayList<>(listing.segments());
        long files = left.stream().mapToLong(segment -> segment.name().span()).sum();
        long bytes =
                file.bytes() + left.stream().mapToLong(History.Segment::bytes).sum();
        Set<History.Segment> expired = ageing.expired(left, retention.maxAge(), nowMillis);
        boolean excess = retention.maxFiles() > 0;
        for (History.Segment segment : listing.segments()) {
            SegmentName name = segment.name();
            excess &= files - name.span() >= retention.maxFiles();
            if (!clean && name.span() > 1) {
                break;
            }
            boolean large = retention.maxBytes() > 0 && bytes > retention.maxBytes();
            if (excess || large || expired.contains(segment)) {
                files -= name.span();
                bytes -= segment.bytes();
                delete(history, segment);
                left.remove(segment);
            }
        }
        notes.left(left, left.size() < listing.segments().size());
        return left;
    }

    /** Sweeps history, and gives the compressor what is to be packed and merged, before any of it gets another name. */
    private void tidy(HistorySnapshot history, long nowMillis) {
        List<History.Segment> segments = sweep(history, nowMillis);
        if (HistoryMerge.isDue(segments) && mergeWaits.compareAndSet(false, true)) {
            boolean gzip = retention.gzip();
            compressor.submit(() -> merge(gzip));
        }
        if (retention.gzip()) {
            packing.submit(segments);
        }
    }

    private void merge(boolean gzip) {
        mergeWaits.set(false);
        merge.run(gzip);
    }

    @Override
    public Held held() throws IOException {
        historyLock.lock();
        try {
            return Held.of(path());
        } finally {
            historyLock.unlock();
        }
    }

    /**
     * Deletes so many of its oldest history files, all of them when there are fewer; one that cannot be deleted, because
     * another program has it open, is passed over. Any thread.
     */
    @Override
    public void evictOldest(int count) throws IOException {
        historyLock.lock();
        try {
            HistorySnapshot history = HistorySnapshot.of(path());
            History.Listing listing = history.listing();
            boolean clean = merge.delete(listing.leftovers());
            int left = count;
            for (History.Segment segment : listing.segments()) {
                boolean whole = clean || segment.name().span() == 1;
                if (left == 0 || !whole) {
                    break;
                }
                left -= delete(history, segment) ? 1 : 0;
            }
            notes.left(history.listing().segments(), true);
        } finally {
            historyLock.unlock();
        }
    }

    private boolean delete(HistorySnapshot history, History.Segment segment) {
        packing.forget(segment.name());
        try {
            history.delete(segment);
            return true;
        } catch (IOException failed) {
            selfLog.problem("cannot delete " + segment.path() + ", it stays", failed);
            return false;
        }
    }

    private String baseName() {
        return path().getFileName().toString();
    }

    private Path sibling(SegmentName name) {
        return path().resolveSibling(name.fileName());
    }
}

package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.health.SelfLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger is told of one file and its history; nothing where no ledger counts. A rotation costs two writes to the
 * ledger, and a read of 64 bytes when history was deleted. Owned by the thread that owns the file; {@link #left} is called
 * under the lock of the history.
 */
final class LedgerNotes {
    private final LogFile file;
    private final SelfLog selfLog;
    private @Nullable Ledger ledger;
    private @Nullable LedgerFile entry;

    /** Whether what the ledger tells of deleted history was looked for since the file was opened. */
    private boolean looked;

    LedgerNotes(LogFile file, SelfLog selfLog) {
        this.file = file;
        this.selfLog = selfLog;
    }

    /** Notes in this ledger from now on. */
    void in(Ledger newLedger, int number) {
        ledger = newLedger;
        entry = newLedger.entry(number);
    }

    /** Which life of the file this is; 0 where no ledger counts. */
    int generation() {
        LedgerFile noted = entry;
        return noted == null ? 0 : noted.generation();
    }

    /** The directory that the ledger is kept for; null where no ledger counts. */
    @Nullable
    Path ledgerPlace() {
        return ledger == null ? null : ledger.directory();
    }

    /** The file was opened: a generation begins. */
    void opened() throws IOException {
        if (ledger != null && entry != null) {
            ledger.opened(entry, file.bytes(), file.tailCrc(), isProven(entry));
        }
    }

    /** Whether the file is the one that the ledger tells of: one small read. */
    private boolean isProven(LedgerFile noted) throws IOException {
        long at = noted.provenAt();
        if (at <= 0 || at > file.bytes()) {
            return false;
        }
        return at == file.bytes()
                ? noted.provenCrc() == file.tailCrc()
                : FileRepair.matches(file.path(), at, noted.provenCrc());
    }

    /** The file is about to be renamed. */
    void intends(SegmentName target) throws IOException {
        if (ledger != null && entry != null) {
            ledger.intent(entry, target.fileName());
        }
    }

    /** It was, and an empty one takes its place. */
    void renamed(SegmentName target, long sealedBytes, int headCrc) {
        if (ledger != null && entry != null) {
            try {
                ledger.renamed(entry, target.fileName(), sealedBytes, headCrc);
            } catch (IOException failed) {
                selfLog.problem(
                        "cannot note in the ledger that " + file.path() + " is now " + target.fileName(), failed);
            }
        }
    }

    /**
     * The file was opened again after a rotation. One that failed leaves the old file or, where somebody took that away, a
     * new one: then a generation begins, so that no two lines get one name.
     *
     * @param bytes what should be in it
     */
    void reopened(long bytes, int tailCrc) {
        if (ledger != null && entry != null && (entry.intent() != null || file.bytes() != bytes)) {
            try {
                entry.proven(bytes, tailCrc);
                ledger.opened(entry, file.bytes(), file.tailCrc(), isProven(entry));
            } catch (IOException failed) {
                selfLog.problem("cannot note in the ledger that " + file.path() + " was opened again", failed);
            }
        }
    }

    /** The file was closed with so many bytes. */
    void closed(long bytes, int tailCrc) throws IOException {
        if (ledger != null && entry != null) {
            ledger.closed(entry, bytes, tailCrc);
        }
    }

    /** Nobody appends to the file, which could not be opened. */
    void ended() throws IOException {
        if (ledger != null && entry != null) {
            ledger.closed(entry);
        }
    }

    /**
     * This history is left: the ledger forgets what lies before its oldest file.
     *
     * @param deleted whether there was more before
     */
    void left(List<History.Segment> segments, boolean deleted) {
        if (ledger == null || entry == null || (looked && !deleted)) {
            return;
        }
        looked = true;
        if (segments.isEmpty()) {
            ledger.forgetAll(entry);
            return;
        }
        try (SegmentContent oldest = SegmentContent.open(segments.get(0).path())) {
            long lives = segments.stream()
                    .mapToLong(segment -> segment.name().span())
                    .sum();
            ledger.forget(entry, oldest.head(), lives);
        } catch (IOException unreadable) {
            looked = false;
        }
    }
}

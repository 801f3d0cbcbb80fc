package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.ring.Ring;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.DiskSync;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.RotatingFile;
import io.webbrick.gateway.logging.store.SyncedFile;
import java.io.IOException;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * Opens the files of streams and makes them known to all that has to do with them: ledger, ring, budget, sync. One reload at
 * a time.
 */
final class FileOpener {
    private final DurableRing durable;
    private final Budget budget;
    private final Compressor compressor;
    private final DiskSync sync;
    private final Drain drain;
    private final Surroundings around;

    FileOpener(
            DurableRing durable,
            Budget budget,
            Compressor compressor,
            DiskSync sync,
            Drain drain,
            Surroundings around) {
        this.durable = durable;
        this.budget = budget;
        this.compressor = compressor;
        this.sync = sync;
        this.drain = drain;
        this.around = around;
    }

    /**
     * @param account counts its rotations
     * @throws IOException when it cannot be opened
     */
    FileSink open(Target.File target, ZoneId zone, Accounts.Account account) throws IOException {
        var file = new RotatingFile(
                target.path(),
                target.rotation(),
                target.retention(),
                zone,
                compressor,
                around.selfLog(),
                path -> FirstRecord.millis(path, zone));
        Ring ring = durable.ring();
        int number = durable.number(target.path());
        int lossSlot = number == 0 ? -1 : ring.track(number);
        Ledger ledger = durable.ledger();
        if (number > 0 && lossSlot < 0) {
            around.selfLog()
                    .problem("too many files for the ring: a kill may double or lose records of " + target.path());
        }
        if (ledger != null && lossSlot >= 0) {
            file.noteIn(ledger, number);
        }
        if (budget.covers(target.path())) {
            file.countIn(budget.join(file, target.share()));
        }
        file.open(around.clock().millis());
        file.syncWith(sync.watch(target.path()));
        int fileId = lossSlot < 0 ? 0 : number;
        Consumer<String> rotated = notice -> {
            account.rotate();
            around.notices().accept(notice);
        };
        return new FileSink(file, ring, fileId, lossSlot, drain, around.clock(), around.selfLog(), rotated);
    }

    /** Takes over how soon a file must be on the disk. */
    static void syncRules(StreamSpec spec, LineSink sink) {
        if (spec.target() instanceof Target.File target && sink instanceof FileSink file) {
            SyncedFile synced = file.file().synced();
            if (synced != null) {
                synced.rules(target.syncWithin(), spec.durability() == Durability.DISK);
            }
        }
    }
}

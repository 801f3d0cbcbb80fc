package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.record.EncodedRecord;
import io.webbrick.gateway.logging.record.RecordEncoder;
import io.webbrick.gateway.logging.ring.Commit;
import io.webbrick.gateway.logging.ring.RingFile;
import io.webbrick.gateway.logging.store.Budget;
import io.webbrick.gateway.logging.store.Compressor;
import io.webbrick.gateway.logging.store.Ledger;
import io.webbrick.gateway.logging.store.RotatingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what a dead process accepted into its files: back to what was committed, then the records of its ring, by the
 * streams, formats and rotations that it had. Repeats only steps with the same result, so it may be killed and begun
 * again. One thread, before the configuration in force opens a file; the time it takes is that of writing one ring.
 */
final class Recovery {
    private static final String REASON = "the process ended before it could write them";

    private final RingFile ringFile;
    private final Ledger ledger;
    private final Budget budget;
    private final Compressor compressor;
    private final InstantSource clock;
    private final SelfLog selfLog;
    private final Map<Integer, Commit.Entry> committed = new HashMap<>();
    private final Salvage salvage;
    private final Map<Integer, FileSink> sinks = new LinkedHashMap<>();
    private final Drain drain;
    private final Counters counters = new Counters();
    private @Nullable String damage;

    private Recovery(
            RingFile ringFile,
            Ledger ledger,
            Budget budget,
            Compressor compressor,
            InstantSource clock,
            SelfLog selfLog,
            Commit commit) {
        this.ringFile = ringFile;
        this.ledger = ledger;
        this.budget = budget;
        this.compressor = compressor;
        this.clock = clock;
        this.selfLog = selfLog;
        commit.files().forEach(entry -> committed.put(entry.fileId(), entry));
        this.salvage = new Salvage(ledger, selfLog);
        this.drain = new Drain(ringFile.ring(), salvage::route, commit.head(), counters, selfLog);
    }

    /**
     * What it could not bring home.
     *
     * @param unknown why an unknown number of records is lost; null when none is
     * @param owed losses that could not be told in their files yet, by newest file
     */
    record Outcome(@Nullable String unknown, Map<Path, Loss.Report> owed) {
        static final Outcome FINE = new Outcome(null, Map.of());
    }

    /** Recovers what the pointer of this state directory leads to. */
    static Outcome run(
            Path state, Ledger ledger, Budget budget, Compressor compressor, InstantSource clock, SelfLog selfLog)
            throws IOException {
        RingFile.Left left = RingFile.left(state);
        if (left instanceof RingFile.Left.InUse inUse) {
            throw new IOException("the ring " + inUse.ring() + " is in use by another process");
        }
        if (left instanceof RingFile.Left.Lost lost) {
            selfLog.problem("records of the process before are lost: " + lost.why());
            ledger.settle();
            return new Outcome("the ring of the process before could not be read", Map.of());
        }
        if (left instanceof RingFile.Left.Open open) {
            return recover(open.file(), ledger, budget, compressor, clock, selfLog);
        }
        ledger.settle();
        return Outcome.FINE;
    }

    private static Outcome recover(
            RingFile file, Ledger ledger, Budget budget, Compressor compressor, InstantSource clock, SelfLog selfLog)
            throws IOException {
        if (!file.ledgerId().equals(ledger.id())) {
            selfLog.problem("records of the process before are lost: its ring belongs to another ledger and was set"
                    + " aside as " + file.setAside());
            ledger.settle();
            return new Outcome("the ring of the process before belongs to another ledger", Map.of());
        }
        try {
            return new Recovery(file, ledger, budget, compressor, clock, selfLog, file.committed()).recover();
        } catch (Throwable failed) {
            file.close();
            throw failed;
        }
    }

    private Outcome recover() throws IOException {
        for (Map.Entry<Integer, Path> file : ledger.files().entrySet()) {
            restore(file.getKey(), file.getValue());
        }
        salvage.connect(sinks::get);
        empty();
        Map<Path, Loss.Report> owed = tellLosses();
        if (counters.lost() > 0) {
            selfLog.problem(counters.lost() + " records of the process before could not be written and are lost");
        }
        sinks.values().forEach(FileSink::close);
        if (damage == null) {
            ringFile.finish();
        } else {
            selfLog.problem(
                    "the ring of the process before is damaged (" + damage + "), set aside as " + ringFile.setAside());
        }
        ledger.settle();
        return new Outcome(damage == null ? null : "the ring of the process before was damaged", owed);
    }

    /** Brings one file back to its committed state and opens it when a stream may have records for it. */
    private void restore(int number, Path newest) throws IOException {
        Commit.Entry base = committed.get(number);
        boolean meant = base == null
                ? ledger.repair(number, 0, 0, 0)
                : ledger.repair(number, base.generation(), base.offset(), base.tailCrc());
        if (!ledger.isOpen(number) && unwritten(base) == 0) {
            return;
        }
        StoredStreams.Stored owner = salvage.owner(number);
        if (owner != null) {
            FileSink sink = open(number, newest, owner);
            if (!meant) {
                selfLog.problem(newest + " is not the file that was being written; it was sealed as it is");
                sink.rotate();
            }
        }
    }

    private FileSink open(int number, Path newest, StoredStreams.Stored owner) throws IOException {
        var zone = owner.spec().format().zone();
        var file = new RotatingFile(
                newest,
                owner.target().rotation(),
                owner.target().retention(),
                zone,
                compressor,
                selfLog,
                path -> FirstRecord.millis(path, zone));
        file.noteIn(ledger, number);
        if (budget.covers(newest)) {
            file.countIn(budget.join(file));
        }
        file.open(clock.millis());
        int slot = ringFile.ring().track(number);
        if (slot < 0) {
            throw new IOException("the ring has no room for the losses of " + newest);
        }
        var sink = new FileSink(file, ringFile.ring(), number, slot, drain, clock, selfLog, notice -> {});
        Commit.Entry base = committed.get(number);
        if (base != null) {
            sink.continues(base.reported(), base.pending());
        }
        sinks.put(number, sink);
        drain.add(sink);
        return sink;
    }

    /** Gives every record of the ring to its streams, batch by batch. */
    private void empty() {
        try {
            salvage.empty(ringFile.ring(), drain, drain::commit);
        } catch (IOException damaged) {
            damage = String.valueOf(damaged.getMessage());
        }
    }

    /** Writes losses that are noted and were not told into their files; returns those that could not be told. */
    private Map<Path, Loss.Report> tellLosses() {
        var owed = new HashMap<Path, Loss.Report>();
        Map<Integer, Commit.Lost> noted = new HashMap<>();
        ringFile.losses().forEach(lost -> noted.put(lost.fileId(), lost));
        for (Map.Entry<Integer, FileSink> open : sinks.entrySet()) {
            FileSink sink = open.getValue();
            Loss.Report loss = loss(noted.get(open.getKey()), sink);
            LogStream stream = streamOf(sink);
            if (loss != null && stream != null && !sink.isFailing()) {
                tell(loss, stream);
                loss = sink.isFailing() ? loss : null;
            }
            if (loss != null) {
                owed.put(sink.file().path(), loss);
            }
        }
        drain.commit();
        return owed;
    }

    private void tell(Loss.Report loss, LogStream stream) {
        var encoder = new RecordEncoder();
        var record = new EncodedRecord();
        LossLine.encode(
                encoder,
                stream.spec(),
                loss,
                clock.millis(),
                stream.spec().format().zone());
        record.on(encoder.bytes().bytes());
        stream.tell(record, loss.records());
        stream.flush();
    }

    private Loss.@Nullable Report loss(Commit.@Nullable Lost noted, FileSink sink) {
        long untold = noted == null ? 0 : Math.max(0, noted.records() - sink.reported());
        long records = untold + sink.pending();
        if (records == 0) {
            return null;
        }
        long now = clock.millis();
        return new Loss.Report(
                records,
                false,
                untold == 0 || noted == null ? now : noted.fromMillis(),
                untold == 0 || noted == null ? now : noted.toMillis(),
                REASON);
    }

    private @Nullable LogStream streamOf(FileSink sink) {
        List<LogStream> owners = new ArrayList<>();
        for (LogStream stream : salvage.streams().values()) {
            if (stream.sink() == sink) {
                owners.add(stream);
            }
        }
        return owners.isEmpty() ? null : owners.get(owners.size() - 1);
    }

    private static long unwritten(Commit.@Nullable Entry entry) {
        return entry == null ? 0 : entry.pending();
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.health.Counters;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.ring.Commit;
import io.webbrick.gateway.logging.ring.RingCopy;
import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The lines of records that a dead process left in its ring, as the next start is going to write them. Changes nothing on
 * the disk. One thread; memory: the ring and its text.
 */
public final class Remains {
    private Remains() {}

    /** What one newest file is going to get. */
    public static final class Unwritten {
        private final Mark from;
        private final int records;
        private final byte[] lines;

        Unwritten(Mark from, int records, byte[] lines) {
            this.from = from;
            this.records = records;
            this.lines = lines;
        }

        /** Where its committed bytes end. */
        public Mark from() {
            return from;
        }

        /** How many records. */
        public int records() {
            return records;
        }

        /** Their text; not a copy. */
        public byte[] lines() {
            return lines;
        }
    }

    /**
     * The lines of each newest file; empty when no process died here, or one is at work on its ring.
     *
     * @param state the state directory of the log directory
     * @throws IOException when the ring or the ledger cannot be read
     */
    public static Map<Path, Unwritten> of(Path directory, Path state, SelfLog selfLog) throws IOException {
        RingCopy copy = RingCopy.at(state);
        if (copy == null) {
            return Map.of();
        }
        Ledger ledger = Ledger.view(directory, state);
        if (!ledger.id().equals(copy.ledgerId())) {
            return Map.of();
        }
        var sinks = new TreeMap<Integer, MemorySink>();
        Map<Integer, Path> files = ledger.files();
        files.keySet().stream().filter(ledger::isOpen).forEach(number -> sinks.put(number, new MemorySink()));
        var salvage = new Salvage(ledger, selfLog);
        salvage.connect(sinks::get);
        Commit commit = copy.committed();
        var drain = new Drain(copy.ring(), salvage::route, commit.head(), new Counters(), selfLog);
        try {
            salvage.empty(copy.ring(), drain, () -> {});
        } catch (IOException damaged) {
            selfLog.problem("the ring of a process that died is damaged, only some of its records are shown", damaged);
        }
        var unwritten = new HashMap<Path, Unwritten>();
        sinks.forEach((number, sink) -> {
            if (sink.records() > 0) {
                unwritten.put(
                        files.get(number), new Unwritten(end(number, ledger, commit), sink.records(), sink.bytes()));
            }
        });
        return unwritten;
    }

    private static Mark end(int number, Ledger ledger, Commit commit) {
        for (Commit.Entry entry : commit.files()) {
            if (entry.fileId() == number) {
                return new Mark(entry.generation(), entry.offset());
            }
        }
        return new Mark(ledger.generation(number), ledger.beganAt(number));
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.record.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * What came to and became of the records of each stream since start, by the stream's name: through reloads, and on whatever volume
 * its file lies. Any thread.
 */
final class Accounts {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** The account of one stream; the losses in it are told by the stream that has it now. */
    static final class Account {
        private final AtomicLong stored = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private final AtomicLong rotations = new AtomicLong();
        private final AtomicLongArray takenRecords = new AtomicLongArray(Taken.LEVELS);
        private final AtomicLongArray takenBytes = new AtomicLongArray(Taken.LEVELS);
        private final Loss loss = new Loss();

        /** Counts what a batch took. */
        void take(Taken taken) {
            taken.moveTo(takenRecords, takenBytes);
        }

        /** A new file was begun. */
        void rotate() {
            rotations.incrementAndGet();
        }

        void store(long records) {
            stored.addAndGet(records);
        }

        void lose(long epochMillis, long records, String reason) {
            lost.addAndGet(records);
            loss.add(epochMillis, records, reason);
        }

        long stored() {
            return stored.get();
        }

        long lost() {
            return lost.get();
        }

        /** What it has counted so far. */
        StreamView view(StreamSpec spec, boolean standsStill) {
            return new StreamView(spec, stored(), lost(), rotations.get(), taken(), standsStill);
        }

        private List<StreamView.Taken> taken() {
            return Stream.of(Level.values())
                    .map(level ->
                            new StreamView.Taken(level, takenRecords.get(level.index()), takenBytes.get(level.index())))
                    .filter(taken -> taken.records() > 0)
                    .toList();
        }

        /** Losses that are not told yet. */
        Loss loss() {
            return loss;
        }
    }

    /** The account of the stream of this name. */
    Account of(String stream) {
        return accounts.computeIfAbsent(stream, name -> new Account());
    }
}

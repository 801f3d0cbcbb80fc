package io.webbrick.gateway.logging.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What became of the records of each stream since start, by the stream's name: through reloads, and on whatever volume
 * its file lies. Any thread.
 */
final class Accounts {
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** The account of one stream; the losses in it are told by the stream that has it now. */
    static final class Account {
        private final AtomicLong stored = new AtomicLong();
        private final AtomicLong lost = new AtomicLong();
        private final Loss loss = new Loss();

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

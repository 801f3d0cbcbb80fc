package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** The files of one stream as the budget sees them: counted, and the oldest deleted. Any thread. */
interface BudgetFile {
    /** What rounding to blocks may add to a file. */
    int BLOCK_BYTES = 4_096;

    /** The newest of them. */
    Path path();

    /** Counts them. */
    Held held() throws IOException;

    /** Deletes so many of the oldest history files, all of them when there are fewer. */
    void evictOldest(int count) throws IOException;

    /**
     * What there is, in bytes.
     *
     * @param newest of the newest file
     * @param history of what readers read, oldest first
     * @param leftovers of all else that is ours, what rounding to blocks may add included
     */
    record Held(long newest, List<Long> history, long leftovers) {
        public Held {
            history = List.copyOf(history);
        }

        static Held of(Path path) throws IOException {
            List<History.Segment> all = History.files(path);
            List<Long> read = History.listing(all).segments().stream()
                    .map(History.Segment::bytes)
                    .toList();
            long sum = all.stream().mapToLong(History.Segment::bytes).sum();
            long newest = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? Files.size(path) : 0;
            long leftovers = sum - read.stream().mapToLong(Long::longValue).sum();
            return new Held(newest, read, leftovers + (long) BLOCK_BYTES * (all.size() - read.size()));
        }
    }
}

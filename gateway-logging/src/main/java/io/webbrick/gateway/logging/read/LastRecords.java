package io.webbrick.gateway.logging.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The newest records of a stream that somebody wants, oldest of them first: its newest file is read, and further ones only as long
 * as there are too few. Immutable.
 *
 * @param cursor behind the newest record of the stream, wanted or not; without a position where lines have no names
 * @param damages how many damaged places were passed over
 * @param firstDamages the first ten of them
 * @param damagedFiles the names of their files
 */
public record LastRecords(
        List<RecordReader.Entry> entries,
        StreamCursor cursor,
        long damages,
        List<String> firstDamages,
        Set<String> damagedFiles) {
    /** Each further look goes into so many times as many files. */
    private static final int MORE = 4;

    public LastRecords {
        entries = List.copyOf(entries);
    }

    /**
     * Reads them.
     *
     * @param most at most so many
     * @param mostChars and so many characters, but one record at least
     */
    public static LastRecords of(Path newest, int most, long mostChars, Predicate<String> wanted) throws IOException {
        for (int files = 1; ; files *= MORE) {
            try (RecordReader records = RecordReader.newest(newest, files)) {
                var kept = new Kept(most, mostChars);
                for (RecordReader.Entry record = records.next(); record != null; record = records.next()) {
                    if (wanted.test(record.text())) {
                        kept.add(record);
                    }
                }
                if (kept.full || records.isWhole()) {
                    return new LastRecords(
                            List.copyOf(kept.entries),
                            records.cursor(),
                            records.damages(),
                            records.firstDamages(),
                            records.damagedFiles());
                }
            }
        }
    }

    /** The last ones so far. One thread. */
    private static final class Kept {
        private final Deque<RecordReader.Entry> entries = new ArrayDeque<>();
        private final int most;
        private final long mostChars;
        private long chars;
        private boolean full;

        Kept(int most, long mostChars) {
            this.most = most;
            this.mostChars = mostChars;
            this.full = most == 0;
        }

        void add(RecordReader.Entry record) {
            entries.addLast(record);
            chars += record.text().length();
            full |= entries.size() >= most;
            while (entries.size() > most || (chars > mostChars && entries.size() > 1)) {
                chars -= entries.removeFirst().text().length();
                full = true;
            }
        }
    }
}

package io.webbrick.gateway.logging.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the newest files that this process writes are committed: what its readers may show. Each file's writer stores
 * one number a batch; any thread reads it without a system call.
 */
public final class CommittedFiles {
    private static final int OFFSET_BITS = 40;
    private static final long OFFSETS = (1L << OFFSET_BITS) - 1;
    private static final Map<Path, Entry> ENTRIES = new ConcurrentHashMap<>();

    private CommittedFiles() {}

    /**
     * A place in a newest file.
     *
     * @param generation which life of the file; changes with every rename and never comes back soon
     * @param offset bytes from the beginning of the file that are committed
     */
    public record Mark(long generation, long offset) {
        /** Asked ten times a second while somebody follows; Java's own for records is made of method handles at first use. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Mark mark && generation == mark.generation && offset == mark.offset;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(generation * 31 + offset);
        }
    }

    /** One file's place, while somebody writes it. */
    public static final class Entry {
        private final Path newest;
        private final @Nullable Path ledgerPlace;

        /** Generation and offset in one, so that they are stored at once. */
        private volatile long packed;

        private volatile int noted;

        private Entry(Path newest, @Nullable Path ledgerPlace, long generation, long offset) {
            this.newest = newest;
            this.ledgerPlace = ledgerPlace;
            commit(generation, offset);
        }

        /** Everything before this offset is committed. */
        public void commit(long generation, long offset) {
            packed = generation << OFFSET_BITS | Math.min(offset, OFFSETS);
        }

        /** The ledger has this generation of it; 0 when no ledger tells of it. */
        public void noted(int generation) {
            noted = generation;
        }

        /** Nobody writes it any more: all of it is committed. */
        public void close() {
            ENTRIES.remove(newest, this);
        }
    }

    /**
     * Begins to tell how far this file is committed.
     *
     * @param ledgerPlace the directory whose ledger tells of it; null when none does
     */
    public static Entry open(Path newest, @Nullable Path ledgerPlace, long generation, long offset) {
        var entry = new Entry(newest.toAbsolutePath(), ledgerPlace, generation, offset);
        ENTRIES.put(entry.newest, entry);
        return entry;
    }

    /** How far this newest file is committed; null when this process does not write it. */
    public static @Nullable Mark of(Path newest) {
        Entry entry = ENTRIES.get(newest.toAbsolutePath());
        if (entry == null) {
            return null;
        }
        long packed = entry.packed;
        return new Mark(packed >>> OFFSET_BITS, packed & OFFSETS);
    }

    /** The generation that the ledger has of this newest file; 0 when this process does not write it or keeps no ledger. */
    public static int noted(Path newest) {
        Entry entry = ENTRIES.get(newest.toAbsolutePath());
        return entry == null ? 0 : entry.noted;
    }

    /** The directory for which this process keeps a ledger that tells of this newest file; null when it keeps none. */
    public static @Nullable Path ledgerPlace(Path newest) {
        Entry entry = ENTRIES.get(newest.toAbsolutePath());
        return entry == null ? null : entry.ledgerPlace;
    }
}

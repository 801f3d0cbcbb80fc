package io.webbrick.gateway.logging.ring;

import java.util.List;

/**
 * What a ring's header says was done when it was written: every record before {@code head} is in its files, and each
 * file ends at its offset.
 */
public record Commit(long head, List<Entry> files) {
    public Commit {
        files = List.copyOf(files);
    }

    /** One file as the writer sees it at the moment of a commit. */
    public interface FileState {
        /** The file's number in the ledger. */
        int fileId();

        /** Which life of the file. */
        int generation();

        /** Bytes of whole lines in it. */
        long offset();

        /** CRC32C of the up to 64 bytes before the offset. */
        int tailCrc();

        /** Records taken from the ring that are not in the file yet. */
        int pending();

        /** How many losses are told in the file. */
        long reported();
    }

    /** A file as it was committed. */
    public record Entry(int fileId, int generation, long offset, int tailCrc, int pending, long reported)
            implements FileState {}

    /** Records of a file that were given up: how many in all, and when. */
    public record Lost(int fileId, long records, long fromMillis, long toMillis) {}
}

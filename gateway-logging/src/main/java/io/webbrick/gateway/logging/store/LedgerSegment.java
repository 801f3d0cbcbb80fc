package io.webbrick.gateway.logging.store;

import java.util.List;

/**
 * One life of a file as the ledger tells it, from its first byte to its renaming: which generations it holds, and by what
 * it is found again under any name. Immutable.
 *
 * @param begins the generations that have lines in it, in order; empty when it is not known what its lines are called
 * @param bytes what it holds, uncompressed; 0 when it is gone without having become history
 * @param head CRC32C of its first bytes, {@value #HEAD} or as many as there are
 */
record LedgerSegment(List<Begin> begins, long bytes, int head) {
    /** So many bytes at its beginning tell a file from others. */
    static final int HEAD = FileRepair.TAIL;

    LedgerSegment {
        begins = List.copyOf(begins);
    }

    /**
     * Where a generation begins.
     *
     * @param offset uncompressed bytes from the beginning of the file
     * @param tailCrc CRC32C of the up to 64 bytes before that
     */
    record Begin(int generation, long offset, int tailCrc) {}

    /** What two lives that cannot be told apart by their content have in common. */
    record Look(long bytes, int head) {}

    Look look() {
        return new Look(bytes, head);
    }

    boolean isNamed() {
        return !begins.isEmpty();
    }

    /** Its first generation; 0 when none is known. */
    int first() {
        return isNamed() ? begins.get(0).generation() : 0;
    }

    /** Its last generation; 0 when none is known. */
    int last() {
        return isNamed() ? begins.get(begins.size() - 1).generation() : 0;
    }

    /** The generation that this byte was written in; 0 when that is not known. */
    int generationAt(long offset) {
        int found = 0;
        for (Begin begin : begins) {
            found = begin.offset() <= offset ? begin.generation() : found;
        }
        return found;
    }

    /** Where a generation begins; -1 when it has no line here. */
    long beginOf(int generation) {
        for (Begin begin : begins) {
            if (begin.generation() == generation) {
                return begin.offset();
            }
        }
        return -1;
    }

    /** Where the lines of the generations behind this one begin; 0 when all of them are behind it. */
    long behind(int generation) {
        if (first() > generation) {
            return 0;
        }
        for (Begin begin : begins) {
            if (begin.generation() > generation) {
                return begin.offset();
            }
        }
        return bytes;
    }

    /** Whether a file that begins with these bytes, up to {@value #HEAD} of them, may be this one. */
    boolean mayBeginWith(byte[] beginning) {
        int length = (int) Math.min(HEAD, bytes);
        return bytes > 0 && beginning.length >= length && FileRepair.crc(beginning, length) == head;
    }
}

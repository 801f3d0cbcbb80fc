package io.webbrick.gateway.logging.store;

/**
 * A part of an open file, and what the lines in it are called: a history file has one, a merged file several. Immutable.
 */
public final class NamedPart {
    private final long from;
    private final LedgerSegment segment;

    NamedPart(long from, LedgerSegment segment) {
        this.from = from;
        this.segment = segment;
    }

    /** Where it begins in the file. */
    public long from() {
        return from;
    }

    /** Where it ends in the file. */
    public long to() {
        return from + segment.bytes();
    }

    /** Whether the byte of the file at this offset lies in it. */
    public boolean holds(long offset) {
        return offset >= from && offset < to();
    }

    /** Its first generation; 0 when none is known. */
    public int first() {
        return segment.first();
    }

    /** Its last generation; 0 when none is known. */
    public int last() {
        return segment.last();
    }

    /** Which generation the byte of the file at this offset was written in; 0 when that is not known. */
    public int generationAt(long offset) {
        return segment.generationAt(offset - from);
    }

    /** Where a generation begins in the file; -1 when it has no line here. */
    public long beginOf(int generation) {
        long begin = segment.beginOf(generation);
        return begin < 0 ? -1 : from + begin;
    }

    /** Where in the file the generations behind this one begin; {@link #to} when there are none. */
    public long behind(int generation) {
        return from + segment.behind(generation);
    }

    LedgerSegment segment() {
        return segment;
    }
}

package io.webbrick.gateway.logging.store;

import io.webbrick.gateway.logging.store.LedgerSegment.Begin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one newest file: its generation, where that begins, the rename that may be under way, and what
 * the lines of the file and of its history are called. Changed under the ledger's lock, by the thread that owns the file.
 */
final class LedgerFile {
    /** Nothing proves which file this is. */
    private static final long UNPROVEN = -1;

    /** So many generations are passed over where some may have been given away and not be noted any more. */
    private static final int SKIPPED = 1_000;

    /** So many segments more than there are files are remembered, at most. */
    private static final int SPARE = 1_000;

    private final int number;
    private final Path path;
    private int generation;
    private boolean open;
    private long offset;
    private int tailCrc;
    private @Nullable String intent;

    /** The lives before this one, oldest first. */
    private final List<LedgerSegment> sealed = new ArrayList<>();

    /** The generations of the newest file. */
    private final List<Begin> begins = new ArrayList<>();

    /** The bytes before this offset of the newest file tell whether it is still the one that {@code begins} tells of. */
    private long provenAt = UNPROVEN;

    private int provenCrc;

    /** Whether the file had no byte behind that. */
    private boolean endKnown;

    /** Lives up to this generation are deleted and forgotten. */
    private int forgotten;

    private int skip;

    LedgerFile(int number, Path path) {
        this.number = number;
        this.path = path;
    }

    /** Its number, from 1. */
    int number() {
        return number;
    }

    /** The newest file. */
    Path path() {
        return path;
    }

    /** Its life, from 1; 0 before the first. */
    int generation() {
        return generation;
    }

    /** Whether somebody appends to it, or did when the process ended. */
    boolean isOpen() {
        return open;
    }

    /** Where its generation began. */
    long offset() {
        return offset;
    }

    /** CRC32C of the up to 64 bytes before that. */
    int tailCrc() {
        return tailCrc;
    }

    /** The name that it is to be renamed to, when a rotation is under way. */
    @Nullable
    String intent() {
        return intent;
    }

    /** The lives before this one, oldest first. */
    List<LedgerSegment> sealed() {
        return sealed;
    }

    /** What is known of the newest file when so many of its bytes count. */
    LedgerSegment newest(long bytes) {
        return new LedgerSegment(begins, bytes, 0);
    }

    /** Lives up to this generation are deleted and forgotten. */
    int forgotten() {
        return forgotten;
    }

    /** The bytes before this offset prove which file it is; not positive when nothing does. */
    long provenAt() {
        return provenAt;
    }

    /** CRC32C of the up to 64 bytes before that. */
    int provenCrc() {
        return provenCrc;
    }

    /** The newest file is the one that was meant, and ends at this offset. */
    void proven(long at, int crc) {
        provenAt = at;
        provenCrc = crc;
        endKnown = true;
    }

    /** The newest file is another one than that which was meant, or nobody knows. */
    void unproven() {
        provenAt = UNPROVEN;
        endKnown = false;
    }

    /** A commit has this generation: where the ledger's is lower, its last lines are lost. */
    void reached(int committed) {
        if (committed > generation) {
            generation = committed;
            vanish();
        }
    }

    /** Higher generations may have been given away: the next one is none of them. */
    void passOver() {
        skip = SKIPPED;
    }

    LedgerLine opening(long at, int crc, boolean goesOn) {
        int next = generation + 1 + skip;
        skip = 0;
        return applied(openLine(new Begin(next, at, crc), goesOn ? last() : 0));
    }

    LedgerLine intending(String name) {
        return applied(LedgerLine.of("intent", number, generation, name));
    }

    LedgerLine closing() {
        generation += skip;
        skip = 0;
        return applied(closedLine());
    }

    private LedgerLine applied(LedgerLine line) {
        apply(line);
        return line;
    }

    void apply(LedgerLine line) {
        generation = line.number(2);
        List<String> fields = line.fields();
        switch (line.kind()) {
            case "open" -> {
                offset = Long.parseLong(fields.get(3));
                tailCrc = crc(fields.get(4));
                begin(new Begin(generation, offset, tailCrc), fields.size() > 5 ? line.number(5) : 0);
                open = true;
                intent = null;
                proven(offset, tailCrc);
                endKnown = false;
            }
            case "intent" -> intent = fields.get(3);
            case "renamed" -> {
                intent = null;
                seal(Long.parseLong(fields.get(4)), fields.size() > 5 ? fields.get(5) : null);
            }
            case "closed" -> {
                open = false;
                intent = null;
                if (fields.size() > 4) {
                    proven(Long.parseLong(fields.get(3)), crc(fields.get(4)));
                }
            }
            default -> throw new IllegalArgumentException(line.kind());
        }
    }

    /** @param from the generation that was the file's last one; 0 when the file is another one than before */
    private void begin(Begin next, int from) {
        boolean goesOn =
                from > 0 && last() == from && begins.get(begins.size() - 1).offset() <= next.offset();
        if (!goesOn) {
            vanish();
        } else if (begins.get(begins.size() - 1).offset() == next.offset()) {
            begins.remove(begins.size() - 1);
        }
        begins.add(next);
    }

    /** What the newest file was until now is neither there nor in history. */
    private void vanish() {
        boolean hadLines =
                !begins.isEmpty() && !(endKnown && provenAt == begins.get(0).offset());
        if (hadLines) {
            sealed.add(new LedgerSegment(begins, 0, 0));
        }
        begins.clear();
        unproven();
    }

    /** A file of a ledger that did not note how it begins is not found again: its lines have no names. */
    private void seal(long bytes, @Nullable String head) {
        if (head == null) {
            vanish();
            return;
        }
        sealed.add(new LedgerSegment(last() == generation ? begins : List.of(), bytes, crc(head)));
        begins.clear();
        unproven();
    }

    /** The last generation of the newest file; 0 when none is known. */
    private int last() {
        return begins.isEmpty() ? 0 : begins.get(begins.size() - 1).generation();
    }

    private static int crc(String text) {
        return Integer.parseUnsignedInt(text, 16);
    }

    /** What was deleted is forgotten. */
    void forget(int upTo) {
        forgotten = upTo;
    }

    /**
     * Forgets what lies before the oldest file that is left.
     *
     * @param oldest how that begins
     * @param files how many lives the files are made of
     */
    void forgetBefore(byte[] oldest, long files) {
        int first = 0;
        while (first < sealed.size() && !sealed.get(first).mayBeginWith(oldest)) {
            first++;
        }
        forgetFirst(first == sealed.size() ? 0 : first);
        forgetFirst((int) Math.max(0, sealed.size() - files - SPARE));
    }

    /** Forgets all history. */
    void forgetAll() {
        forgetFirst(sealed.size());
    }

    private void forgetFirst(int count) {
        List<LedgerSegment> gone = sealed.subList(0, count);
        for (LedgerSegment segment : gone) {
            forgotten = Math.max(forgotten, segment.last());
        }
        gone.clear();
    }

    /** The lines that say all of this anew. */
    List<LedgerLine> lines(String relativePath) {
        var lines = new ArrayList<LedgerLine>();
        lines.add(
                forgotten == 0
                        ? LedgerLine.of("file", number, relativePath)
                        : LedgerLine.of("file", number, relativePath, forgotten));
        for (LedgerSegment segment : sealed) {
            addOpenings(lines, segment.begins());
            lines.add(LedgerLine.of("renamed", number, segment.last(), "", segment.bytes(), hex(segment.head())));
        }
        addOpenings(lines, begins);
        if (!open) {
            if (generation > 0) {
                lines.add(closedLine());
            }
        } else if (last() != generation) {
            lines.add(openLine(new Begin(generation, offset, tailCrc), 0));
        }
        String name = intent;
        if (name != null) {
            lines.add(LedgerLine.of("intent", number, generation, name));
        }
        return lines;
    }

    private void addOpenings(List<LedgerLine> lines, List<Begin> openings) {
        int from = 0;
        for (Begin begin : openings) {
            lines.add(openLine(begin, from));
            from = begin.generation();
        }
    }

    private LedgerLine openLine(Begin begin, int from) {
        return from == 0
                ? LedgerLine.of("open", number, begin.generation(), begin.offset(), hex(begin.tailCrc()))
                : LedgerLine.of("open", number, begin.generation(), begin.offset(), hex(begin.tailCrc()), from);
    }

    private LedgerLine closedLine() {
        return endKnown
                ? LedgerLine.of("closed", number, generation, provenAt, hex(provenCrc))
                : LedgerLine.of("closed", number, generation);
    }

    private static String hex(int crc) {
        return Integer.toHexString(crc);
    }
}

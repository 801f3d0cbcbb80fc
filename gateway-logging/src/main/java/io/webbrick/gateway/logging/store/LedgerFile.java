package io.webbrick.gateway.logging.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one newest file: its generation, where that begins, and the rename that may be under way.
 * Changed under the ledger's lock, by the thread that owns the file.
 */
final class LedgerFile {
    private final int number;
    private final Path path;
    private int generation;
    private boolean open;
    private long offset;
    private int tailCrc;
    private @Nullable String intent;

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

    LedgerLine opening(long at, int crc) {
        return applied(LedgerLine.of("open", number, generation + 1, at, Integer.toHexString(crc)));
    }

    LedgerLine intending(String name) {
        return applied(LedgerLine.of("intent", number, generation, name));
    }

    LedgerLine closing() {
        return applied(LedgerLine.of("closed", number, generation));
    }

    private LedgerLine applied(LedgerLine line) {
        apply(line);
        return line;
    }

    void apply(LedgerLine line) {
        generation = line.number(2);
        switch (line.kind()) {
            case "open" -> {
                open = true;
                offset = Long.parseLong(line.fields().get(3));
                tailCrc = Integer.parseUnsignedInt(line.fields().get(4), 16);
                intent = null;
            }
            case "intent" -> intent = line.fields().get(3);
            case "renamed" -> intent = null;
            case "closed" -> {
                open = false;
                intent = null;
            }
            default -> throw new IllegalArgumentException(line.kind());
        }
    }

    /** The lines that say all of this anew. */
    List<LedgerLine> lines(String relativePath) {
        var lines = new ArrayList<LedgerLine>();
        lines.add(LedgerLine.of("file", number, relativePath));
        if (open) {
            lines.add(LedgerLine.of("open", number, generation, offset, Integer.toHexString(tailCrc)));
        } else if (generation > 0) {
            lines.add(LedgerLine.of("closed", number, generation));
        }
        String name = intent;
        if (name != null) {
            lines.add(LedgerLine.of("intent", number, generation, name));
        }
        return lines;
    }
}

package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What ring, ledger and whatever else lies in the state directory take. The ledger counts as much as it may grow to before it is
 * written anew beside itself, the ring as a whole, wherever it lies. Guarded by the budget.
 */
final class BudgetState {
    private static final String STATE = ".state";

    /** For a ledger that nobody has told of. */
    private static final long USUAL_GROWTH = 262_144;

    private @Nullable Ledger ledger;
    private @Nullable Path ring;
    private long ringBytes;
    private long counted;

    void counts(@Nullable Ledger newLedger, @Nullable Path newRing, long newRingBytes) {
        ledger = newLedger;
        ring = newRing;
        ringBytes = newRingBytes;
    }

    /** Counts what is there now, and what may come without a word. */
    long count(Path directory) throws IOException {
        counted = ledgerBytes();
        var sum = new Sum();
        Path state = of(directory);
        if (Files.isDirectory(state, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(state, sum);
        }
        return sum.bytes + Budget.allocated(ringBytes) + counted;
    }

    /** How much more the ledger may take than when it was counted last; it counts from now on. */
    long growth() {
        long now = ledgerBytes();
        long growth = Math.max(0, now - counted);
        counted += growth;
        return growth;
    }

    private long ledgerBytes() {
        Ledger known = ledger;
        return known == null ? USUAL_GROWTH : Budget.allocated(known.mostBytes());
    }

    private final class Sum extends SimpleFileVisitor<Path> {
        private long bytes;

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            Ledger known = ledger;
            boolean counts = !file.equals(ring) && (known == null || !known.isOwn(file));
            bytes += counts ? Budget.allocated(attributes.size()) : 0;
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** Where it lies. */
    static Path of(Path directory) {
        return directory.resolve(STATE);
    }
}

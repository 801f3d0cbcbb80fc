package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A stream of this log directory that nobody has open: one that recovery has not come to, or that no configuration names any
 * more. Its files count and give way like all others.
 */
record IdleFile(Path path) implements BudgetFile {
    @Override
    public Held held() throws IOException {
        return Held.of(path);
    }

    @Override
    public void evictOldest(int count) throws IOException {
        HistorySnapshot history = HistorySnapshot.of(path);
        History.Listing listing = history.listing();
        for (History.Segment leftover : listing.leftovers()) {
            Files.deleteIfExists(leftover.path());
        }
        for (History.Segment segment :
                listing.segments().subList(0, Math.min(count, listing.segments().size()))) {
            history.delete(segment);
        }
    }
}

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.ring.Commit;
import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.store.CommittedFiles;
import io.webbrick.gateway.logging.store.CommittedFiles.Mark;
import io.webbrick.gateway.logging.store.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the committed bytes of a newest file end: as this process's writer says, else as the header of the ring says that
 * the log directory points to. What lies behind may be cut and written again. Any thread; without a system call in the
 * process that writes, else two small reads.
 */
final class CommittedEnd {
    /** The ledgers of other processes, read once for each of their rings. */
    private static final Map<Path, Known> LEDGERS = new ConcurrentHashMap<>();

    private record Known(UUID ringId, Ledger ledger, Map<Integer, Path> files) {
        int number(Path newest) {
            for (Map.Entry<Integer, Path> file : files.entrySet()) {
                if (file.getValue().equals(newest)) {
                    return file.getKey();
                }
            }
            return 0;
        }
    }

    private CommittedEnd() {}

    /** The end of this file; null when nobody writes it or nobody says: then whole lines count. */
    static @Nullable Mark of(Path newest) {
        Mark ours = CommittedFiles.of(newest);
        return ours != null ? ours : ofAnotherProcess(newest.toAbsolutePath());
    }

    /** The generation of the ledger that this end is in; 0 when whoever writes the file keeps no ledger. */
    static int noted(Path newest, Mark end) {
        return CommittedFiles.of(newest) == null ? (int) end.generation() : CommittedFiles.noted(newest);
    }

    private static @Nullable Mark ofAnotherProcess(Path newest) {
        Path state = RingGlance.stateAbove(newest);
        Path directory = state == null ? null : state.getParent();
        if (state == null || directory == null) {
            return null;
        }
        Mark mark = ofRing(newest, directory, state);
        for (Path volume : mark == null ? RingGlance.volumes(directory) : List.<Path>of()) {
            mark = mark == null ? ofRing(newest, volume, RingGlance.stateOf(volume)) : mark;
        }
        return mark;
    }

    private static @Nullable Mark ofRing(Path newest, Path directory, Path state) {
        RingGlance ring = RingGlance.at(state);
        Known known = ring == null ? null : known(newest, directory, state, ring);
        if (ring == null || known == null) {
            return null;
        }
        int number = known.number(newest);
        Commit.Entry entry = ring.file(number);
        if (entry != null) {
            return new Mark(entry.generation(), entry.offset());
        }
        return number > 0 && known.ledger().isOpen(number)
                ? new Mark(known.ledger().generation(number), known.ledger().beganAt(number))
                : null;
    }

    private static @Nullable Known known(Path newest, Path directory, Path state, RingGlance ring) {
        Known known = LEDGERS.get(state);
        if (known != null && known.ringId().equals(ring.ringId()) && known.number(newest) > 0) {
            return known;
        }
        try {
            Ledger ledger = Ledger.view(directory, state);
            if (!ledger.id().equals(ring.ledgerId())) {
                return null;
            }
            var read = new Known(ring.ringId(), ledger, ledger.files());
            LEDGERS.put(state, read);
            return read;
        } catch (IOException unreadable) {
            return null;
        }
    }
}

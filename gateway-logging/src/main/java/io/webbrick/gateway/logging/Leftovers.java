package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.Unwritten;
import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.stream.Remains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** What a process that died left in its ring, for commands that read its log directory. Any thread. */
final class Leftovers {
    private static final String STATE = ".state";

    private Leftovers() {}

    /** Lets readers see those of one newest file; returns how many records. */
    static int show(Path newest) {
        Path file = newest.toAbsolutePath();
        Path state = RingGlance.stateAbove(file);
        Remains.Unwritten unwritten = state == null ? null : of(state).get(file);
        if (unwritten == null) {
            return 0;
        }
        Unwritten.show(file, unwritten.from(), unwritten.lines());
        return unwritten.records();
    }

    /** How many records wait for each newest file of a log directory. */
    static Map<Path, Integer> count(Path directory) {
        var counts = new TreeMap<Path, Integer>();
        of(directory.toAbsolutePath().resolve(STATE)).forEach((file, lines) -> counts.put(file, lines.records()));
        return counts;
    }

    private static Map<Path, Remains.Unwritten> of(Path state) {
        Path directory = state.getParent();
        if (directory == null || DirectoryLock.isOwnerAlive(directory)) {
            return Map.of();
        }
        SelfLog selfLog = SelfLog.onStandardError(InstantSource.system());
        try {
            return Remains.of(directory, state, selfLog);
        } catch (IOException unreadable) {
            selfLog.problem("cannot read what a process that died left in " + directory, unreadable);
            return Map.of();
        }
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.read.Segments;
import io.webbrick.gateway.logging.ring.RingGlance;
import io.webbrick.gateway.logging.stream.Remains;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What a process that died left in its ring, for commands that read its log directory. Any thread. */
final class Leftovers {
    private Leftovers() {}

    /** Lets readers see those of one newest file; returns how many records. */
    static int show(Path newest) {
        Path file = newest.toAbsolutePath();
        Path state = RingGlance.stateAbove(file);
        Path directory = state == null ? null : state.getParent();
        Remains.Unwritten unwritten =
                directory == null ? null : below(directory).get(file);
        if (unwritten == null) {
            return 0;
        }
        Segments.showUnwritten(
                file, unwritten.from().generation(), unwritten.from().offset(), unwritten.lines());
        return unwritten.records();
    }

    /** How many records wait for each newest file of a log directory. */
    static Map<Path, Integer> count(Path directory) {
        var counts = new TreeMap<Path, Integer>();
        below(directory.toAbsolutePath()).forEach((file, lines) -> counts.put(file, lines.records()));
        return counts;
    }

    /** Those of a log directory and of its streams on other volumes. */
    private static Map<Path, Remains.Unwritten> below(Path directory) {
        if (DirectoryLock.isOwnerAlive(directory)) {
            return Map.of();
        }
        var all = new HashMap<Path, Remains.Unwritten>();
        RingGlance.volumes(directory).forEach(volume -> all.putAll(of(volume)));
        all.putAll(of(directory));
        return all;
    }

    private static Map<Path, Remains.Unwritten> of(Path directory) {
        SelfLog selfLog = SelfLog.onStandardError(InstantSource.system());
        try {
            return Remains.of(directory, RingGlance.stateOf(directory), selfLog);
        } catch (IOException unreadable) {
            selfLog.problem("cannot read what a process that died left in " + directory, unreadable);
            return Map.of();
        }
    }
}

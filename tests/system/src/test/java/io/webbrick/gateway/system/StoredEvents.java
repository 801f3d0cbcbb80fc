package io.webbrick.gateway.system;

import io.webbrick.gateway.events.line.EventLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of the events of a {@link LoadEvents} lie in which file: found by the first lines of each file among all that were
 * published, so that a hole and a doubled file show themselves as such.
 */
final class StoredEvents {
    /** So many lines in a row occur once only. */
    private static final int WINDOW = 8;

    private static final int STAMP = "2026-01-01T00:00:00.000+00:00 ".length();

    private StoredEvents() {}

    /**
     * What one file holds.
     *
     * @param first the number of its first event among all, from 0; -1 when it is none of them
     */
    record Part(Path file, long first, long lines) {}

    /** The files of EventLog in the order of their events. */
    static List<Part> parts(Path logs, long seed, long published) throws IOException {
        Map<String, Path> heads = new HashMap<>();
        Map<Path, Long> lines = new HashMap<>();
        for (Path file : StoredLines.files(logs, "EventLog.log")) {
            var head = new ArrayList<String>();
            long[] count = {0};
            StoredLines.read(file, line -> {
                if (count[0]++ < WINDOW) {
                    head.add(line.substring(STAMP));
                }
            });
            heads.put(String.join("\n", head), file);
            lines.put(file, count[0]);
        }
        Map<Path, Long> firsts = find(heads, seed, published);
        return lines.entrySet().stream()
                .map(entry -> new Part(entry.getKey(), firsts.getOrDefault(entry.getKey(), -1L), entry.getValue()))
                .sorted(Comparator.comparingLong(Part::first))
                .toList();
    }

    private static Map<Path, Long> find(Map<String, Path> heads, long seed, long published) {
        Map<Path, Long> firsts = new HashMap<>();
        var events = new LoadEvents(seed);
        var window = new ArrayDeque<String>();
        for (long number = 0; number < published; number++) {
            events.pauseMillis();
            window.addLast(EventLine.print(events.next()));
            if (window.size() > WINDOW) {
                window.removeFirst();
            }
            Path file = heads.get(String.join("\n", window));
            if (file != null && window.size() == WINDOW) {
                firsts.put(file, number - WINDOW + 1);
            }
        }
        for (; !window.isEmpty(); window.removeFirst()) {
            Path file = heads.get(String.join("\n", window));
            if (file != null) {
                firsts.putIfAbsent(file, published - window.size());
            }
        }
        return firsts;
    }
}

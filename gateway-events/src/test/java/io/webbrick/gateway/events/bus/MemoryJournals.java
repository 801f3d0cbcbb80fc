package io.webbrick.gateway.events.bus;

import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.record.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Journals that keep their lines in memory, as {@code logger millis line}. Any thread. */
final class MemoryJournals implements Function<String, Journal> {
    final List<String> lines = new CopyOnWriteArrayList<>();
    final Set<String> suppressed = ConcurrentHashMap.newKeySet();
    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Journal> made = new HashMap<>();

    @Override
    public synchronized Journal apply(String logger) {
        return made.computeIfAbsent(logger, name -> new Memory(name, this));
    }

    /** The names of all loggers made so far. */
    synchronized List<String> names() {
        return new ArrayList<>(made.keySet());
    }

    private record Memory(String name, MemoryJournals owner) implements Journal {
        @Override
        public boolean enabled(Level level) {
            owner.asked.merge(name, 1, Integer::sum);
            return !owner.suppressed.contains(name);
        }

        @Override
        public Outcome append(Level level, long epochMillis, CharSequence line) {
            if (line.length() > MAX_BYTES) {
                return Outcome.LOST;
            }
            owner.lines.add(name + " " + epochMillis + " " + level + " " + line);
            return Outcome.STORED;
        }
    }
}

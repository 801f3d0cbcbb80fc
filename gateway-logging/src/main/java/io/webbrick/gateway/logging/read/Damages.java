package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a reader has passed over because it is damaged: how much, and where at first. One thread. */
final class Damages {
    private static final int NAMED = 10;

    private final List<String> first = new ArrayList<>();
    private final Set<String> files = new LinkedHashSet<>();
    private long count;

    void add(DamagedSegmentException damaged) {
        count++;
        files.add(damaged.fileName());
        if (first.size() < NAMED) {
            first.add(String.valueOf(damaged.getMessage()));
        }
    }

    long count() {
        return count;
    }

    /** The names of the files. */
    Set<String> files() {
        return Set.copyOf(files);
    }

    List<String> first() {
        return List.copyOf(first);
    }
}

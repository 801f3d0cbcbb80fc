package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.DamagedSegmentException;
import java.util.ArrayList;
import java.util.List;

/** What a reader has passed over because it is damaged: how much, and where at first. One thread. */
final class Damages {
    private static final int NAMED = 10;

    private final List<String> first = new ArrayList<>();
    private long count;

    void add(DamagedSegmentException damaged) {
        count++;
        if (first.size() < NAMED) {
            first.add(String.valueOf(damaged.getMessage()));
        }
    }

    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }
}

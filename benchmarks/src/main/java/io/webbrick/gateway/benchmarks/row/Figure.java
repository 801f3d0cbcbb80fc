package io.webbrick.gateway.benchmarks.row;

import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Trait;
import java.util.Set;

/**
 * One number of a row.
 *
 * @param key what the measurement calls it
 * @param title as in tables
 * @param lowerIsBetter which of two is the better one
 * @param rivals which peers ours is compared with
 */
public record Figure(String key, String title, String unit, boolean lowerIsBetter, Rivals rivals, Goal goal) {
    /** Whom ours is compared with. */
    public enum Rivals {
        /** Everybody that does not lose records. */
        ALL,
        /** Those in their kill-safe setting. */
        SAFE,
        /** Those that hand records to a thread of their own. */
        ASYNCHRONOUS;

        private static final Set<Trait> NO_RIVAL = Set.of(Trait.OURS, Trait.SHOWN_ONLY, Trait.BARE, Trait.QUEUE);

        /** Whether this peer is one. */
        public boolean has(Peer peer) {
            if (NO_RIVAL.stream().anyMatch(peer::is)) {
                return false;
            }
            return switch (this) {
                case ALL -> true;
                case SAFE -> peer.is(Trait.SAFE);
                case ASYNCHRONOUS -> peer.is(Trait.ASYNCHRONOUS);
            };
        }
    }

    static Figure lower(String key, String title, String unit, Goal goal) {
        return new Figure(key, title, unit, true, Rivals.ALL, goal);
    }

    static Figure higher(String key, String title, String unit, Goal goal) {
        return new Figure(key, title, unit, false, Rivals.ALL, goal);
    }

    Figure against(Rivals others, String newTitle, Goal newGoal) {
        return new Figure(key, newTitle, unit, lowerIsBetter, others, newGoal);
    }
}

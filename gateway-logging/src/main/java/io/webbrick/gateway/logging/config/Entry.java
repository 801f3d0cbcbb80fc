package io.webbrick.gateway.logging.config;

import org.jspecify.annotations.Nullable;

/**
 * A key with its value and where it was written. Immutable.
 *
 * @param earlier what it overrode when files were merged
 */
record Entry(
        String key, Literal value, Origin origin, @Nullable Entry earlier) {
    /** This entry on top of the one it overrides. */
    Entry over(@Nullable Entry overridden) {
        return new Entry(key, value, origin, overridden);
    }

    /** What stood here when the files up to this rank were merged; null when nothing did. */
    @Nullable
    Entry asOf(int rank) {
        Entry entry = this;
        while (entry != null && entry.origin.rank() > rank) {
            entry = entry.earlier;
        }
        return entry;
    }
}

package io.webbrick.gateway.logging.read;

import io.webbrick.gateway.logging.store.History.Stamp;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a stream without a ledger were read, by what a listing tells of them: renames leave length and time of a file
 * as they are, packing and merging its time. One thread.
 */
final class ReadStamps {
    private final Set<Print> read = new HashSet<>();
    private long lastMillis = Long.MIN_VALUE;

    /** What is left of a file when it is renamed. Compared by hand: a command that runs once pays dearly for what is generated. */
    private record Print(
            long bytes, long modifiedMillis, @Nullable Object key) {
        static Print of(Stamp stamp) {
            return new Print(stamp.bytes(), stamp.modifiedMillis(), stamp.key());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Print print
                    && bytes == print.bytes
                    && modifiedMillis == print.modifiedMillis
                    && Objects.equals(key, print.key);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(bytes) * 31 + Long.hashCode(modifiedMillis);
        }
    }

    void add(Stamp file) {
        read.add(Print.of(file));
        lastMillis = file.modifiedMillis();
    }

    /** The place of the last of these files that was read; -1 when none of them was. */
    int behind(List<Stamp> listed) {
        int at = listed.size() - 1;
        while (at >= 0 && !read.contains(Print.of(listed.get(at)))) {
            at--;
        }
        if (at >= 0 || read.isEmpty()) {
            return at;
        }
        at = listed.size() - 1;
        while (at >= 0 && listed.get(at).modifiedMillis() > lastMillis) {
            at--;
        }
        return at;
    }
}

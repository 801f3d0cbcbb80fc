package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.LevelsFile;
import io.webbrick.gateway.logging.health.SelfLog;
import io.webbrick.gateway.logging.stream.LevelChange;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels that were set at run time, and their file. In force even where the file cannot be written: then they end with
 * the process, and the self log says so. Whoever changes the configuration calls, one thread at a time.
 */
final class RunTimeLevels {
    /** More loggers than anybody sets by hand. */
    static final int MOST = 1_000;

    private final Map<String, LevelChange> changes = new LinkedHashMap<>();
    private final InstantSource clock;
    private final SelfLog selfLog;
    private @Nullable Path file;

    /** Reads what is left of an earlier run; without a file nothing outlives the process. */
    RunTimeLevels(@Nullable Path file, InstantSource clock, SelfLog selfLog) {
        this.file = file;
        this.clock = clock;
        this.selfLog = selfLog;
        if (file != null) {
            LevelsFile.read(file, problem -> selfLog.problem("levels set at run time, " + file + ": " + problem))
                    .forEach(change -> changes.put(change.logger(), change));
            removeOver();
        }
    }

    /** The plan with what is set. */
    LoggingPlan over(LoggingPlan plan) {
        return plan.with(changes.values());
    }

    List<LevelChange> all() {
        return new ArrayList<>(changes.values());
    }

    @Nullable
    LevelChange of(String logger) {
        return changes.get(logger);
    }

    void put(LevelChange change) {
        changes.put(change.logger(), change);
    }

    /** Whether there was one. */
    boolean remove(String logger) {
        return changes.remove(logger) != null;
    }

    /** Takes out those whose time is over, and tells which. */
    List<LevelChange> removeOver() {
        Instant now = clock.instant();
        List<LevelChange> over =
                changes.values().stream().filter(change -> change.isOver(now)).toList();
        over.forEach(change -> changes.remove(change.logger()));
        return over;
    }

    /** When the next one ends; null when none does by itself. */
    @Nullable
    Instant nextEnd() {
        return changes.values().stream()
                .map(LevelChange::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** Writes the file. */
    void save() {
        Path place = file;
        if (place != null) {
            try {
                LevelsFile.write(place, changes.values());
            } catch (IOException failed) {
                selfLog.problem("cannot write " + place + ", levels set at run time end with this process", failed);
            }
        }
    }

    /** Goes on in another file, and leaves none behind. */
    void moveTo(@Nullable Path next) {
        Path before = file;
        if (Objects.equals(before, next)) {
            return;
        }
        file = next;
        save();
        if (before != null) {
            try {
                LevelsFile.write(before, List.of());
            } catch (IOException failed) {
                selfLog.problem("cannot remove " + before, failed);
            }
        }
    }
}

package io.webbrick.gateway.logging.stream;

import io.webbrick.gateway.logging.store.BudgetSpec;
import io.webbrick.gateway.logging.store.DiskSync;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * On which volume each file of a plan lies. A file that stays in the plan stays where it was, also when something is
 * mounted over its directory: its open file is where it was, too. Immutable.
 */
final class Placement {
    /** Stands for the volume of the log directory. */
    static final Object HOME = "the log directory's volume";

    private final Map<Path, Object> volumes;

    private Placement(Map<Path, Object> volumes) {
        this.volumes = volumes;
    }

    /** Before the first plan. */
    static Placement none() {
        return new Placement(Map.of());
    }

    /**
     * The placement of the next plan. Files right in the log directory are on its volume; others are looked up.
     *
     * @param volumeOf which volume a path is on
     */
    Placement of(LoggingPlan plan, Function<Path, Object> volumeOf) {
        var next = new LinkedHashMap<Path, Object>();
        for (Path path : files(plan)) {
            Object known = volumes.get(path);
            next.put(path, known == null ? look(path, plan.directory(), volumeOf) : known);
        }
        return new Placement(next);
    }

    private static Object look(Path file, Path home, Function<Path, Object> volumeOf) {
        Path directory = file.getParent();
        if (directory == null || directory.equals(home)) {
            return HOME;
        }
        Object volume = volumeOf.apply(directory);
        return volume.equals(volumeOf.apply(home)) ? HOME : volume;
    }

    /** Which volume the system says a directory is on, by the nearest ancestor that exists. */
    static Object volumeOf(Path directory) {
        Path there = directory.toAbsolutePath();
        for (Path above = there; above != null; above = above.getParent()) {
            if (Files.isDirectory(above)) {
                return DiskSync.volumeOf(above);
            }
        }
        return DiskSync.volumeOf(there);
    }

    private static List<Path> files(LoggingPlan plan) {
        var files = new ArrayList<Path>();
        for (StreamSpec stream : plan.streams()) {
            if (stream.target() instanceof Target.File file) {
                files.add(file.path());
            }
        }
        return files;
    }

    /** Other volumes than the log directory's, each with its first file, in the plan's order. */
    Map<Object, Path> others() {
        var others = new LinkedHashMap<Object, Path>();
        volumes.forEach((file, volume) -> {
            if (!volume.equals(HOME)) {
                others.putIfAbsent(volume, file);
            }
        });
        return others;
    }

    /** The plan as the engine of one volume sees it; the console and the budget belong to the log directory's. */
    LoggingPlan seenBy(Object volume, LoggingPlan plan, Path directory) {
        List<StreamSpec> streams = plan.streams().stream()
                .map(stream -> isOn(volume, stream) ? stream : stream.elsewhere())
                .toList();
        BudgetSpec budget = volume.equals(HOME) ? plan.budget() : BudgetSpec.NONE;
        return new LoggingPlan(directory, plan.zone(), plan.ring(), budget, streams, plan.loggers());
    }

    private boolean isOn(Object volume, StreamSpec stream) {
        Object here = stream.target() instanceof Target.File file ? volumes.get(file.path()) : HOME;
        return volume.equals(here);
    }
}

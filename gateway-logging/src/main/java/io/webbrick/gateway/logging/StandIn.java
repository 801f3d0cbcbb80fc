package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.ConfigLoader;
import io.webbrick.gateway.logging.config.LastGood;
import io.webbrick.gateway.logging.config.LoadedConfig;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What runs in place of files that cannot be used: the last ones that could, which lie in the log directory, or else the
 * built-in configuration, where the logs are. Immutable.
 *
 * @param origin in words, "last good" or "built-in"
 */
record StandIn(String origin, LoadedConfig loaded) {
    /** Finds it; {@code broken} are the files in their order, none when nobody can tell which there are. */
    static StandIn of(LoggingOptions options, List<Path> broken) {
        List<Path> places = List.copyOf(places(options, broken));
        for (Path place : places) {
            Optional<List<Path>> files = LastGood.files(Configuration.state(place));
            LoadedConfig kept = files.isEmpty() ? null : ConfigLoader.load(Configuration.request(options, files.get()));
            if (kept != null && kept.usable() && isOf(kept, place)) {
                return new StandIn("last good", kept);
            }
        }
        Path last = options.logs() == null ? standard(options) : options.logs();
        Path usable = places.stream().filter(LogDirectory::isUsable).findFirst().orElse(last);
        return new StandIn(
                "built-in",
                ConfigLoader.builtIn(Configuration.request(options, List.of()).in(usable)));
    }

    /** Whether it is that of this log directory; what lies there by accident is not what was in force there. */
    private static boolean isOf(LoadedConfig kept, Path place) {
        Path directory = kept.directory();
        return directory != null && directory.equals(place.toAbsolutePath().normalize());
    }

    /** Where the logs may be, likeliest first: as the caller says, or as all of the files do, or as those before the last. */
    private static Set<Path> places(LoggingOptions options, List<Path> broken) {
        if (options.logs() != null) {
            return Set.of(options.logs());
        }
        FileSystem disk = standard(options).getFileSystem();
        var places = new LinkedHashSet<Path>();
        for (int count = broken.size(); count > 0; count--) {
            Path place = ConfigLoader.load(Configuration.request(options, broken.subList(0, count)))
                    .directory();
            if (place != null && place.getFileSystem().equals(disk)) {
                places.add(place);
            }
        }
        return places.isEmpty() ? Set.of(standard(options)) : places;
    }

    private static Path standard(LoggingOptions options) {
        return Configuration.request(options, List.of()).defaultDirectory();
    }
}

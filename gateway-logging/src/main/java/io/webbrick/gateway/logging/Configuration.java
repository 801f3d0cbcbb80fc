package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.ConfigLoader;
import io.webbrick.gateway.logging.config.ConfigProblem;
import io.webbrick.gateway.logging.config.ConfigRequest;
import io.webbrick.gateway.logging.config.LastGood;
import io.webbrick.gateway.logging.config.LoadedConfig;
import io.webbrick.gateway.logging.config.SeriesSpec;
import io.webbrick.gateway.logging.config.WireSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The configuration in force and where it comes from. A house must start: files that cannot be used give way to the
 * last ones that could, those to the built-in configuration. Immutable.
 *
 * @param plan what to run with
 * @param sources the files in force, in order; none where something stands in for them
 * @param origin in words: the files, "last good" or "built-in"
 * @param problems of the files as they are, each {@code file:line: error|warning: text}
 * @param broken whether the files themselves could not be used
 * @param contentHash of the files in force; empty for what stands in for them
 * @param filesHash of the files as they are
 * @param mutes where a file says that loggers which none names fall silent; null when none does
 * @param series what it says of readings
 * @param wire what it says of watched HTTP requests
 * @param levels where levels that are set at run time are kept; null for nowhere
 */
record Configuration(
        LoggingPlan plan,
        List<Path> sources,
        String origin,
        List<String> problems,
        boolean broken,
        String contentHash,
        String filesHash,
        @Nullable String mutes,
        SeriesSpec series,
        WireSpec wire,
        @Nullable Path levels) {
    private static final String STATE = ".state";
    private static final String LEVELS = "levels";

    /** What reading the files once gave: their problems, which they are, and, when they can be used, what to run with. */
    record Attempt(
            List<String> problems,
            String contentHash,
            List<Path> files,
            @Nullable Configuration usable) {}

    /** One without files. */
    static Configuration builtIn(LoggingPlan plan) {
        return new Configuration(
                plan, List.of(), "built-in", List.of(), false, "", "", null, SeriesSpec.NONE, WireSpec.NONE, null);
    }

    static ConfigReport check(LoggingOptions options) {
        List<Path> files;
        try {
            files = options.sources().now(List.of());
        } catch (IOException unclear) {
            return new ConfigReport(List.of(text(options, unclear)), false, "");
        }
        LoadedConfig loaded = ConfigLoader.load(request(options, files));
        return new ConfigReport(texts(loaded), loaded.usable(), loaded.effectiveJson());
    }

    /**
     * Loads the files, or what stands in for them.
     *
     * @throws ConfigurationException under {@code strict} when the files cannot be used
     */
    static Configuration load(LoggingOptions options) throws ConfigurationException {
        Attempt attempt = attempt(options, List.of());
        if (attempt.usable() != null) {
            return attempt.usable();
        }
        if (options.strict()) {
            throw broken(attempt);
        }
        return standIn(options, attempt);
    }

    /**
     * Reads the files once; nothing stands in for them.
     *
     * @param inForce the files that count until now
     */
    static Attempt attempt(LoggingOptions options, List<Path> inForce) {
        List<Path> files;
        try {
            files = options.sources().now(inForce);
        } catch (IOException unclear) {
            String problem = text(options, unclear);
            return new Attempt(List.of(problem), problem, List.of(), null);
        }
        LoadedConfig loaded = ConfigLoader.load(request(options, files));
        List<String> problems = texts(loaded);
        LoggingPlan plan = loaded.plan();
        if (plan == null) {
            return new Attempt(problems, loaded.contentHash(), files, null);
        }
        String origin = files.isEmpty() ? "built-in" : names(files);
        return new Attempt(
                problems,
                loaded.contentHash(),
                files,
                new Configuration(
                        plan,
                        files,
                        origin,
                        problems,
                        false,
                        loaded.contentHash(),
                        loaded.contentHash(),
                        loaded.mutes(),
                        loaded.series(),
                        loaded.wire(),
                        levelsFile(options, loaded, plan)));
    }

    /**
     * What the files say.
     *
     * @throws ConfigurationException when they cannot be used
     */
    static Configuration ofFiles(LoggingOptions options) throws ConfigurationException {
        Attempt attempt = attempt(options, List.of());
        if (attempt.usable() == null) {
            throw broken(attempt);
        }
        return attempt.usable();
    }

    private static ConfigurationException broken(Attempt attempt) {
        return new ConfigurationException(String.join(System.lineSeparator(), attempt.problems()));
    }

    /** Beside the configuration where they are to outlive a log directory in memory, else in the log directory. */
    private static Path levelsFile(LoggingOptions options, LoadedConfig loaded, LoggingPlan plan) {
        List<Path> files = options.sources().candidates();
        return loaded.persistsLevels() && !files.isEmpty()
                ? files.get(0).toAbsolutePath().resolveSibling(LEVELS)
                : state(plan.directory()).resolve(LEVELS);
    }

    /** The same with other problems: the files have become unusable, or usable again. */
    Configuration with(Attempt attempt) {
        boolean unusable = attempt.usable() == null;
        return new Configuration(
                plan,
                sources,
                origin,
                attempt.problems(),
                unusable,
                contentHash,
                attempt.contentHash(),
                mutes,
                series,
                wire,
                levels);
    }

    private static Configuration standIn(LoggingOptions options, Attempt broken) {
        StandIn found = StandIn.of(options, broken.files());
        LoggingPlan plan = Objects.requireNonNull(found.loaded().plan(), "what stands in has no errors");
        return new Configuration(
                plan,
                List.of(),
                found.origin(),
                broken.problems(),
                true,
                "",
                broken.contentHash(),
                null,
                found.loaded().series(),
                found.loaded().wire(),
                levelsFile(options, found.loaded(), plan));
    }

    /** Keeps the files as the last good ones, unless somebody has changed them since they were loaded. */
    void saveAsLastGood() throws IOException {
        if (!broken && !sources.isEmpty() && ConfigLoader.contentHash(sources).equals(contentHash)) {
            LastGood.save(state(plan.directory()), sources);
        }
    }

    /** The newest file of each stream that has one, by the stream's title. */
    Map<String, Path> files() {
        var files = new LinkedHashMap<String, Path>();
        for (StreamSpec stream : plan.streams()) {
            if (stream.target() instanceof Target.File file) {
                files.put(stream.title(), file.path());
            }
        }
        return files;
    }

    /** Where a log directory keeps what is not a log. */
    static Path state(Path directory) {
        return directory.resolve(STATE);
    }

    static ConfigRequest request(LoggingOptions options, List<Path> files) {
        Path standard = LogDirectory.standard(options.installation()).path();
        return new ConfigRequest(files, options.logs(), options.zone(), standard, options.clock(), options.memory());
    }

    /** What is wrong when nobody can tell which files there are. */
    private static String text(LoggingOptions options, IOException unclear) {
        List<Path> candidates = options.sources().candidates();
        String file = candidates.isEmpty()
                ? "configuration"
                : String.valueOf(candidates.get(0).getFileName());
        String what = String.valueOf(unclear.getMessage());
        return new ConfigProblem(file, 1, ConfigProblem.Severity.ERROR, what).toString();
    }

    private static List<String> texts(LoadedConfig loaded) {
        return loaded.problems().stream().map(ConfigProblem::toString).toList();
    }

    private static String names(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.config.ConfigLoader;
import io.webbrick.gateway.logging.config.ConfigProblem;
import io.webbrick.gateway.logging.config.ConfigRequest;
import io.webbrick.gateway.logging.config.LastGood;
import io.webbrick.gateway.logging.config.LoadedConfig;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The configuration in force and where it comes from. A house must start: files that cannot be used give way to the
 * last ones that could, those to the built-in configuration. Immutable.
 *
 * @param plan what to run with
 * @param origin in words: the files, "last good" or "built-in"
 * @param problems of the files as they are, each {@code file:line: error|warning: text}
 * @param broken whether the files themselves could not be used
 * @param contentHash of the files as they are
 */
record Configuration(LoggingPlan plan, String origin, List<String> problems, boolean broken, String contentHash) {
    private static final String STATE = ".state";

    static ConfigReport check(LoggingOptions options) {
        LoadedConfig loaded = ConfigLoader.load(request(options, options.files()));
        return new ConfigReport(texts(loaded), loaded.usable(), loaded.effectiveJson());
    }

    /**
     * Loads the files, or what stands in for them.
     *
     * @throws ConfigurationException under {@code strict} when the files cannot be used
     */
    static Configuration load(LoggingOptions options) throws ConfigurationException {
        LoadedConfig loaded = ConfigLoader.load(request(options, options.files()));
        LoggingPlan plan = loaded.plan();
        if (plan != null) {
            String origin = options.files().isEmpty() ? "built-in" : names(options.files());
            return new Configuration(plan, origin, texts(loaded), false, loaded.contentHash());
        }
        if (options.strict()) {
            throw new ConfigurationException(String.join(System.lineSeparator(), texts(loaded)));
        }
        return standIn(options, loaded);
    }

    /**
     * The plan of the files.
     *
     * @throws ConfigurationException when they cannot be used
     */
    static LoggingPlan plan(LoggingOptions options) throws ConfigurationException {
        LoadedConfig loaded = ConfigLoader.load(request(options, options.files()));
        LoggingPlan plan = loaded.plan();
        if (plan == null) {
            throw new ConfigurationException(String.join(System.lineSeparator(), texts(loaded)));
        }
        return plan;
    }

    private static Configuration standIn(LoggingOptions options, LoadedConfig broken) {
        ConfigRequest request = request(options, options.files());
        Path directory = options.logs() == null ? request.defaultDirectory() : options.logs();
        Optional<List<Path>> files = LastGood.files(directory.resolve(STATE));
        if (files.isPresent()) {
            LoggingPlan plan = ConfigLoader.load(request(options, files.get())).plan();
            if (plan != null) {
                return new Configuration(plan, "last good", texts(broken), true, broken.contentHash());
            }
        }
        LoggingPlan builtIn = Objects.requireNonNull(
                ConfigLoader.builtIn(request(options, List.of())).plan(), "the built-in configuration has no errors");
        return new Configuration(builtIn, "built-in", texts(broken), true, broken.contentHash());
    }

    /** Keeps the files as the last good ones. */
    void saveAsLastGood(LoggingOptions options) throws IOException {
        if (!broken && !options.files().isEmpty()) {
            LastGood.save(plan.directory().resolve(STATE), options.files());
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

    private static ConfigRequest request(LoggingOptions options, List<Path> files) {
        Path standard = LogDirectory.standard(options.installation()).path();
        return new ConfigRequest(files, options.logs(), options.zone(), standard, options.clock(), options.memory());
    }

    private static List<String> texts(LoadedConfig loaded) {
        return loaded.problems().stream().map(ConfigProblem::toString).toList();
    }

    private static String names(List<Path> files) {
        return String.join(", ", files.stream().map(Path::toString).toList());
    }
}

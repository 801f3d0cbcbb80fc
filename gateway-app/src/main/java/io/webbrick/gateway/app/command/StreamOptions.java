package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.logging.ConfiguredSeries;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Where a reading command finds a stream: in a directory that is named, in that of the running gateway, else where the
 * configuration puts it. Files on this machine are read without asking the gateway; one elsewhere is asked over HTTP.
 */
final class StreamOptions {
    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "The log directory to read (default: the running gateway's, else the configured one).")
    @Nullable
    Path logs;

    /**
     * Whether the gateway must be asked over HTTP: an address was named and it is no gateway of this machine, or it keeps
     * its logs in its memory.
     */
    boolean remote(Surroundings around) throws CommandFailure {
        if (logs != null) {
            return false;
        }
        Optional<Instance> instance = running(around);
        return instance.isEmpty() ? target.named() : instance.get().isInMemory();
    }

    private Optional<Instance> running(Surroundings around) throws CommandFailure {
        return target.named()
                ? target.instance(around, null)
                : TargetOptions.only(Instances.of(around).alive());
    }

    /** The newest file of a stream, by its name in any case; readers see what a dead gateway left for it as well. */
    Path newest(String stream, Surroundings around) throws CommandFailure, IOException {
        Path newest = find(stream, around);
        GatewayLogging.showUnwritten(newest);
        return newest;
    }

    /** The same in the snapshots of an earlier boot. */
    Path newestOfBoot(String stream, Surroundings around, int boot) throws CommandFailure, IOException {
        if (target.named() && target.instance(around, null).isEmpty()) {
            throw CommandFailure.usage("--boot reads files of this machine; leave --url out");
        }
        Path directory = logs;
        if (directory == null) {
            directory = TargetOptions.only(Instances.of(around).alive())
                    .map(Instance::logs)
                    .orElse(null);
        }
        return inDirectory(GatewayLogging.snapshot(directory, configuration(around), boot), stream);
    }

    private Path find(String stream, Surroundings around) throws CommandFailure, IOException {
        if (logs != null) {
            return inDirectory(logs, stream);
        }
        Optional<Instance> instance = running(around);
        if (instance.isPresent()) {
            return named(
                    instance.get().streams(),
                    stream,
                    "the gateway at " + instance.get().url());
        }
        Map<String, Path> configured = configured(around);
        if (configured.isEmpty()) {
            throw CommandFailure.problem(
                    "no gateway runs and the configuration names no files; name a log directory" + " with --logs");
        }
        Path file = named(configured, stream, "the configuration");
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw CommandFailure.problem(
                    "no gateway runs and there is no directory " + directory + "; name one with --logs");
        }
        return file;
    }

    private static Map<String, Path> configured(Surroundings around) throws IOException {
        return GatewayLogging.configuredFiles(configuration(around));
    }

    /** What the configuration of this installation says of readings; nothing where there is none. */
    static ConfiguredSeries series(Surroundings around) {
        try {
            return GatewayLogging.configuredSeries(configuration(around));
        } catch (IOException none) {
            return ConfiguredSeries.NONE;
        }
    }

    private static LoggingOptions configuration(Surroundings around) throws IOException {
        var installation = around.installation();
        return new LoggingOptions(
                installation.configuration(installation.conf(), "disk"),
                null,
                null,
                around.home(),
                false,
                around.clock());
    }

    private static Path named(Map<String, Path> files, String stream, String where) throws CommandFailure {
        for (var file : files.entrySet()) {
            if (file.getKey().equalsIgnoreCase(stream)) {
                return file.getValue();
            }
        }
        throw CommandFailure.problem("there is no stream '" + stream + "' with a file in " + where + "; there are "
                + String.join(", ", files.keySet().stream().sorted().toList()));
    }

    private static Path inDirectory(Path directory, String stream) throws CommandFailure, IOException {
        if (!Files.isDirectory(directory)) {
            throw CommandFailure.problem("--logs " + directory + " is no directory");
        }
        String wanted = stream + ".log";
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.length() >= wanted.length()
                        && name.regionMatches(true, 0, wanted, 0, wanted.length())
                        && (name.length() == wanted.length() || name.charAt(wanted.length()) == '.')) {
                    return directory.resolve(name.substring(0, wanted.length()));
                }
            }
        }
        throw CommandFailure.problem("there is no " + wanted + " in " + directory + "; --logs names another directory");
    }
}

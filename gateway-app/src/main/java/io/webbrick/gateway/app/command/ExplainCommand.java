package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.MemoryFiles;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.print.Table;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.Explanation;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.record.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells which streams a record reaches and why, and starts nothing. */
@Command(
        name = "explain",
        customSynopsis = {
            "gateway explain [--json] [--conf DIR] [--platform NAME] [--logs DIR] LOGGER LEVEL [FILE...]",
            "gateway explain --matrix NAMES [--conf DIR] [--platform NAME] [--logs DIR] [FILE...]"
        },
        description = {
            "Tells which streams a record of LOGGER at LEVEL reaches, and why; '(root)' is the root logger.",
            "With --matrix the same for each name in a file and five levels, as JSON.",
            "Levels set at run time count, unless FILEs are given without --logs."
        })
final class ExplainCommand extends GatewayCommand {
    private static final String ROOT = "(root)";
    private static final List<Level> COLUMNS =
            List.of(Level.DEBUG, Level.INFO, Level.WARNING, Level.ERROR, Level.CRITICAL);

    @Mixin
    ConfigFiles configuration = new ConfigFiles();

    @Option(names = "--matrix", paramLabel = "NAMES", description = "A file with one logger name a line.")
    @Nullable
    Path matrix;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Where the gateway writes whose levels set at run time count (default: the one that runs).")
    @Nullable
    Path logs;

    @Option(names = "--json", description = "Print the answer as JSON.")
    boolean json;

    @Parameters(
            paramLabel = "LOGGER LEVEL FILE",
            description = "A logger, a level's name or number, and configuration files in order.")
    List<String> words = new ArrayList<>();

    ExplainCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        if (matrix != null) {
            out().println(Json.write(matrix(explanation(words), Files.readAllLines(matrix, StandardCharsets.UTF_8))));
            return 0;
        }
        if (words.size() < 2) {
            throw wrong("LOGGER and LEVEL are needed");
        }
        String logger = words.get(0);
        int level = level(words.get(1));
        print(explanation(words.subList(2, words.size())), logger, level);
        return 0;
    }

    private Explanation explanation(List<String> names) throws IOException, CommandFailure {
        List<Path> files = configuration.chosen(names.stream().map(Path::of).toList(), around(), this);
        Path directory = logs != null || !names.isEmpty() ? logs : runningDirectory();
        var options = new LoggingOptions(files, directory, null, around().home(), false, around().clock())
                .withMemory(MemoryFiles::directory);
        try {
            return logs == null && !names.isEmpty() ? Explanation.of(options) : Explanation.withLevels(options);
        } catch (ConfigurationException e) {
            throw CommandFailure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** The log directory of the only gateway that runs here; null when there is none, or more than one. */
    private @Nullable Path runningDirectory() {
        List<Instance> alive = Instances.of(around()).alive();
        return alive.size() == 1 ? alive.get(0).logs() : null;
    }

    private int level(String word) {
        if (word.matches("[0-9]{1,4}")) {
            return Integer.parseInt(word);
        }
        return Level.named(word)
                .map(Level::number)
                .orElseThrow(() -> wrong("level \"" + word + "\" unknown; one of " + Level.NAMES));
    }

    private static String qualname(String logger) {
        return logger.equals(ROOT) || logger.equals("root") ? "" : logger;
    }

    private static Map<String, Object> matrix(Explanation explanation, List<String> names) {
        var rows = new LinkedHashMap<String, Object>();
        for (String line : names) {
            String name = line.strip();
            if (!name.isEmpty()) {
                var row = new LinkedHashMap<String, Object>();
                COLUMNS.forEach(level -> row.put(
                        level.name(),
                        explanation.reached(qualname(name), level.number()).stream()
                                .sorted()
                                .toList()));
                rows.put(name, row);
            }
        }
        return rows;
    }

    private void print(Explanation explanation, String logger, int level) {
        String name = qualname(logger);
        List<String> reached = explanation.reached(name, level);
        List<Explanation.Verdict> verdicts = explanation.verdicts(name, level);
        if (json) {
            var all = new LinkedHashMap<String, @Nullable Object>();
            all.put("logger", name);
            all.put("level", level);
            all.put("reached", reached);
            all.put("threshold", explanation.threshold(name));
            all.put("origin", explanation.origin(name));
            all.put("until", explanation.until(name).map(Instant::toString).orElse(null));
            var streams = new ArrayList<Map<String, Object>>();
            for (Explanation.Verdict verdict : verdicts) {
                var stream = new LinkedHashMap<String, Object>();
                stream.put("stream", verdict.stream());
                stream.put("reached", verdict.reached());
                stream.put("why", verdict.why());
                streams.add(stream);
            }
            all.put("streams", streams);
            out().println(Json.write(all));
            return;
        }
        out().println(logger + " at " + Explanation.shown(level) + " reaches "
                + (reached.isEmpty() ? "no stream" : String.join(", ", reached)) + "; " + explanation.threshold(name));
        var table = new Table("stream", "takes it", "why");
        verdicts.forEach(verdict -> table.row(verdict.stream(), verdict.reached() ? "yes" : "no", verdict.why()));
        table.print(out());
    }
}

package io.webbrick.gateway.logging.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.webbrick.gateway.logging.config.Tree.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Answers one case: a configuration and log calls as JSON in, what every handler wrote as JSON out. The files of a case
 * lie below the directory that the caller gives, which must be empty and should be in memory; a case moves its own
 * clock, and nothing else is touched. One thread, one use.
 */
public final class DryRun {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int STDERR_LINES = 12;

    private final Map<String, @Nullable Object> given;
    private final Tree tree;
    private final Map<String, StringBuilder> consoles = new TreeMap<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Map<String, Map<String, @Nullable Object>> seen = new TreeMap<>();

    private DryRun(Map<String, @Nullable Object> given, Tree tree) {
        this.given = given;
        this.tree = tree;
    }

    /**
     * The answer to one case.
     *
     * @param now when a case that does not say so begins
     * @throws IllegalArgumentException when the line is no case: no JSON, an unknown zone, an unknown operation
     */
    public static String answer(String line, Path directory, InstantSource now) {
        try {
            Map<String, @Nullable Object> given = Values.map(JSON.readValue(line, Object.class), "case");
            ZoneId zone = ZoneId.of(Values.str(given.getOrDefault("tz", "UTC")));
            double start = given.get("now") instanceof Number number
                    ? number.doubleValue()
                    : now.instant().getEpochSecond();
            Files.createDirectories(directory);
            try (var tree = new Tree(new Clock(zone, start), directory)) {
                return JSON.writeValueAsString(new DryRun(given, tree).run());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("tz unknown: " + e.getMessage(), e);
        } catch (PythonError e) {
            throw new IllegalArgumentException(e.text(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, @Nullable Object> run() throws PythonError, IOException {
        var result = new LinkedHashMap<String, @Nullable Object>();
        result.put("id", given.get("id"));
        List<@Nullable Object> answers = new ArrayList<>();
        PythonError refused = configure();
        if (refused == null || Values.truthy(given.get("continue_after_error"))) {
            for (Object call : Values.list(given.get("calls"), "calls")) {
                answers.add(answer(call));
            }
        }
        tree.clearHandlers();
        result.put("config_error", refused == null ? null : refused.shown());
        result.put("handlers", handlers());
        result.put("calls", answers);
        result.put("emit_errors", tree.failures());
        List<String> said = lines(tree.standardError().toString());
        result.put(
                "stderr",
                tree.failures() > 0 ? List.of("(tracebacks)") : said.subList(0, Math.min(STDERR_LINES, said.size())));
        return result;
    }

    private @Nullable PythonError configure() {
        try {
            if (given.get("files") != null) {
                files.putAll(PlanFiles.apply(tree, Values.list(given.get("files"), "files")));
                adopt();
            } else if (given.get("fileConfig") != null) {
                ini(Values.str(given.get("fileConfig")), given);
            } else if (given.containsKey("config")) {
                dict(given.get("config"));
            }
            return null;
        } catch (PythonError e) {
            adopt();
            return e;
        }
    }

    private void dict(@Nullable Object config) throws PythonError {
        files.putAll(PythonDictConfig.apply(tree, Values.map(config, "config")));
        adopt();
    }

    private void ini(String text, Map<String, @Nullable Object> options) throws PythonError {
        boolean disable = Values.truthy(options.getOrDefault("disable_existing_loggers", true));
        files.putAll(PythonFileConfig.apply(tree, text, disable));
        adopt();
    }

    /** Gives each console a text of its own, which stays with its name. */
    private void adopt() {
        tree.handlers().forEach((name, handler) -> {
            if (handler instanceof Handler.Console console) {
                console.writeTo(consoles.computeIfAbsent(name, any -> new StringBuilder()));
            }
            Map<String, @Nullable Object> about = seen.computeIfAbsent(name, any -> new TreeMap<>());
            about.put("class", handler.kind());
            about.put("level", handler.level());
        });
    }

    private @Nullable Object answer(@Nullable Object call) {
        try {
            if (call instanceof List<?> words) {
                log(words);
                return null;
            }
            return operate(Values.map(call, "call"));
        } catch (PythonError e) {
            return Map.of("error", e.shown());
        }
    }

    private void log(List<?> words) throws PythonError {
        if (words.size() < 3) {
            throw PythonError.value("a call is [logger, level, message, [arguments]]");
        }
        log(words.get(0), words.get(1), words.get(2), words.size() > 3 ? words.get(3) : null, Map.of(), null);
    }

    private void log(
            @Nullable Object logger,
            @Nullable Object level,
            @Nullable Object message,
            @Nullable Object arguments,
            Map<String, @Nullable Object> extra,
            @Nullable Object error)
            throws PythonError {
        List<?> list = arguments == null || arguments instanceof List<?>
                ? Values.list(arguments, "arguments")
                : Arrays.asList(arguments);
        tree.log(
                logger(logger),
                Values.calledLevel(level),
                message,
                list,
                extra,
                error == null ? null : Values.str(error));
    }

    private Node logger(@Nullable Object name) {
        return tree.logger(name == null ? "" : Values.str(name));
    }

    private @Nullable Object operate(Map<String, @Nullable Object> call) throws PythonError {
        String operation = Values.str(call.get("op"));
        switch (operation) {
            case "log" ->
                log(
                        call.get("logger"),
                        call.get("level"),
                        call.get("msg"),
                        call.get("args"),
                        Values.map(call.get("extra"), "extra"),
                        call.get("exc"));
            case "tick" -> tree.clock().add(number(call.get("s")));
            case "at" -> tree.clock().set(number(call.get("t")));
            case "config" -> dict(call.get("config"));
            case "fileConfig" -> ini(Values.str(call.get("text")), call);
            case "setLevel" -> logger(call.get("logger")).level = Values.level(call.get("level"));
            case "disable" -> tree.disable(Values.level(call.get("level")));
            case "flush" -> tree.flush();
            case "probe" -> {
                return probe(Values.list(call.get("loggers"), "loggers"));
            }
            default -> throw PythonError.value("unknown op " + Values.repr(operation));
        }
        return null;
    }

    private static double number(@Nullable Object value) throws PythonError {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw PythonError.type("a number is needed, not " + Values.repr(value));
    }

    private Map<String, Object> probe(List<?> names) {
        var all = new LinkedHashMap<String, Object>();
        for (Object name : names) {
            Node logger = logger(name);
            var about = new TreeMap<String, Object>();
            about.put("level", logger.level);
            about.put("effective", tree.effectiveLevel(logger));
            about.put(
                    "enabled",
                    List.of(10, 20, 30, 40, 50).stream()
                            .filter(level -> tree.isEnabled(logger, level))
                            .toList());
            about.put("propagate", logger.propagate);
            about.put("disabled", logger.disabled);
            about.put("handlers", logger.handlers.stream().map(Handler::name).toList());
            all.put(Values.str(name), about);
        }
        return all;
    }

    private Map<String, Object> handlers() throws IOException {
        for (Map.Entry<String, String> entry : files.entrySet()) {
            Map<String, @Nullable Object> about = seen.computeIfAbsent(entry.getKey(), any -> new TreeMap<>());
            about.put("kind", "file");
            about.put("base", entry.getValue());
            contents(tree.directory().resolve(entry.getValue()), about);
        }
        consoles.forEach((name, text) -> {
            Map<String, @Nullable Object> about = seen.computeIfAbsent(name, any -> new TreeMap<>());
            about.put("kind", "stream");
            about.put("lines", lines(text.toString()));
        });
        return new TreeMap<>(seen);
    }

    private static void contents(Path newest, Map<String, @Nullable Object> about) throws IOException {
        var texts = new TreeMap<String, Object>();
        var sizes = new TreeMap<String, Object>();
        Path directory = Objects.requireNonNull(newest.getParent());
        String base = newest.getFileName().toString();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(directory)) {
                for (Path file : all) {
                    String name = file.getFileName().toString();
                    if (name.equals(base) || name.startsWith(base + ".")) {
                        texts.put(name, lines(Files.readString(file, StandardCharsets.UTF_8)));
                        sizes.put(name, Files.size(file));
                    }
                }
            }
        }
        about.put("files", texts);
        about.put("sizes", sizes);
    }

    private static List<String> lines(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
        int last = lines.size() - 1;
        if (lines.get(last).isEmpty()) {
            lines.remove(last);
        } else {
            lines.set(last, lines.get(last) + "<no newline>");
        }
        return lines;
    }
}

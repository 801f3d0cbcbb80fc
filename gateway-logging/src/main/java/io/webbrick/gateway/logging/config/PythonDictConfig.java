package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.Tree.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Applies a dictConfig to a tree in CPython's order, with the errors that CPython raises. One use. */
final class PythonDictConfig {
    private static final List<String> CONSOLES = List.of("ext://sys.stdout", "ext://sys.stderr");

    private final Tree tree;
    private final Map<String, @Nullable Object> config;
    private final Map<String, Formatter> formatters = new HashMap<>();
    private final Map<String, String> filters = new HashMap<>();
    private final Map<String, Handler> handlers = new HashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    private PythonDictConfig(Tree tree, Map<String, @Nullable Object> config) {
        this.tree = tree;
        this.config = config;
    }

    /** A step whose failure is wrapped in the error that names it. */
    private interface Step {
        void run() throws PythonError;
    }

    /** Applies a configuration; the files its handlers name, by the handlers' names. */
    static Map<String, String> apply(Tree tree, Map<String, @Nullable Object> given) throws PythonError {
        refuseForeign(given, "config");
        var run = new PythonDictConfig(tree, new Links(given).resolved());
        run.nameFiles();
        run.apply();
        return run.files;
    }

    /** Nothing that a configuration names is imported: whatever is not on the list is refused before anything happens. */
    private static void refuseForeign(@Nullable Object node, String path) throws PythonError {
        if (node instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = String.valueOf(entry.getKey());
                boolean names = key.equals("class") || key.equals("()");
                if (names && !isKnown(Values.str(entry.getValue()))) {
                    throw PythonError.value("refused: " + path + "." + key + "=" + Values.repr(entry.getValue())
                            + " is none of " + PythonHandlerClass.names() + ", logging.Formatter, logging.Filter");
                }
                refuseForeign(entry.getValue(), path + "." + key);
            }
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                refuseForeign(list.get(i), path + "[" + i + "]");
            }
        } else if (node instanceof String text && text.startsWith("ext://") && !CONSOLES.contains(text)) {
            throw PythonError.value("refused: " + path + "=" + Values.repr(text) + " is none of " + CONSOLES);
        }
    }

    private static boolean isKnown(String name) {
        return PythonHandlerClass.named(name, false).isPresent()
                || name.equals("logging.Formatter")
                || name.equals("logging.Filter");
    }

    private void nameFiles() throws PythonError {
        if (config.get("handlers") instanceof Map<?, ?>) {
            for (Map.Entry<String, @Nullable Object> entry : part("handlers").entrySet()) {
                if (entry.getValue() instanceof Map<?, ?> handler && handler.get("filename") instanceof String name) {
                    files.put(
                            entry.getKey(),
                            tree.directory().relativize(tree.file(name)).toString());
                }
            }
        }
    }

    private Map<String, @Nullable Object> part(String name) throws PythonError {
        return Values.map(config.get(name), name);
    }

    private static void step(String what, Step step) throws PythonError {
        try {
            step.run();
        } catch (PythonError e) {
            throw new PythonError("ValueError", what, e);
        }
    }

    private void apply() throws PythonError {
        if (!config.containsKey("version")) {
            throw PythonError.value("dictionary doesn't specify a version");
        }
        Object version = config.get("version");
        if (!(version instanceof Number number && number.doubleValue() == 1) && !Boolean.TRUE.equals(version)) {
            throw PythonError.value("Unsupported version: " + Values.str(version));
        }
        if (Values.truthy(config.get("incremental"))) {
            increment();
        } else {
            replace();
        }
    }

    private void increment() throws PythonError {
        for (String name : part("handlers").keySet()) {
            Handler handler = tree.handlers().get(name);
            if (handler == null) {
                throw PythonError.value("No handler found with name " + Values.repr(name));
            }
            step("Unable to configure handler " + Values.repr(name), () -> {
                Object level = Values.map(part("handlers").get(name), name).get("level");
                if (Values.truthy(level)) {
                    handler.level(Values.level(level));
                }
            });
        }
        loggers(true);
        root(true);
    }

    private void replace() throws PythonError {
        tree.clearHandlers();
        for (String name : part("formatters").keySet()) {
            step("Unable to configure formatter " + Values.repr(name), () -> formatter(name));
        }
        for (String name : part("filters").keySet()) {
            step("Unable to configure filter " + Values.repr(name), () -> {
                Object only = Values.map(part("filters").get(name), name).get("name");
                filters.put(name, only == null ? "" : Values.str(only));
            });
        }
        List<String> deferred = new ArrayList<>();
        for (String name : new TreeSet<>(part("handlers").keySet())) {
            if (waitsForTarget(name)) {
                deferred.add(name);
            } else {
                step("Unable to configure handler " + Values.repr(name), () -> handler(name));
            }
        }
        for (String name : deferred) {
            step("Unable to configure handler " + Values.repr(name), () -> handler(name));
        }
        Set<String> existing = new TreeSet<>(tree.loggers().keySet());
        loggers(false);
        settleExisting(existing);
        root(false);
    }

    private boolean waitsForTarget(String name) throws PythonError {
        return part("handlers").get(name) instanceof Map<?, ?> handler
                && handler.get("target") instanceof String target
                && part("handlers").containsKey(target)
                && !handlers.containsKey(target);
    }

    /** Loggers that were there before: below a configured one they are reset, others are muted unless that is not wanted. */
    private void settleExisting(Set<String> existing) throws PythonError {
        Set<String> named = part("loggers").keySet();
        boolean disable = Values.truthy(config.getOrDefault("disable_existing_loggers", true));
        for (String name : existing) {
            Node logger = tree.logger(name);
            if (named.contains(name)) {
                continue;
            }
            if (named.stream().anyMatch(parent -> existing.contains(parent) && name.startsWith(parent + "."))) {
                logger.level = 0;
                logger.handlers.clear();
                logger.propagate = true;
            } else {
                logger.disabled = disable;
            }
        }
    }

    private void formatter(String name) throws PythonError {
        Map<String, @Nullable Object> keys = Values.map(part("formatters").get(name), name);
        String style = keys.containsKey("style") ? Values.str(keys.get("style")) : "%";
        if (!List.of("%", "{", "$").contains(style)) {
            throw PythonError.value("Style must be one of: %,{,$");
        }
        Object validate = keys.getOrDefault("validate", true);
        formatters.put(
                name,
                Formatter.of(
                        keys.get("format"),
                        keys.get("datefmt"),
                        style,
                        Values.truthy(validate),
                        Values.map(keys.get("defaults"), "defaults"),
                        tree.clock().zone()));
    }

    private void handler(String name) throws PythonError {
        Map<String, @Nullable Object> keys =
                new LinkedHashMap<>(Values.map(part("handlers").get(name), name));
        Object formatter = keys.remove("formatter");
        if (Values.truthy(formatter) && !formatters.containsKey(Values.str(formatter))) {
            throw new PythonError(
                    "ValueError",
                    "Unable to set formatter " + Values.repr(formatter),
                    new PythonError("KeyError", Values.repr(formatter)));
        }
        Object level = keys.remove("level");
        Object chosenFilters = keys.remove("filters");
        Object properties = keys.remove(".");
        Object kind = keys.containsKey("()") ? keys.remove("()") : keys.remove("class");
        if (kind == null) {
            throw new PythonError("KeyError", "'class'");
        }
        Optional<PythonHandlerClass> known = PythonHandlerClass.named(Values.str(kind), false);
        if (known.isEmpty()) {
            throw PythonError.value(Values.str(kind) + " is no handler");
        }
        Handler made = HandlerMaker.make(tree, known.get(), keys, target(keys));
        Formatter chosen = Values.truthy(formatter) ? formatters.get(Values.str(formatter)) : null;
        if (chosen != null) {
            made.formatter(chosen);
        }
        if (level != null) {
            made.level(Values.level(level));
        }
        for (Object filter : Values.list(chosenFilters, "filters")) {
            made.filter(filter(filter));
        }
        Object terminator = Values.map(properties, "properties").get("terminator");
        if (terminator != null) {
            made.terminator(Values.str(terminator));
        }
        made.name(name);
        handlers.put(name, made);
        tree.handlers().put(name, made);
    }

    private @Nullable Handler target(Map<String, @Nullable Object> keys) throws PythonError {
        Object target = keys.get("target");
        if (target == null) {
            return null;
        }
        Handler handler = handlers.get(Values.str(target));
        if (handler == null) {
            throw new PythonError(
                    "ValueError",
                    "Unable to set target handler " + Values.repr(target),
                    new PythonError("KeyError", Values.repr(target)));
        }
        return handler;
    }

    private String filter(@Nullable Object name) throws PythonError {
        String only = filters.get(Values.str(name));
        if (only == null) {
            throw new PythonError(
                    "ValueError",
                    "Unable to add filter " + Values.repr(name),
                    new PythonError("KeyError", Values.repr(name)));
        }
        return only;
    }

    private void loggers(boolean incremental) throws PythonError {
        for (String name : part("loggers").keySet()) {
            step("Unable to configure logger " + Values.repr(name), () -> {
                Map<String, @Nullable Object> keys = Values.map(part("loggers").get(name), name);
                Node logger = tree.logger(name);
                common(logger, keys, incremental);
                logger.disabled = false;
                if (keys.get("propagate") != null) {
                    logger.propagate = Values.truthy(keys.get("propagate"));
                }
            });
        }
    }

    private void root(boolean incremental) throws PythonError {
        if (Values.truthy(config.get("root"))) {
            step("Unable to configure root logger", () -> common(tree.logger(""), part("root"), incremental));
        }
    }

    private void common(Node logger, Map<String, @Nullable Object> keys, boolean incremental) throws PythonError {
        if (keys.get("level") != null) {
            logger.level = Values.level(keys.get("level"));
        }
        if (incremental) {
            return;
        }
        logger.handlers.clear();
        for (Object name : names(keys.get("handlers"))) {
            Handler handler = handlers.get(Values.str(name));
            if (handler == null) {
                throw new PythonError(
                        "ValueError",
                        "Unable to add handler " + Values.repr(name),
                        new PythonError("KeyError", Values.repr(name)));
            }
            logger.attach(handler);
        }
        for (Object name : names(keys.get("filters"))) {
            logger.filters.add(filter(name));
        }
    }

    /** A text is a list of its letters, as everywhere in Python. */
    private static List<?> names(@Nullable Object value) throws PythonError {
        return value instanceof String text ? Arrays.asList(text.split("")) : Values.list(value, "names");
    }
}

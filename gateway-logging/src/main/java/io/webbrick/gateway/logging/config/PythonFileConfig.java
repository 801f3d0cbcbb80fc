package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.Tree.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Applies a fileConfig to a tree in CPython's order; args and kwargs are literals only. One use. */
final class PythonFileConfig {
    private static final Pattern CONSOLE = Pattern.compile("sys\\.(\\w+)");

    private final Tree tree;
    private final IniFile ini;
    private final Map<String, Formatter> formatters = new HashMap<>();
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    private PythonFileConfig(Tree tree, IniFile ini) {
        this.tree = tree;
        this.ini = ini;
    }

    /** Applies a configuration; the files its handlers name, by the handlers' names. */
    static Map<String, String> apply(Tree tree, String text, boolean disableExisting) throws PythonError {
        IniFile ini;
        try {
            ini = IniFile.parse(text);
        } catch (BrokenTextException e) {
            throw new PythonError("RuntimeError", "the text is invalid: " + e.getMessage());
        }
        var run = new PythonFileConfig(tree, ini);
        run.refuseForeign();
        run.formatters();
        tree.clearHandlers();
        run.handlers();
        run.loggers(disableExisting);
        return run.files;
    }

    private void refuseForeign() throws PythonError {
        for (String section : ini.sections()) {
            Optional<String> name = ini.value(section, "class");
            boolean known = name.isEmpty()
                    || PythonHandlerClass.named(name.get(), true).isPresent()
                    || name.get().equals("logging.Formatter");
            if (!known) {
                throw PythonError.value("refused: class=" + Values.repr(name.get()) + " is none of "
                        + PythonHandlerClass.names() + ", logging.Formatter");
            }
        }
    }

    private String needed(String section, String key) throws PythonError {
        if (!ini.sections().contains(section)) {
            throw new PythonError("KeyError", Values.repr(section));
        }
        return ini.value(section, key).orElseThrow(() -> new PythonError("KeyError", Values.repr(key)));
    }

    private static List<String> names(String words) {
        return words.isEmpty()
                ? List.of()
                : Arrays.stream(words.split(",", -1)).map(String::strip).toList();
    }

    private void formatters() throws PythonError {
        for (String name : names(needed("formatters", "keys"))) {
            String section = "formatter_" + name;
            Object defaults = ini.value(section, "defaults").isPresent()
                    ? literal(ini.value(section, "defaults").get())
                    : null;
            formatters.put(
                    name,
                    Formatter.of(
                            ini.value(section, "format").orElse(null),
                            ini.value(section, "datefmt").orElse(null),
                            ini.value(section, "style").orElse("%"),
                            true,
                            Values.map(defaults, "defaults"),
                            tree.clock().zone()));
        }
    }

    private void handlers() throws PythonError {
        var targets = new LinkedHashMap<Handler.Memory, String>();
        for (String name : names(needed("handlers", "keys"))) {
            String section = "handler_" + name;
            PythonHandlerClass kind = PythonHandlerClass.named(needed(section, "class"), true)
                    .orElseThrow(() -> new PythonError("NameError", "no handler"));
            Map<String, @Nullable Object> arguments = arguments(kind, section);
            Object target = arguments.get("target");
            Handler handler =
                    HandlerMaker.make(tree, kind, arguments, target == null ? null : handlers.get(Values.str(target)));
            handler.name(name);
            String later = ini.value(section, "target").orElse("");
            if (handler instanceof Handler.Memory memory && kind == PythonHandlerClass.MEMORY && !later.isEmpty()) {
                targets.put(memory, later);
            }
            if (ini.value(section, "level").isPresent()) {
                handler.level(Values.level(ini.value(section, "level").get()));
            }
            String formatter = ini.value(section, "formatter").orElse("");
            if (!formatter.isEmpty()) {
                Formatter chosen = formatters.get(formatter);
                if (chosen == null) {
                    throw new PythonError("KeyError", Values.repr(formatter));
                }
                handler.formatter(chosen);
            }
            handlers.put(name, handler);
            if (arguments.get("filename") instanceof String file) {
                files.put(name, tree.directory().relativize(tree.file(file)).toString());
            }
        }
        connect(targets);
    }

    /** A target may come after the handler that names it. */
    private void connect(Map<Handler.Memory, String> targets) throws PythonError {
        for (var entry : targets.entrySet()) {
            Handler target = handlers.get(entry.getValue());
            if (target == null) {
                throw new PythonError("KeyError", Values.repr(entry.getValue()));
            }
            entry.getKey().target(target);
            tree.handlers().put(entry.getValue(), target);
        }
    }

    private Map<String, @Nullable Object> arguments(PythonHandlerClass kind, String section) throws PythonError {
        var arguments = new LinkedHashMap<String, @Nullable Object>();
        Object args = literal(ini.value(section, "args").orElse("()"));
        List<?> items = args instanceof List<?> list ? list : List.of(Values.str(args));
        if (items.size() > kind.parameters().size()) {
            throw PythonError.type(
                    kind.shortName() + ".__init__() takes " + (kind.parameters().size() + 1)
                            + " positional arguments but " + (items.size() + 1) + " were given");
        }
        for (int i = 0; i < items.size(); i++) {
            arguments.put(kind.parameters().get(i), items.get(i));
        }
        Object named = literal(ini.value(section, "kwargs").orElse("{}"));
        arguments.putAll(Values.map(named instanceof List<?> none && none.isEmpty() ? null : named, "kwargs"));
        return arguments;
    }

    private static @Nullable Object literal(String text) throws PythonError {
        Matcher console = CONSOLE.matcher(text);
        while (console.find()) {
            if (!List.of("stdout", "stderr").contains(console.group(1))) {
                throw new PythonError(
                        "AttributeError", "module 'sys' has no attribute " + Values.repr(console.group(1)));
            }
        }
        try {
            return PythonLiterals.plain(text);
        } catch (IllegalArgumentException e) {
            throw PythonError.type(String.valueOf(e.getMessage()));
        }
    }

    private void loggers(boolean disableExisting) throws PythonError {
        List<String> labels = names(needed("loggers", "keys"));
        if (!labels.contains("root")) {
            throw PythonError.value("list.remove(x): x not in list");
        }
        logger("logger_root", tree.logger(""));
        Set<String> existing = new TreeSet<>(tree.loggers().keySet());
        Set<String> named = new TreeSet<>();
        for (String label : labels) {
            if (!label.equals("root")) {
                String section = "logger_" + label;
                String qualname = needed(section, "qualname");
                named.add(qualname);
                Node logger = tree.logger(qualname);
                logger(section, logger);
                logger.propagate = !ini.value(section, "propagate").orElse("1").equals("0");
                logger.disabled = false;
            }
        }
        for (String name : existing) {
            if (!named.contains(name)) {
                Node logger = tree.logger(name);
                if (named.stream().anyMatch(parent -> existing.contains(parent) && name.startsWith(parent + "."))) {
                    logger.level = 0;
                    logger.handlers.clear();
                    logger.propagate = true;
                } else {
                    logger.disabled = disableExisting;
                }
            }
        }
    }

    private void logger(String section, Node logger) throws PythonError {
        Optional<String> level = ini.value(section, "level");
        if (level.isPresent()) {
            logger.level = Values.level(level.get());
        }
        logger.handlers.clear();
        for (String name : names(needed(section, "handlers"))) {
            Handler handler = handlers.get(name);
            if (handler == null) {
                throw new PythonError("KeyError", Values.repr(name));
            }
            logger.attach(handler);
            tree.handlers().put(name, handler);
        }
    }
}

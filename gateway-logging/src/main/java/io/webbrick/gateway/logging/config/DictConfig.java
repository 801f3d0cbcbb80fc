package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.JsonTree.Leaf;
import io.webbrick.gateway.logging.config.JsonTree.Node;
import io.webbrick.gateway.logging.config.JsonTree.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Python's dictConfig, version 1, written as JSON, into the sections that a log.cfg of the same meaning has; all
 * checks are those of the dialect. Nothing is imported and nothing called: classes are a closed list. The only way to
 * Jackson from loading a configuration. One thread, one use.
 */
final class DictConfig {
    private static final Set<String> SETTINGS = Set.copyOf(ConfigKey.Place.LOGGING.keys());
    /** What Python calls it; an entry of its own, for no file of the dialect may say it. */
    static final String MUTES = "disable_existing_loggers";

    private static final Set<String> DEFAULTS = Set.of("logRoot", "zone");
    private static final Set<String> PARTS = Set.of("formatters", "filters", "handlers", "loggers", "root");

    private final SourceText source;
    private final Problems problems;
    private final Section top;
    private final Section logging;

    private DictConfig(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.top = Section.top(source.origin(1));
        this.logging = top.add("logging", source.origin(1));
    }

    /** The sections that this text means; what is wrong with it is reported. */
    static Section parse(SourceText source, Problems problems) {
        var config = new DictConfig(source, problems);
        try {
            Node node = JsonTree.read(source.text());
            if (node instanceof Table table) {
                config.read(table);
            } else {
                config.error(node, "the file holds no object; write {\"version\": 1, ...}");
            }
        } catch (BrokenTextException e) {
            problems.error(source.origin(e.line()), String.valueOf(e.getMessage()));
        }
        return config.top;
    }

    private void read(Table table) {
        Map<String, Node> all = new CfgLinks(table, this::error).resolved();
        Node version = all.remove("version");
        if (version == null) {
            error(table, "the version is missing; add \"version\": 1");
        } else if (!JsonTree.literal(version).equals(Literal.Whole.of(1))) {
            error(version, "version " + JsonTree.literal(version).repr() + " is not read; only 1 is");
        }
        boolean incremental = truth(all.remove("incremental"), false);
        Node disable = all.remove("disable_existing_loggers");
        if (disable != null) {
            boolean mutes = truth(disable, true);
            logging.put(new Entry(MUTES, new Literal.Truth(mutes), source.origin(disable.line()), null));
        }
        if (!incremental) {
            formatters(table("formatters", all.get("formatters")));
        }
        Map<String, String> filters = filters(table("filters", all.get("filters")));
        Map<String, Node> handlerNodes = table("handlers", all.get("handlers"));
        var targets = new MemoryTargets(problems);
        new DictHandlers(source, problems, filters, targets, incremental).read(handlerNodes, logging);
        loggers(all, new DictLoggers(source, problems, filters, targets, incremental));
        settings(all);
    }

    private void loggers(Map<String, Node> all, DictLoggers reader) {
        Map<String, Node> loggers = table("loggers", all.get("loggers"));
        Node root = all.get("root");
        if (loggers.isEmpty() && root == null) {
            return;
        }
        Section section = logging.add("loggers", source.origin(1));
        if (root != null) {
            reader.read("root", "", root, section);
        }
        loggers.forEach((name, node) -> reader.read(name, name.equals("root") ? "" : name, node, section));
    }

    private void settings(Map<String, Node> all) {
        all.forEach((name, node) -> {
            if (SETTINGS.contains(name)) {
                logging.put(entry(name, node));
            } else if (DEFAULTS.contains(name)) {
                top.put(entry(name, node));
            } else if (!PARTS.contains(name) && !(node instanceof Table)) {
                NearMiss.of(name, PARTS)
                        .ifPresent(near ->
                                warning(node, "key " + Quote.of(name) + " means nothing; did you mean " + near + "?"));
            }
        });
    }

    private void formatters(Map<String, Node> formatters) {
        if (formatters.isEmpty()) {
            return;
        }
        Section section = logging.add("formatters", source.origin(1));
        formatters.forEach((name, node) -> {
            if (node instanceof Table formatter) {
                formatter(section.add(name, source.origin(node.line())), formatter);
            } else {
                error(node, "formatter " + Quote.of(name) + " is no object");
            }
        });
    }

    private void formatter(Section section, Table formatter) {
        Map<String, Node> keys = new LinkedHashMap<>(formatter.members());
        String style = text(keys.remove("style")).orElse("%");
        boolean validate = truth(keys.remove("validate"), true);
        Node format = keys.remove("format");
        if (format != null) {
            DictFormat.entry(format, style, validate, source, problems).ifPresent(section::put);
        }
        Node datefmt = keys.remove("datefmt");
        if (datefmt != null && !(JsonTree.literal(datefmt) instanceof Literal.None)) {
            section.put(entry("datefmt", datefmt));
        }
        Node defaults = keys.remove("defaults");
        if (defaults != null) {
            section.put(entry("defaults", defaults));
        }
        for (String word : List.of("class", "()")) {
            Node named = keys.remove(word);
            if (named != null && !text(named).orElse("").equals("logging.Formatter")) {
                error(
                        named,
                        "class " + JsonTree.literal(named).repr() + " of formatter " + Quote.of(section.name())
                                + " unknown; only logging.Formatter is");
            }
        }
        keys.forEach((name, node) -> section.put(entry(name, node)));
    }

    /** What each filter is for: a logger's name. */
    private Map<String, String> filters(Map<String, Node> filters) {
        var names = new LinkedHashMap<String, String>();
        filters.forEach((name, node) -> {
            Map<String, Node> keys = table("filter " + Quote.of(name), node);
            Node factory = keys.get("()");
            if (factory != null && !text(factory).orElse("").equals("logging.Filter")) {
                error(
                        factory,
                        "class " + JsonTree.literal(factory).repr() + " of filter " + Quote.of(name)
                                + " unknown; only logging.Filter is");
            }
            names.put(name, text(keys.get("name")).orElse(""));
        });
        return names;
    }

    private Map<String, Node> table(String what, @Nullable Node node) {
        if (node == null) {
            return Map.of();
        }
        if (node instanceof Table table) {
            return table.members();
        }
        error(node, what + " is no object; write {...}");
        return Map.of();
    }

    private Entry entry(String key, Node node) {
        return new Entry(key, JsonTree.literal(node), source.origin(node.line()), null);
    }

    private static boolean truth(@Nullable Node node, boolean otherwise) {
        return node == null ? otherwise : JsonTree.literal(node).truthy();
    }

    static Optional<String> text(@Nullable Node node) {
        return node instanceof Leaf leaf && leaf.value() instanceof Literal.Text text
                ? Optional.of(text.value())
                : Optional.empty();
    }

    private void error(Node at, String message) {
        problems.error(source.origin(at.line()), message);
    }

    private void warning(Node at, String message) {
        problems.warning(source.origin(at.line()), message);
    }
}

package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.JsonTree.Node;
import io.webbrick.gateway.logging.config.JsonTree.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the handlers of a dictConfig into handler sections. One thread, one use. */
final class DictHandlers {
    /** What Python's handlers take and a gateway has no use for: it appends, in UTF-8. */
    static final List<String> IDLE = List.of("mode", "encoding", "delay", "errors");

    private final SourceText source;
    private final Problems problems;
    private final Map<String, String> filters;
    private final boolean incremental;
    private final MemoryTargets targets;

    DictHandlers(
            SourceText source,
            Problems problems,
            Map<String, String> filters,
            MemoryTargets targets,
            boolean incremental) {
        this.source = source;
        this.problems = problems;
        this.filters = filters;
        this.incremental = incremental;
        this.targets = targets;
    }

    private static boolean isMemory(Table handler) {
        return MemoryTargets.isMemory(
                DictConfig.text(handler.members().get("class")).orElse(""));
    }

    void read(Map<String, Node> handlers, Section logging) {
        if (handlers.isEmpty()) {
            return;
        }
        Section section = logging.add("handlers", source.origin(1));
        handlers.forEach((name, node) -> {
            if (!(node instanceof Table table)) {
                problems.error(source.origin(node.line()), "handler " + Quote.of(name) + " is no object");
            } else if (isMemory(table)) {
                Optional<String> target = DictConfig.text(table.members().get("target"));
                targets.add(name, target, handlers.keySet(), source.origin(table.line()));
            } else {
                handler(section.add(name, source.origin(node.line())), table);
            }
        });
    }

    private void handler(Section section, Table handler) {
        Map<String, Node> keys = new LinkedHashMap<>(handler.members());
        if (incremental) {
            keys.keySet().retainAll(List.of("level"));
        }
        Node kind = keys.remove("class");
        if (keys.containsKey("()")) {
            problems.error(
                    source.origin(handler.line()),
                    "handler " + Quote.of(section.name()) + " has \"()\", which would run code; name a class");
            keys.remove("()");
        }
        if (kind != null) {
            section.put(entry("class", kind, className(kind)));
            console(section, kind, keys.remove("stream"));
        } else if (!incremental && source.rank() == 0 && !keys.containsKey("filename")) {
            problems.error(
                    source.origin(handler.line()), "handler " + Quote.of(section.name()) + " has no class; add one");
        }
        IDLE.forEach(keys::remove);
        Node dot = keys.remove(".");
        if (dot != null) {
            problems.warning(source.origin(dot.line()), "attributes behind \".\" are not used");
        }
        Node only = keys.remove("filters");
        if (only != null) {
            section.put(entry("only", only, names(section.name(), only)));
        }
        keys.forEach((name, node) -> section.put(entry(name, node, JsonTree.literal(node))));
    }

    /** A WatchedFileHandler writes a file as any other here: a file that was moved away is noticed always. */
    private static Literal className(Node kind) {
        return DictConfig.text(kind)
                .map(name -> name.endsWith(".WatchedFileHandler") ? "logging.FileHandler" : name)
                .<Literal>map(Literal.Text::new)
                .orElseGet(() -> JsonTree.literal(kind));
    }

    private void console(Section section, Node kind, @Nullable Node stream) {
        boolean console = DictConfig.text(kind).orElse("").endsWith(".StreamHandler");
        String word = DictConfig.text(stream).orElse(stream == null ? "ext://sys.stderr" : "?");
        if (console || stream != null) {
            Literal plain = new Literal.Text(word.startsWith("ext://") ? word.substring("ext://".length()) : word);
            section.put(entry("stream", stream == null ? kind : stream, plain));
        }
    }

    private Literal names(String handler, Node given) {
        return DictLoggers.filterNames("handler " + Quote.of(handler), given, filters, source, problems);
    }

    private Entry entry(String key, Node node, Literal value) {
        return new Entry(key, value, source.origin(node.line()), null);
    }
}

package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.JsonTree.Array;
import io.webbrick.gateway.logging.config.JsonTree.Node;
import io.webbrick.gateway.logging.config.JsonTree.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the loggers of a dictConfig into logger sections, each labelled with its name. One thread, one use. */
final class DictLoggers {
    private static final List<String> ALWAYS = List.of("level", "propagate");

    private final SourceText source;
    private final Problems problems;
    private final Map<String, String> filters;
    private final MemoryTargets targets;
    private final boolean incremental;

    DictLoggers(
            SourceText source,
            Problems problems,
            Map<String, String> filters,
            MemoryTargets targets,
            boolean incremental) {
        this.source = source;
        this.problems = problems;
        this.filters = filters;
        this.targets = targets;
        this.incremental = incremental;
    }

    void read(String label, String qualname, Node node, Section loggers) {
        Origin at = source.origin(node.line());
        if (!(node instanceof Table table)) {
            problems.error(at, "logger " + Quote.of(label) + " is no object");
            return;
        }
        Section section = loggers.add(label, at);
        section.put(new Entry("qualname", new Literal.Text(qualname), at, null));
        Map<String, Node> keys = new LinkedHashMap<>(table.members());
        if (incremental) {
            keys.keySet().retainAll(ALWAYS);
        }
        keys.forEach((name, value) -> {
            Literal literal = JsonTree.literal(value);
            switch (name) {
                case "filters" -> put(section, "only", value, filterNames(label, value, filters, source, problems));
                case "handlers" -> put(section, name, value, throughMemory(value));
                default -> {
                    if (!(literal instanceof Literal.None)) {
                        put(section, name, value, literal);
                    }
                }
            }
        });
        if (qualname.isEmpty() && !incremental && source.rank() == 0 && !keys.containsKey("level")) {
            section.put(new Entry("level", new Literal.Text("WARNING"), at, null));
        }
    }

    private void put(Section section, String key, Node node, Literal value) {
        section.put(new Entry(key, value, source.origin(node.line()), null));
    }

    private Literal throughMemory(Node handlers) {
        Literal given = JsonTree.literal(handlers);
        if (!(given instanceof Literal.Sequence sequence)) {
            return given;
        }
        List<Literal> items = sequence.items().stream().map(this::target).toList();
        return new Literal.Sequence(sequence.brackets(), items);
    }

    private Literal target(Literal handler) {
        return handler instanceof Literal.Text text ? new Literal.Text(targets.through(text.value())) : handler;
    }

    /** The logger names that these filters are for. */
    static Literal filterNames(
            String who, Node given, Map<String, String> filters, SourceText source, Problems problems) {
        var names = new ArrayList<Literal>();
        List<Node> items = given instanceof Array array ? array.items() : List.of(given);
        for (Node item : items) {
            Optional<String> name = DictConfig.text(item);
            String only = filters.get(name.orElse(""));
            if (only == null) {
                problems.error(
                        source.origin(item.line()),
                        "filter " + JsonTree.literal(item).repr() + " of " + who + " is not defined"
                                + NearMiss.question(name.orElse(""), filters.keySet()));
            } else {
                names.add(new Literal.Text(only));
            }
        }
        return new Literal.Sequence(Literal.Sequence.Brackets.LIST, names);
    }
}

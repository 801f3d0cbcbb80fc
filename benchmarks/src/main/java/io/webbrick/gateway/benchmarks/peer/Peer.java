package io.webbrick.gateway.benchmarks.peer;

import io.webbrick.gateway.benchmarks.measure.Library;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One library in one setting.
 *
 * @param name as in tables and in {@code --peers}
 * @param jars the directory below target/peers that holds its class path
 * @param folder the one below benchmarks/peers that holds its templates
 * @param library what it is
 * @param variables of its templates, beyond those of the layout
 * @param options of its processes; {@code @config@} is its configuration file
 * @param traits where it runs
 */
public record Peer(
        String name,
        String jars,
        String folder,
        Library library,
        Map<String, String> variables,
        List<String> options,
        Set<Trait> traits) {
    public Peer {
        variables = Map.copyOf(variables);
        options = List.copyOf(options);
        traits = Set.copyOf(traits);
    }

    /** Whether it has this trait. */
    public boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** The file name extension of its configuration. */
    String extension() {
        return switch (library) {
            case OURS -> "cfg";
            case LOG4J2, LOGBACK -> "xml";
            case TINYLOG, JUL -> "properties";
            case CHRONICLE, NONE -> "none";
        };
    }
}

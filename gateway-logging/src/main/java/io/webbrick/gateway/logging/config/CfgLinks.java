package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.JsonTree.Array;
import io.webbrick.gateway.logging.config.JsonTree.Leaf;
import io.webbrick.gateway.logging.config.JsonTree.Node;
import io.webbrick.gateway.logging.config.JsonTree.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the values in for {@code cfg://handlers.file[name]} links of a dictConfig. Names follow a full stop or stand in
 * brackets, as do places in lists. A link that leads nowhere, or back to itself, is reported. One thread.
 */
final class CfgLinks {
    private static final String SCHEME = "cfg://";
    private static final int DEEPEST = 20;

    /** Links to links to lists double with each step; a configuration has some hundred values. */
    private static final int MOST_VALUES = 100_000;

    private static final Pattern STEP = Pattern.compile("\\.?(\\w[^.\\[\\]]*)|\\[\\s*([^\\]]*?)\\s*\\]");

    private final Table top;
    private final BiConsumer<Node, String> error;
    private int values;

    CfgLinks(Table top, BiConsumer<Node, String> error) {
        this.top = top;
        this.error = error;
    }

    /** The members of the whole configuration without links; may be changed. */
    Map<String, Node> resolved() {
        var all = new LinkedHashMap<String, Node>();
        top.members().forEach((name, node) -> all.put(name, resolve(node, 0)));
        return all;
    }

    private Node resolve(Node node, int links) {
        values++;
        if (node instanceof Table table) {
            var members = new LinkedHashMap<String, Node>();
            table.members().forEach((name, member) -> members.put(name, resolve(member, links)));
            return new Table(table.line(), members);
        }
        if (node instanceof Array array) {
            List<Node> items = new ArrayList<>();
            array.items().forEach(item -> items.add(resolve(item, links)));
            return new Array(array.line(), items);
        }
        String text = DictConfig.text(node).orElse("");
        return text.startsWith(SCHEME) ? follow(node, text, links) : node;
    }

    private Node follow(Node link, String text, int links) {
        boolean endless = links > DEEPEST || values > MOST_VALUES;
        Node target = endless ? null : find(text.substring(SCHEME.length()));
        if (target == null) {
            String where = endless ? " leads back to itself, or to ever more links" : " leads nowhere";
            error.accept(link, "link " + Quote.of(text) + where);
            return new Leaf(link.line(), new Literal.Broken());
        }
        return resolve(target, links + 1);
    }

    private @Nullable Node find(String path) {
        Matcher step = STEP.matcher(path);
        Node at = top;
        int from = 0;
        while (from < path.length()) {
            if (!step.find(from) || step.start() != from) {
                return null;
            }
            String name = step.group(1) != null ? step.group(1) : step.group(2);
            at = child(at, name);
            if (at == null) {
                return null;
            }
            from = step.end();
        }
        return at;
    }

    private static @Nullable Node child(@Nullable Node node, String name) {
        if (node instanceof Table table) {
            return table.members().get(name);
        }
        boolean place = node instanceof Array array
                && name.matches("[0-9]{1,6}")
                && Integer.parseInt(name) < array.items().size();
        return place && node instanceof Array array ? array.items().get(Integer.parseInt(name)) : null;
    }
}

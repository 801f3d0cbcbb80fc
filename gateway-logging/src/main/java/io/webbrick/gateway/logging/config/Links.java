package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts the values in for {@code cfg://} links, as dictConfig does when it reads them. One use. */
final class Links {
    private static final String SCHEME = "cfg://";
    private static final int DEEPEST = 20;

    /** Links to links to lists double with each step. */
    private static final int MOST_VALUES = 100_000;

    private static final Pattern STEP = Pattern.compile("\\.?(\\w[^.\\[\\]]*)|\\[\\s*([^\\]]*?)\\s*\\]");

    private final Map<String, @Nullable Object> config;
    private int values;

    Links(Map<String, @Nullable Object> config) {
        this.config = config;
    }

    Map<String, @Nullable Object> resolved() throws PythonError {
        return Values.map(resolve(config, 0), "config");
    }

    private @Nullable Object resolve(@Nullable Object node, int links) throws PythonError {
        values++;
        if (node instanceof Map<?, ?> map) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                members.put(String.valueOf(entry.getKey()), resolve(entry.getValue(), links));
            }
            return members;
        }
        if (node instanceof List<?> list) {
            var items = new ArrayList<@Nullable Object>();
            for (Object item : list) {
                items.add(resolve(item, links));
            }
            return items;
        }
        if (node instanceof String text && text.startsWith(SCHEME)) {
            if (links > DEEPEST || values > MOST_VALUES) {
                throw new PythonError("RecursionError", "maximum recursion depth exceeded");
            }
            return resolve(find(text.substring(SCHEME.length())), links + 1);
        }
        return node;
    }

    private @Nullable Object find(String path) throws PythonError {
        Matcher step = STEP.matcher(path);
        Object at = config;
        int from = 0;
        while (from < path.length()) {
            if (!step.find(from) || step.start() != from) {
                throw PythonError.value(
                        "Unable to convert " + Values.repr(path) + " at " + Values.repr(path.substring(from)));
            }
            at = child(at, step.group(1) != null ? step.group(1) : step.group(2));
            from = step.end();
        }
        return at;
    }

    private static @Nullable Object child(@Nullable Object node, String name) throws PythonError {
        if (node instanceof Map<?, ?> map && map.containsKey(name)) {
            return map.get(name);
        }
        if (node instanceof List<?> list && name.matches("[0-9]{1,6}") && Integer.parseInt(name) < list.size()) {
            return list.get(Integer.parseInt(name));
        }
        throw new PythonError("KeyError", Values.repr(name));
    }
}

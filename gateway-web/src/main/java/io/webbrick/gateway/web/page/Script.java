package io.webbrick.gateway.web.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The modules of the pages as one script: it comes with one request, and packs a third smaller than the modules do. Each
 * module becomes a function that runs when it is first needed, and hands out what it exports; comments and indentation stay
 * behind. It understands modules as they are written here: an import or export on a line of its own, no template over lines;
 * what it does not understand it refuses, so that a test of the page finds it. One thread.
 */
final class Script {
    private static final Pattern IMPORT =
            Pattern.compile("import (?:\\{ (?<names>[^}]+) } from )?'\\./(?<module>[\\w.-]+)';");
    private static final Pattern LATER = Pattern.compile("\\bimport\\('\\./([\\w.-]+)'\\)");
    private static final Pattern EXPORT =
            Pattern.compile("export (?<what>(?:async function|function|const|class) (?<name>\\w+).*)");

    private final Function<String, byte @Nullable []> source;
    private final UnaryOperator<String> each;
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Deque<String> reading = new ArrayDeque<>();

    /**
     * @param source the content of a module's name, or null when there is none
     * @param each what becomes of each module
     */
    Script(Function<String, byte @Nullable []> source, UnaryOperator<String> each) {
        this.source = source;
        this.each = each;
    }

    /** Takes a module in, and all that it imports. */
    Script with(String module) {
        if (modules.containsKey(module)) {
            return this;
        }
        if (reading.contains(module)) {
            throw new IllegalStateException("the modules import each other in a circle: " + reading + " " + module);
        }
        byte[] content = source.apply(module);
        if (content == null) {
            throw new IllegalStateException("the module " + module + " is missing from the installation");
        }
        reading.addLast(module);
        String function = function(new String(content, StandardCharsets.UTF_8));
        reading.removeLast();
        modules.put(module, function);
        return this;
    }

    /** The script; it runs the module {@code first} and that of the page's place. */
    String text(String first) {
        var text = new StringBuilder("const known={},made={},need=(name)=>made[name]||=known[name]();\n");
        modules.forEach((name, function) -> text.append("known['")
                .append(name)
                .append("']=()=>{\n")
                .append(function)
                .append("};\n"));
        return text.append("need('")
                .append(first)
                .append("');\nneed(`${document.documentElement.dataset.place}.js`);\n")
                .toString();
    }

    private String function(String module) {
        var body = new StringBuilder();
        var exported = new ArrayList<String>();
        for (String line : module.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("//")) {
                body.append(statement(line, exported)).append('\n');
            }
        }
        body.append("return{").append(String.join(",", exported)).append('}');
        return each.apply(body.toString());
    }

    private String statement(String line, List<String> exported) {
        if (line.chars().filter(c -> c == '`').count() % 2 != 0) {
            throw new IllegalStateException("a template must end on the line it begins on: " + line);
        }
        Matcher imports = IMPORT.matcher(line);
        if (imports.matches()) {
            return imported(imports);
        }
        Matcher exports = EXPORT.matcher(line);
        if (exports.matches()) {
            exported.add(exports.group("name"));
            return later(exports.group("what"));
        }
        if (line.startsWith("import ") || line.startsWith("export ")) {
            throw new IllegalStateException("an import or export is written in a way that is not understood: " + line);
        }
        return later(line);
    }

    private String imported(Matcher imports) {
        String module = imports.group("module");
        with(module);
        String need = "need('" + module + "');";
        String names = imports.group("names");
        return names == null ? need : "const {" + names.replace(" as ", ": ") + "}=" + need;
    }

    /** What is imported when the need arises is there already, and runs then. */
    private String later(String line) {
        return LATER.matcher(line).replaceAll(found -> {
            with(found.group(1));
            return Matcher.quoteReplacement("Promise.resolve().then(()=>need('" + found.group(1) + "'))");
        });
    }
}

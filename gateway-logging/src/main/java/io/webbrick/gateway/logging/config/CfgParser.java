package io.webbrick.gateway.logging.config;

import java.util.List;

/**
 * Reads one file of the original dialect: sections by depth, keys, values that are Python literals, in the grammar of
 * ConfigObj's "unrepr" mode. Reads to the end whatever it meets: every problem gets its line, what is unreadable is set
 * aside, so that one mistake makes one message. One thread, one use.
 */
final class CfgParser {
    private final SourceText source;
    private final Problems problems;
    private final List<String> lines;
    private final Section top;
    private Section current;
    private int index;

    private CfgParser(SourceText source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.lines = Lines.of(source.text());
        this.top = Section.top(source.origin(1));
        this.current = top;
    }

    /** The file's sections and keys, as far as they could be read. */
    static Section parse(SourceText source, Problems problems) {
        return new CfgParser(source, problems).read();
    }

    private Section read() {
        for (index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            String stripped = Lines.strip(line);
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                line(line);
            }
        }
        return top;
    }

    private void line(String line) {
        SectionMarker marker = SectionMarker.of(line);
        if (marker != null) {
            section(marker);
            return;
        }
        KeyLine keyLine = KeyLine.of(line);
        if (keyLine != null) {
            key(keyLine);
        } else {
            problems.error(
                    here(),
                    "neither a [section] nor key = 'value'"
                            + (Secrets.mentions(line) ? "" : ": " + Quote.of(Lines.strip(line))));
        }
    }

    private Origin here() {
        return source.origin(index + 1);
    }

    private void section(SectionMarker marker) {
        Section parent = current;
        while (parent.depth() >= marker.opening() && parent.parent() != null) {
            parent = parent.parent();
        }
        String fault = fault(marker, parent);
        if (fault == null) {
            current = parent.add(marker.name(), here());
        } else {
            problems.error(here(), fault);
            current = parent.aside(marker.name(), marker.opening(), here());
        }
    }

    private @org.jspecify.annotations.Nullable String fault(SectionMarker marker, Section parent) {
        String shown =
                "[".repeat(Math.min(9, marker.opening())) + marker.name() + "]".repeat(Math.min(9, marker.closing()));
        if (marker.opening() != marker.closing()) {
            return "section " + Quote.of(shown) + " opens " + marker.opening() + " brackets and closes "
                    + marker.closing();
        }
        if (parent.depth() != marker.opening() - 1) {
            return "section " + Quote.of(shown) + " is nested too deep; the section above it has " + parent.depth()
                    + " brackets";
        }
        Section same = parent.sections().get(marker.name());
        if (same != null) {
            return "section " + Quote.of(shown) + " is there already, in line "
                    + same.origin().line() + "; put both together";
        }
        Entry key = parent.entries().get(marker.name());
        return key == null
                ? null
                : "section " + Quote.of(shown) + " has the name of the key in line "
                        + key.origin().line();
    }

    private void key(KeyLine keyLine) {
        Origin at = here();
        String value = keyLine.value();
        boolean triple = value.startsWith("'''") || value.startsWith("\"\"\"");
        Literal literal = triple ? multiline(keyLine.key(), value, at) : literal(keyLine.key(), value, at);
        Entry same = current.entries().get(keyLine.key());
        if (same != null) {
            problems.error(
                    at,
                    "key " + Quote.of(keyLine.key()) + " is there already, in line "
                            + same.origin().line() + "; remove one");
        } else if (current.sections().containsKey(keyLine.key())) {
            problems.error(at, "key " + Quote.of(keyLine.key()) + " has the name of a section above it");
        } else {
            current.put(new Entry(keyLine.key(), literal, at, null));
        }
    }

    private Literal literal(String key, String value, Origin at) {
        try {
            return LiteralParser.parseValue(
                    value, text -> problems.warning(at, "value of " + Quote.of(key) + ": " + unseen(key, text)));
        } catch (LiteralException e) {
            problems.error(at, "value of " + Quote.of(key) + ": " + unseen(key, String.valueOf(e.getMessage())));
            return new Literal.Broken();
        }
    }

    /** What is wrong with a secret is told without showing any of it. */
    private static String unseen(String key, String words) {
        return Secrets.isSecret(key) ? "it cannot be read; write it in quotes" : words;
    }

    /** A triple-quoted value may span lines; what it holds is a literal again, as in the original. */
    private Literal multiline(String key, String value, Origin at) {
        String quote = value.substring(0, 3);
        int close = value.indexOf(quote, 3);
        var body = new StringBuilder();
        String last = value.substring(3);
        int from = index;
        while (close < 0 && index + 1 < lines.size()) {
            body.append(last).append('\n');
            last = lines.get(++index);
            close = last.indexOf(quote);
        }
        if (close < 0) {
            index = from;
            problems.error(at, "value of " + Quote.of(key) + ": the closing " + quote + " is missing");
            return new Literal.Broken();
        }
        int end = index == from ? close - 3 : close;
        String tail = Lines.strip(last.substring(end + 3));
        if (!tail.isEmpty() && !tail.startsWith("#")) {
            problems.error(
                    at,
                    "value of " + Quote.of(key) + ": "
                            + unseen(key, "unexpected " + Quote.of(tail) + " after " + quote));
            return new Literal.Broken();
        }
        return literal(key, body.append(last, 0, end).toString(), at);
    }
}

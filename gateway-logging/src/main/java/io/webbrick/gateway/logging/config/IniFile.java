package io.webbrick.gateway.logging.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file in the INI dialect of Python's configparser: sections, {@code key = value} or {@code key: value}, indented lines
 * that go on with a value, comments behind {@code #} or {@code ;} on lines of their own. Keys are read in lower case.
 * {@code [DEFAULT]} stands behind every section. Immutable.
 */
final class IniFile {
    private static final String DEFAULT = "DEFAULT";

    private final Map<String, Map<String, Line>> sections;
    private final Map<String, Integer> lines;

    private IniFile(Map<String, Map<String, Line>> sections, Map<String, Integer> lines) {
        this.sections = sections;
        this.lines = lines;
    }

    /** A value and where it begins. */
    record Line(int number, String value) {}

    /**
     * Reads a text.
     *
     * @throws BrokenTextException saying what is wrong, at the first line that is
     */
    public static IniFile parse(String text) throws BrokenTextException {
        Map<String, Map<String, Line>> sections = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, Line> section = null;
        String key = null;
        List<String> all = text.lines().toList();
        for (int i = 0; i < all.size(); i++) {
            String line = all.get(i).strip();
            boolean goesOn =
                    !all.get(i).isEmpty() && Character.isWhitespace(all.get(i).charAt(0));
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (goesOn && section != null && key != null) {
                section.merge(
                        key,
                        new Line(i + 1, line),
                        (old, more) -> new Line(old.number(), old.value() + "\n" + more.value()));
            } else if (line.startsWith("[") && line.indexOf(']') > 1) {
                String name = line.substring(1, line.indexOf(']'));
                section = begin(sections, name, i + 1);
                lines.put(name, i + 1);
                key = null;
            } else {
                key = entry(section, line, i + 1);
            }
        }
        return new IniFile(sections, lines);
    }

    private static Map<String, Line> begin(Map<String, Map<String, Line>> sections, String name, int line)
            throws BrokenTextException {
        if (sections.containsKey(name)) {
            throw new BrokenTextException(line, "section [" + name + "] stands twice; put both together");
        }
        var section = new LinkedHashMap<String, Line>();
        sections.put(name, section);
        return section;
    }

    private static String entry(@Nullable Map<String, Line> section, String line, int number)
            throws BrokenTextException {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        int at = equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
        if (section == null) {
            throw new BrokenTextException(number, "there is no section before this line; begin with [loggers]");
        }
        if (at <= 0) {
            throw new BrokenTextException(number, "this is no section, key or comment; write key=value");
        }
        String key = line.substring(0, at).strip().toLowerCase(Locale.ROOT);
        if (section.containsKey(key)) {
            throw new BrokenTextException(number, "key " + Quote.of(key) + " stands twice in its section; remove one");
        }
        section.put(key, new Line(number, line.substring(at + 1).strip()));
        return key;
    }

    /** The names of the sections in their order. */
    public Set<String> sections() {
        return sections.keySet();
    }

    /** A value; empty when it is not there. */
    public Optional<String> value(String section, String key) {
        return line(section, key).map(Line::value);
    }

    Optional<Line> line(String section, String key) {
        Line own = sections.getOrDefault(section, Map.of()).get(key);
        Line usual = sections.getOrDefault(DEFAULT, Map.of()).get(key);
        return Optional.ofNullable(own != null ? own : usual);
    }

    /** Where a section begins; 1 when it is not there. */
    int lineOf(String section) {
        return lines.getOrDefault(section, 1);
    }

    /** The keys of a section in their order. */
    Set<String> keys(String section) {
        return sections.getOrDefault(section, Map.of()).keySet();
    }
}

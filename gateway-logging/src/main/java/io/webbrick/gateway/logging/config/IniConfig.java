package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.IniFile.Line;
import io.webbrick.gateway.logging.format.LineFormat;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads Python's fileConfig, an INI file, into the sections that a log.cfg of the same meaning has; all checks are those
 * of the dialect, and args are literals as there. One thread, one use.
 */
final class IniConfig {
    private static final Set<String> FORMATTER_KEYS = Set.of("format", "datefmt", "style", "class");

    private final SourceText source;
    private final Problems problems;
    private final IniFile ini;
    private final Section logging;
    private final MemoryTargets targets;

    private IniConfig(SourceText source, Problems problems, IniFile ini, Section top) {
        this.source = source;
        this.problems = problems;
        this.ini = ini;
        this.targets = new MemoryTargets(problems);
        this.logging = top.add("logging", source.origin(1));
    }

    /** The sections that this text means; what is wrong with it is reported. */
    static Section parse(SourceText source, Problems problems) {
        Section top = Section.top(source.origin(1));
        try {
            new IniConfig(source, problems, IniFile.parse(source.text()), top).read();
        } catch (BrokenTextException e) {
            problems.error(source.origin(e.line()), String.valueOf(e.getMessage()));
        }
        return top;
    }

    private void read() {
        Section formatters = logging.add("formatters", source.origin(1));
        names("formatters").forEach(name -> formatter(name, formatters));
        Section handlers = logging.add("handlers", source.origin(1));
        List<String> handlerNames = names("handlers");
        handlerNames.forEach(name -> handler(name, handlers, handlerNames));
        Section loggers = logging.add("loggers", source.origin(1));
        List<String> labels = names("loggers");
        if (!labels.contains("root")) {
            problems.error(at("loggers"), "the keys of [loggers] do not name root; write keys=root,...");
        }
        labels.forEach(name -> logger(name, loggers));
    }

    private List<String> names(String section) {
        Optional<Line> keys = ini.line(section, "keys");
        if (keys.isEmpty()) {
            problems.error(at(section), "section [" + section + "] with its keys is missing; write keys=name,name");
            return List.of();
        }
        return words(keys.get().value());
    }

    private static List<String> words(String names) {
        return Arrays.stream(names.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Origin at(String section) {
        return source.origin(ini.lineOf(section));
    }

    /** Whether a section that is named is there; reported when it is not. */
    private boolean isThere(String section) {
        boolean there = ini.sections().contains(section);
        if (!there) {
            problems.error(source.origin(1), "section [" + section + "] is missing, which the keys name");
        }
        return there;
    }

    private void formatter(String name, Section formatters) {
        String from = "formatter_" + name;
        if (!isThere(from)) {
            return;
        }
        Section section = formatters.add(name, at(from));
        ini.line(from, "format").ifPresent(line -> format(section, line, ini.value(from, "style")));
        copy(from, "datefmt", section);
        Optional<Line> kind = ini.line(from, "class");
        if (kind.isPresent() && !kind.get().value().equals("logging.Formatter")) {
            problems.error(
                    source.origin(kind.get().number()),
                    "class " + Quote.of(kind.get().value()) + " of formatter " + Quote.of(name)
                            + " unknown; only logging.Formatter is");
        }
        ini.keys(from).stream().filter(key -> !FORMATTER_KEYS.contains(key)).forEach(key -> copy(from, key, section));
    }

    private void format(Section section, Line line, Optional<String> style) {
        Origin at = source.origin(line.number());
        try {
            String percent = LineFormat.toPercent(line.value(), style.orElse("%"), true);
            section.put(new Entry("format", new Literal.Text(percent.replace("%(", "*(")), at, null));
        } catch (IllegalArgumentException e) {
            problems.error(at, String.valueOf(e.getMessage()));
        }
    }

    private void handler(String name, Section handlers, List<String> all) {
        String from = "handler_" + name;
        if (!isThere(from)) {
            return;
        }
        if (MemoryTargets.isMemory(ini.value(from, "class").orElse(""))) {
            targets.add(name, ini.value(from, "target"), all, at(from));
            return;
        }
        Section section = handlers.add(name, at(from));
        if (ini.line(from, "class").isEmpty()) {
            problems.error(at(from), "handler " + Quote.of(name) + " has no class; add one");
            return;
        }
        boolean named = ini.line(from, "kwargs").isPresent();
        String args = ini.value(from, "args").orElse("()").strip();
        if (!named || !args.equals("()")) {
            section.put(new Entry("args", new Literal.Text(args), argsAt(from), null));
        }
        ini.line(from, "kwargs").ifPresent(line -> named(section, line));
        ini.keys(from).stream()
                .filter(key -> !key.equals("args") && !key.equals("kwargs"))
                .forEach(key -> copy(from, key, section));
        ini.line(from, "class").ifPresent(line -> kind(section, line));
    }

    private Origin argsAt(String from) {
        return ini.line(from, "args").map(line -> source.origin(line.number())).orElse(at(from));
    }

    /** A WatchedFileHandler writes a file as any other here: a file that was moved away is noticed always. */
    private void kind(Section section, Line line) {
        String name = line.value();
        String known = name.endsWith("WatchedFileHandler") ? "FileHandler" : name;
        section.put(new Entry("class", new Literal.Text(known), source.origin(line.number()), null));
    }

    /** Arguments by name are keys of the handler; what changes nothing here is left out. */
    private void named(Section section, Line line) {
        Origin at = source.origin(line.number());
        try {
            if (LiteralParser.parseArguments(line.value(), warning -> problems.warning(at, "kwargs: " + warning))
                    instanceof Literal.Mapping mapping) {
                mapping.entries().forEach((name, value) -> named(section, name, value, at));
                return;
            }
            problems.error(at, "kwargs " + Quote.of(line.value()) + " is no dictionary; write {'maxBytes': 1000000}");
        } catch (LiteralException e) {
            problems.error(at, "kwargs " + Quote.of(line.value()) + ": " + e.getMessage());
        }
    }

    private void named(Section section, Literal name, Literal value, Origin at) {
        if (!(name instanceof Literal.Text word)) {
            problems.error(at, "kwargs: " + name.repr() + " is no name");
        } else if (!DictHandlers.IDLE.contains(word.value())) {
            Literal given = value instanceof Literal.Console console
                    ? new Literal.Text(console.error() ? "stderr" : "stdout")
                    : value;
            section.put(new Entry(word.value(), given, at, null));
        }
    }

    private void logger(String name, Section loggers) {
        String from = "logger_" + name;
        if (!isThere(from)) {
            return;
        }
        boolean root = name.equals("root");
        Section section = loggers.add(name, at(from));
        if (!root && ini.line(from, "qualname").isEmpty()) {
            problems.error(at(from), "logger " + Quote.of(name) + " has no qualname; add one");
        }
        if (root) {
            section.put(new Entry("qualname", new Literal.Text(""), at(from), null));
        }
        if (root && ini.line(from, "level").isEmpty()) {
            section.put(new Entry("level", new Literal.Text("WARNING"), at(from), null));
        }
        for (String key : ini.keys(from)) {
            ini.line(from, key).ifPresent(line -> {
                Literal value = switch (key) {
                    case "handlers" ->
                        new Literal.Sequence(
                                Literal.Sequence.Brackets.LIST,
                                words(line.value()).stream()
                                        .map(targets::through)
                                        .<Literal>map(Literal.Text::new)
                                        .toList());
                    case "propagate" -> new Literal.Whole(line.value().equals("0") ? BigInteger.ZERO : BigInteger.ONE);
                    default -> new Literal.Text(line.value());
                };
                if (!root || !key.equals("qualname")) {
                    section.put(new Entry(key, value, source.origin(line.number()), null));
                }
            });
        }
    }

    private void copy(String from, String key, Section section) {
        ini.line(from, key)
                .ifPresent(line -> section.put(
                        new Entry(key, new Literal.Text(line.value()), source.origin(line.number()), null)));
    }
}

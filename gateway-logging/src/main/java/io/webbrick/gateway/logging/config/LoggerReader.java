package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.logging.record.LoggerName;
import io.webbrick.gateway.logging.stream.LevelOrigin;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes loggers of the logger sections. A section's name is only a label; the logger is its qualname, and a section
 * without one is the root. Where several sections mean one logger, for each key the last one written counts. One thread.
 */
final class LoggerReader {
    private final Section handlers;
    private final Problems problems;
    private final Map<String, Draft> drafts = new LinkedHashMap<>();

    private LoggerReader(Section handlers, Problems problems) {
        this.handlers = handlers;
        this.problems = problems;
    }

    /** What the sections of one logger say together. */
    private static final class Draft {
        private final String qualname;
        private Origin origin;
        private @Nullable Said level;
        private @Nullable Said handlers;
        private @Nullable Said propagate;
        private @Nullable Said only;

        Draft(String qualname, Origin origin) {
            this.qualname = qualname;
            this.origin = origin;
        }

        String who() {
            return qualname.isEmpty() ? "the root logger" : "logger " + Quote.of(qualname);
        }
    }

    private record Said(Settings section, Entry entry) {
        static @Nullable Said later(@Nullable Said before, Settings section, ConfigKey key) {
            Entry entry = section.entry(key);
            if (entry == null
                    || (before != null && !entry.origin().isAfter(before.entry().origin()))) {
                return before;
            }
            return new Said(section, entry);
        }
    }

    /** The loggers in file order. */
    static List<LoggerSpec> read(Settings loggers, Section handlers) {
        var reader = new LoggerReader(handlers, loggers.problems());
        Set<String> labels = loggers.section().sections().keySet();
        for (Section section : loggers.section().sections().values()) {
            if (!section.entries().isEmpty() || !section.sections().isEmpty()) {
                reader.section(loggers.below(section), labels);
            }
        }
        return reader.drafts.values().stream().map(reader::spec).toList();
    }

    private void section(Settings section, Set<String> labels) {
        section.warnUnknown(ConfigKey.Place.LOGGER);
        Optional<String> qualname = qualname(section, labels);
        if (qualname.isEmpty()) {
            return;
        }
        Origin at = section.section().entries().values().stream()
                .map(Entry::origin)
                .reduce(section.section().origin(), (a, b) -> b.isAfter(a) ? b : a);
        Draft draft = drafts.get(qualname.get());
        if (draft == null) {
            misspelled(section, qualname.get());
            draft = new Draft(qualname.get(), at);
            drafts.put(qualname.get(), draft);
        } else if (differs(section, draft)) {
            again(section, draft);
        }
        draft.origin = at.isAfter(draft.origin) ? at : draft.origin;
        draft.level = Said.later(draft.level, section, ConfigKey.LOGGER_LEVEL);
        draft.handlers = Said.later(draft.handlers, section, ConfigKey.HANDLERS);
        draft.propagate = Said.later(draft.propagate, section, ConfigKey.PROPAGATE);
        draft.only = Said.later(draft.only, section, ConfigKey.LOGGER_ONLY);
    }

    private void misspelled(Settings section, String qualname) {
        KnownLoggers.meant(qualname)
                .ifPresent(meant -> problems.warning(
                        section.origin(ConfigKey.QUALNAME),
                        "no component of the gateway logs as " + Quote.of(qualname) + "; did you mean "
                                + Quote.of(meant) + "?"));
    }

    /** Whether it says anything that was not said before; the original's files say the same of one logger three times. */
    private static boolean differs(Settings section, Draft before) {
        return differs(section, ConfigKey.LOGGER_LEVEL, before.level)
                || differs(section, ConfigKey.HANDLERS, before.handlers)
                || differs(section, ConfigKey.PROPAGATE, before.propagate)
                || differs(section, ConfigKey.LOGGER_ONLY, before.only);
    }

    private static boolean differs(Settings section, ConfigKey key, @Nullable Said before) {
        Entry entry = section.entry(key);
        return entry != null
                && (before == null || !entry.value().equals(before.entry().value()));
    }

    private void again(Settings section, Draft before) {
        problems.warning(
                section.section().origin(),
                before.who() + " is configured already in " + before.origin + "; of each key the last one counts");
    }

    private Optional<String> qualname(Settings section, Set<String> labels) {
        if (section.has(ConfigKey.QUALNAME)) {
            Optional<Literal> given = section.literal(ConfigKey.QUALNAME);
            return given.isPresent() && given.get() instanceof Literal.None
                    ? Optional.of("")
                    : section.text(ConfigKey.QUALNAME).map(LoggerName::meant);
        }
        if (!section.name().equals("root")) {
            var others = labels.stream()
                    .filter(label -> !label.equals(section.name()))
                    .toList();
            problems.warning(
                    section.section().origin(),
                    "section [[[" + section.name()
                            + "]]] has no qualname, so it is the root logger; write qualname='' if" + " that is meant"
                            + NearMiss.question(section.name(), others));
        }
        return Optional.of("");
    }

    private LoggerSpec spec(Draft draft) {
        int level = draft.level == null ? 0 : level(draft.level.section());
        List<String> streams = draft.handlers == null ? List.of() : streams(draft, draft.handlers);
        boolean propagate = draft.propagate == null || propagates(draft.propagate);
        List<String> only = draft.only == null
                ? List.of()
                : draft.only.section().words(ConfigKey.LOGGER_ONLY).orElse(List.of());
        Origin levelAt =
                draft.level == null ? draft.origin : draft.level.entry().origin();
        return new LoggerSpec(
                draft.qualname,
                level,
                streams,
                propagate,
                draft.origin.toString(),
                only,
                LevelOrigin.file(levelAt.toString()));
    }

    private static int level(Settings section) {
        return section.level(ConfigKey.LOGGER_LEVEL).orElse(0);
    }

    private List<String> streams(Draft draft, Said said) {
        var streams = new ArrayList<String>();
        for (String word : said.section().words(ConfigKey.HANDLERS).orElse(List.of())) {
            Optional<String> handler = Merge.handlerNamed(word, handlers);
            if (handler.isEmpty()) {
                unknown(draft, said, word);
            } else if (!streams.contains(handler.get())) {
                streams.add(handler.get());
                pollution(draft, said, handler.get());
            }
        }
        return streams;
    }

    private void pollution(Draft draft, Said said, String handler) {
        boolean events = draft.qualname.equals("EventLog") || draft.qualname.startsWith("EventLog.");
        if (!events && Role.ofSection(handler).equals(Optional.of(Role.EVENT_LOG))) {
            problems.warning(
                    said.entry().origin(),
                    draft.who() + " writes to EventLog, which is to hold events only; reading it back will meet strange"
                            + " lines");
        }
    }

    private void unknown(Draft draft, Said said, String handler) {
        var known = handlers.sections().keySet();
        problems.error(
                said.entry().origin(),
                "handler " + Quote.of(handler) + " of " + draft.who() + " is not defined; one of "
                        + String.join(", ", known) + NearMiss.question(handler, known));
    }

    private boolean propagates(Said said) {
        Optional<Literal> value = said.section().literal(said.entry());
        if (value.isPresent() && value.get() instanceof Literal.Text text && text.truthy()) {
            problems.warning(
                    said.entry().origin(),
                    "propagate " + Quote.of(text.value())
                            + " is text, and any text counts as 1; write propagate=0 or 1");
        }
        return value.isEmpty() || value.get().truthy();
    }

    /** The root's level when no file configures it, as in Python. */
    static LoggerSpec untouchedRoot() {
        return new LoggerSpec("", Level.WARNING.number(), List.of(), true, "default");
    }
}

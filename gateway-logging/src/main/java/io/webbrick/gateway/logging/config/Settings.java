package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.record.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one merged section, read with their names replaced. A key that is there and cannot be read is reported
 * once and then counts as absent. One thread.
 */
final class Settings {
    private final Section section;
    private final Interpolation interpolation;
    private final Problems problems;

    Settings(Section section, Interpolation interpolation, Problems problems) {
        this.section = section;
        this.interpolation = interpolation;
        this.problems = problems;
    }

    /** The same for a section below this one. */
    Settings below(Section child) {
        return new Settings(child, interpolation, problems);
    }

    Section section() {
        return section;
    }

    String name() {
        return section.name();
    }

    Problems problems() {
        return problems;
    }

    boolean has(ConfigKey key) {
        return section.entries().containsKey(key.word());
    }

    @Nullable
    Entry entry(ConfigKey key) {
        return section.entries().get(key.word());
    }

    /** Where a key stands; the section's own place when it does not. */
    Origin origin(ConfigKey key) {
        Entry entry = entry(key);
        return entry == null ? section.origin() : entry.origin();
    }

    /** The key's value. */
    Optional<Literal> literal(ConfigKey key) {
        Entry entry = entry(key);
        return entry == null ? Optional.empty() : literal(entry);
    }

    /** An entry's value, names replaced; empty when it cannot be read. */
    Optional<Literal> literal(Entry entry) {
        return entry.value() instanceof Literal.Broken
                ? Optional.empty()
                : interpolation.apply(entry, section, problems);
    }

    /** The key's value, which must be text. */
    Optional<String> text(ConfigKey key) {
        Optional<Literal> literal = literal(key);
        if (literal.isPresent() && !(literal.get() instanceof Literal.Text)) {
            wrong(key, literal.get(), "text in quotes");
            return Optional.empty();
        }
        return literal.map(text -> ((Literal.Text) text).value());
    }

    /** One of a few words, in any case; {@code otherwise} when the key is absent or empty. */
    String word(ConfigKey key, String otherwise, String... words) {
        Optional<String> given = text(key).filter(word -> !word.isBlank());
        if (given.isEmpty()) {
            return otherwise;
        }
        for (String word : words) {
            if (word.equalsIgnoreCase(given.get().strip())) {
                return word;
            }
        }
        wrong(key, new Literal.Text(given.get()), "one of " + String.join(", ", words));
        return otherwise;
    }

    /** A level's number; empty when the key is absent. */
    Optional<Integer> level(ConfigKey key) {
        Optional<Literal> literal = literal(key);
        if (literal.isEmpty()) {
            return Optional.empty();
        }
        var level = Units.level(literal.get());
        if (level.isEmpty()) {
            String shown = literal.get() instanceof Literal.Text text
                    ? text.value()
                    : literal.get().repr();
            problems.error(origin(key), "level " + Quote.of(shown) + " unknown; one of " + Level.NAMES);
            return Optional.empty();
        }
        return Optional.of(level.getAsInt());
    }

    /** A list, tuple or single piece of text, each word once. */
    Optional<List<String>> words(ConfigKey key) {
        Optional<Literal> literal = literal(key);
        if (literal.isEmpty()) {
            return Optional.empty();
        }
        List<Literal> items = literal.get() instanceof Literal.Sequence sequence
                ? sequence.items()
                : literal.get() instanceof Literal.None ? List.of() : List.of(literal.get());
        var words = new ArrayList<String>();
        for (Literal item : items) {
            if (!(item instanceof Literal.Text text)) {
                wrong(key, literal.get(), "a list of names in quotes");
                return Optional.empty();
            }
            if (!text.value().isEmpty() && !words.contains(text.value())) {
                words.add(text.value());
            }
        }
        return Optional.of(List.copyOf(words));
    }

    /** Reports a value that is none of what the key takes. */
    void wrong(ConfigKey key, Literal found, String wanted) {
        wrong(key, found, wanted, origin(key));
    }

    /** The same for a value that stands elsewhere. */
    void wrong(ConfigKey key, Literal found, String wanted, Origin at) {
        String shown = found instanceof Literal.Text text ? text.value() : found.repr();
        problems.error(at, key.word() + " " + Quote.of(shown) + " not understood; " + wanted);
    }

    /** Warns about keys and sections that mean nothing here. */
    void warnUnknown(ConfigKey.Place place) {
        List<String> known = place.keys();
        for (Entry entry : section.entries().values()) {
            if (!known.contains(entry.key())) {
                problems.warning(
                        entry.origin(),
                        "key " + Quote.of(entry.key()) + " means nothing in " + section.path()
                                + NearMiss.question(entry.key(), known));
            }
        }
        if (place != ConfigKey.Place.LOGGING) {
            for (Section child : section.sections().values()) {
                problems.warning(child.origin(), "section " + child.path() + " means nothing there");
            }
        }
    }
}

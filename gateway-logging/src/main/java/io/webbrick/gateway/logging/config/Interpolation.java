package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Replaces {@code %(name)s} in the values of the merged files. Because files are merged first, {@code logRoot} in
 * prod.cfg moves every file. A name is looked for in the value's own section, that section's DEFAULT, the section
 * around it, and so on outwards; of a key and a DEFAULT of the same level the one in the later file counts.
 *
 * <p>Bounded: 50 levels, 10,000 replacements and 65,536 characters for one value. Immutable.
 */
final class Interpolation {
    private static final Pattern NAME = Pattern.compile("%\\(([^)]*+)\\)s");
    private static final int MOST_REPLACEMENTS = 10_000;
    private static final int DEEPEST = 50;
    private static final int LONGEST = 65_536;

    private final @Nullable String logRoot;

    /**
     * @param logRoot what {@code %(logRoot)s} means whatever the files say; null leaves it to the files
     */
    Interpolation(@Nullable String logRoot) {
        this.logRoot = logRoot;
    }

    /** A value that cannot be completed; the message says why. */
    private static final class Unresolved extends Exception {
        private static final long serialVersionUID = 1L;

        Unresolved(String message) {
            super(message, null, false, false);
        }
    }

    /** The entry's value with every name replaced; empty, with a problem, when one cannot be. */
    Optional<Literal> apply(Entry entry, Section section, Problems problems) {
        try {
            return Optional.of(replaced(entry, section));
        } catch (Unresolved e) {
            problems.error(entry.origin(), e.getMessage() + ", in " + Quote.of(entry.key()));
            return Optional.empty();
        }
    }

    /** The entry a name means when it is used in this section; empty when there is none. */
    static Optional<Entry> find(String name, Section from) {
        for (Section section = from; section != null; section = section.parent()) {
            Entry own = section.entries().get(name);
            Section defaults = section.sections().get("DEFAULT");
            Entry general = defaults == null ? null : defaults.entries().get(name);
            boolean generalCounts = own == null
                    || (general != null
                            && general.origin().rank() > own.origin().rank());
            Entry found = generalCounts ? general : own;
            if (found != null && !(found.value() instanceof Literal.None)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Literal replaced(Entry entry, Section section) throws Unresolved {
        if (entry.value() instanceof Literal.Text text) {
            return new Literal.Text(new Walk(section).expand(entry.key(), text.value()));
        }
        boolean list = entry.value() instanceof Literal.Sequence sequence
                && sequence.brackets() == Literal.Sequence.Brackets.LIST;
        return list ? replacedList(entry, section) : entry.value();
    }

    private Literal replacedList(Entry entry, Section section) throws Unresolved {
        var sequence = (Literal.Sequence) entry.value();
        List<Literal> items = new ArrayList<>(sequence.items().size());
        for (Literal item : sequence.items()) {
            boolean text = item instanceof Literal.Text;
            items.add(
                    text
                            ? new Literal.Text(new Walk(section).expand(entry.key(), ((Literal.Text) item).value()))
                            : item);
        }
        return new Literal.Sequence(sequence.brackets(), items);
    }

    /** The work on one value. */
    private final class Walk {
        private final Section section;
        private final Set<String> trail = new TreeSet<>();
        private int replacements;

        Walk(Section section) {
            this.section = section;
        }

        String expand(String key, String value) throws Unresolved {
            Matcher matcher = NAME.matcher(value);
            if (!matcher.find()) {
                return value;
            }
            if (!trail.add(key) || trail.size() > DEEPEST) {
                throw new Unresolved("%(" + key + ")s leads back to itself");
            }
            var result = new StringBuilder();
            int from = 0;
            do {
                result.append(value, from, matcher.start()).append(meaning(matcher.group(1)));
                from = matcher.end();
                if (++replacements > MOST_REPLACEMENTS || result.length() > LONGEST) {
                    throw new Unresolved("%(" + matcher.group(1) + ")s grows beyond " + LONGEST + " characters");
                }
            } while (matcher.find());
            trail.remove(key);
            return result.append(value, from, value.length()).toString();
        }

        private String meaning(String name) throws Unresolved {
            if (logRoot != null && name.equals("logRoot")) {
                return logRoot;
            }
            Entry entry = find(name, section).orElseThrow(() -> new Unresolved(unknown(name)));
            if (entry.value() instanceof Literal.Broken) {
                throw new Unresolved("%(" + name + ")s has no readable value in " + entry.origin());
            }
            if (!(entry.value() instanceof Literal.Text text)) {
                throw new Unresolved("%(" + name + ")s is not text in " + entry.origin() + "; write '"
                        + entry.value().repr() + "'");
            }
            return expand(name, text.value());
        }

        private String unknown(String name) {
            boolean attribute = RecordAttributes.isKnown(name);
            return "%(" + name + ")s is not defined" + (attribute ? "; a format writes *(" + name + ")s" : "");
        }
    }
}

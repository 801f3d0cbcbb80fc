package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Lays one file over the files before it: section by section, a key replaces its predecessor whole, lists included. A
 * handler section that has a role meets the section of that role, whatever either is called. One thread.
 */
final class Merge {
    private final Problems problems;

    private Merge(Problems problems) {
        this.problems = problems;
    }

    /** Lays {@code file} over {@code merged}. */
    static void over(Section merged, Section file, Problems problems) {
        new Merge(problems).merge(merged, file);
    }

    private void merge(Section merged, Section file) {
        for (Entry entry : file.entries().values()) {
            Section section = merged.sections().get(entry.key());
            if (section == null) {
                merged.put(entry.over(merged.entries().get(entry.key())));
            } else {
                clash(entry.origin(), entry.key(), section.origin(), "section");
            }
        }
        boolean handlers = isHandlers(file);
        Map<Role, Section> roles = new HashMap<>();
        for (Section child : file.sections().values()) {
            Entry key = merged.entries().get(child.name());
            if (key != null) {
                clash(child.origin(), child.name(), key.origin(), "key");
            } else if (!handlers || isFirstOfItsRole(child, roles)) {
                String name = handlers ? nameOf(child, merged) : child.name();
                Section target = merged.sections().get(name);
                merge(target != null ? target : merged.add(name, child.origin()), child);
            }
        }
    }

    private void clash(Origin at, String name, Origin other, String kind) {
        problems.error(at, Quote.of(name) + " is a " + kind + " in " + other + " and cannot be both");
    }

    private boolean isFirstOfItsRole(Section handler, Map<Role, Section> roles) {
        Optional<Role> role = Role.ofSection(handler.name());
        Section first = role.map(known -> roles.putIfAbsent(known, handler)).orElse(null);
        if (first != null) {
            problems.error(
                    handler.origin(),
                    "handler " + Quote.of(handler.name()) + " is the stream "
                            + role.orElseThrow().title() + ", which " + Quote.of(first.name()) + " in line "
                            + first.origin().line() + " is already; put both together");
        }
        return first == null;
    }

    private static String nameOf(Section handler, Section merged) {
        return handlerNamed(handler.name(), merged).orElse(handler.name());
    }

    /** The name under which this handler stands: its own, else that of the handler with the same role. */
    static Optional<String> handlerNamed(String name, Section handlers) {
        if (handlers.sections().containsKey(name)) {
            return Optional.of(name);
        }
        Optional<Role> role = Role.ofSection(name);
        return role.isEmpty()
                ? Optional.empty()
                : handlers.sections().keySet().stream()
                        .filter(known -> Role.ofSection(known).equals(role))
                        .findFirst();
    }

    /** Whether this is {@code [logging] [[handlers]]}. */
    private static boolean isHandlers(Section section) {
        Section parent = section.parent();
        return section.depth() == 2
                && section.name().equals("handlers")
                && parent != null
                && parent.name().equals("logging");
    }
}

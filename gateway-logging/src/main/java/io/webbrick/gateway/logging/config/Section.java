package io.webbrick.gateway.logging.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One section of a file, or of the merged files, with its keys and sections in order. Built by one thread, then read. */
final class Section {
    private final String name;
    private final int depth;
    private final Origin origin;
    private final @Nullable Section parent;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();

    private Section(String name, int depth, Origin origin, @Nullable Section parent) {
        this.name = name;
        this.depth = depth;
        this.origin = origin;
        this.parent = parent;
    }

    /** The top level of a file. */
    static Section top(Origin origin) {
        return new Section("", 0, origin, null);
    }

    /** A section that knows its parent but is not part of it: what stands in it is read and then forgotten. */
    Section aside(String childName, int childDepth, Origin at) {
        return new Section(childName, childDepth, at, this);
    }

    /** Adds a section. */
    Section add(String childName, Origin at) {
        var child = new Section(childName, depth + 1, at, this);
        sections.put(childName, child);
        return child;
    }

    /** Adds a key, or overrides it. */
    void put(Entry entry) {
        entries.put(entry.key(), entry);
    }

    /** The section of this name below this one, an empty one if there is none. */
    Section sectionOrEmpty(String childName) {
        Section child = sections.get(childName);
        return child != null ? child : aside(childName, depth + 1, origin);
    }

    String name() {
        return name;
    }

    int depth() {
        return depth;
    }

    /** Where it was first mentioned. */
    Origin origin() {
        return origin;
    }

    @Nullable
    Section parent() {
        return parent;
    }

    Map<String, Entry> entries() {
        return entries;
    }

    Map<String, Section> sections() {
        return sections;
    }

    /** How people write it: {@code [logging] [[handlers]] [[[Debug]]]}. */
    String path() {
        if (parent == null) {
            return "the top level";
        }
        String marker = "[".repeat(depth) + name + "]".repeat(depth);
        return parent.parent == null ? marker : parent.path() + " " + marker;
    }
}

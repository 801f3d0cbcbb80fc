package io.webbrick.gateway.benchmarks.row;

import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.peer.Peer;
import io.webbrick.gateway.benchmarks.peer.Trait;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One measurement, made for each peer in a process of its own.
 *
 * @param name as in {@code --rows}
 * @param kind how it is made
 * @param layout the files
 * @param who a peer with one of these traits takes part
 * @param quick the arguments for {@code quick}; empty when it is not one of its rows
 * @param full the arguments for {@code full}
 * @param jvm options of the JVM, such as the size of its heap
 * @param eachDirectory whether it depends on the file system, and is made on each directory
 */
public record Row(
        String name,
        Kind kind,
        Layout layout,
        Set<Trait> who,
        Map<String, String> quick,
        Map<String, String> full,
        List<String> jvm,
        boolean eachDirectory,
        List<Figure> figures) {
    /** How a row is measured. */
    public enum Kind {
        /** By the process itself. */
        CASE,
        /** The same, and what it left in its files is counted afterwards. */
        COUNTED,
        /** By killing the process and reading its files. */
        KILL,
        /** By starting the process many times. */
        START,
    }

    public Row {
        who = Set.copyOf(who);
        quick = Map.copyOf(quick);
        full = Map.copyOf(full);
        jvm = List.copyOf(jvm);
        figures = List.copyOf(figures);
    }

    /** Whether this peer takes part. */
    public boolean includes(Peer peer) {
        return who.stream().anyMatch(peer::is);
    }

    /** Whether the line shows the thread's context. */
    public boolean withContext() {
        return "mdc".equals(full.get("site"));
    }
}

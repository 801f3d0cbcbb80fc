package io.webbrick.gateway.benchmarks.peer;

/** What decides in which rows a peer runs, and whether it may be the best peer. */
public enum Trait {
    /** Built by this repository: compared with the best peer, never one itself. */
    OURS,
    /** Its own fastest settings. */
    FAST,
    /** Its own setting in which an accepted record outlives the process: one write per record. */
    SAFE,
    /** Hands records to a thread of its own. */
    ASYNCHRONOUS,
    /** Shown, but never the best peer: it is known to lose records. */
    SHOWN_ONLY,
    /** Its own setting in which an accepted record outlives the machine: each on its disk. */
    ON_DISK,
    /** A mapped queue: no text, no levels, no routing, no rolling by size. Shown where it fits, never the best peer. */
    QUEUE,
    /** No logging: the JVM by itself, for comparison where that matters. */
    BARE,
    /** Among the few that {@code quick} runs. */
    QUICK
}

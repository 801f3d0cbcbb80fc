package io.webbrick.gateway.logging.stream;

/** What became of a record that was appended. */
public enum Acceptance {
    /** It is as durable as its streams promise. */
    KEPT,
    /**
     * It is accepted, and not in its file, or on its disk, within the time that a call waits: it waits there for a file that
     * cannot be written, and is written as soon as that works, or counted and reported as lost.
     */
    WAITING,
    /** It was given up; that is counted in every stream that misses it. */
    REFUSED;

    /** What became of a record in two places: the worse of two. */
    Acceptance orWorse(Acceptance other) {
        return compareTo(other) >= 0 ? this : other;
    }
}

package io.webbrick.gateway.logging.config;

/**
 * Where something was written.
 *
 * @param file the file's name as people know it
 * @param rank the file's place in the order of loading; later files override earlier ones
 * @param line counted from 1
 */
record Origin(String file, int rank, int line) {
    /** The rank of the built-in configuration, below every file's. */
    static final int BUILT_IN = -1;

    /** Whether this was written after the other: in a later file, or further down in the same one. */
    boolean isAfter(Origin other) {
        return rank != other.rank ? rank > other.rank : line > other.line;
    }

    /** Whether both stand in one file. */
    boolean sameFile(Origin other) {
        return rank == other.rank;
    }

    @Override
    public String toString() {
        return file + ":" + line;
    }
}

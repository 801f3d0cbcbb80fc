package io.webbrick.gateway.logging.stream;

/** What has happened to a record when the log call returns. */
public enum Durability {
    /** It is in the ring; the writer brings it to the file within 100 ms. */
    PROCESS,
    /** It is written to the file: it outlives the process, not a power cut. */
    FILE,
    /** It is written to the file and synced: it outlives a power cut. */
    DISK
}

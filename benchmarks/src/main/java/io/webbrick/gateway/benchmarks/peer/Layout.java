package io.webbrick.gateway.benchmarks.peer;

import java.util.Map;

/** The files that a configuration asks for. */
public enum Layout {
    /** One stream, a new file before 1 MB, five older ones kept. */
    ROLL("roll", "1000000", "5", false),
    /** One file that grows. */
    GROW("grow", "0", "0", false),
    /** Two files that grow, each with every record: EventLog and Debug. */
    TWO("two", "0", "0", false),
    /** The null device. */
    NULL("grow", "0", "0", false),
    /** A new file before 1 MB, older ones packed, none deleted, and the configuration read again every second. */
    PACKED("roll", "1000000", "90", true);

    private final String template;
    private final String bytes;
    private final String files;
    private final boolean packed;

    Layout(String template, String bytes, String files, boolean packed) {
        this.template = template;
        this.bytes = bytes;
        this.files = files;
        this.packed = packed;
    }

    String template() {
        return template;
    }

    /** The variables of the templates that depend on it, for all libraries. */
    Map<String, String> variables() {
        return Map.of(
                "bytes",
                bytes,
                "files",
                files,
                "count",
                String.valueOf(Integer.parseInt(files) + 1),
                "gz",
                packed ? ".gz" : "",
                "compress",
                packed ? "gzip" : "none",
                "convert",
                packed ? "gzip" : "",
                "reload",
                packed ? "1" : "0",
                "scan",
                String.valueOf(packed));
    }
}

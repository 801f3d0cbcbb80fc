package io.webbrick.gateway.logging.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The built-in configuration: the shipped conf/log.cfg, carried in the jar. */
final class BuiltIn {
    /** Where what it supplies to other files comes from, in words. */
    static final String SUPPLIED = "built-in";

    private static final Origin ALONE = new Origin("built-in log.cfg", 0, 1);
    private static final Origin BELOW_FILES = new Origin(SUPPLIED, Origin.BUILT_IN, 1);

    private BuiltIn() {}

    /** Its text, to be loaded as the only file. */
    static SourceText alone(Problems problems) {
        return source(ALONE, problems);
    }

    /** Its text, to supply what other files leave open. */
    static SourceText belowFiles(Problems problems) {
        return source(BELOW_FILES, problems);
    }

    private static SourceText source(Origin start, Problems problems) {
        try (InputStream in = BuiltIn.class.getResourceAsStream("log.cfg")) {
            if (in == null) {
                throw new IllegalStateException("log.cfg is missing from the jar; build it again");
            }
            return SourceText.of(in.readAllBytes(), start, problems);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's log.cfg cannot be read", e);
        }
    }
}

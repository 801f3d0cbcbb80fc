package io.webbrick.gateway.logging.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The built-in configuration: the shipped conf/log.cfg, carried in the jar. */
final class BuiltIn {
    /** Its name in messages. */
    static final String LABEL = "built-in log.cfg";

    private BuiltIn() {}

    /** Its text. */
    static SourceText source(Problems problems) {
        try (InputStream in = BuiltIn.class.getResourceAsStream("log.cfg")) {
            if (in == null) {
                throw new IllegalStateException("log.cfg is missing from the jar; build it again");
            }
            return SourceText.of(in.readAllBytes(), new Origin(LABEL, Origin.BUILT_IN, 1), problems);
        } catch (IOException e) {
            throw new UncheckedIOException("the jar's log.cfg cannot be read", e);
        }
    }
}

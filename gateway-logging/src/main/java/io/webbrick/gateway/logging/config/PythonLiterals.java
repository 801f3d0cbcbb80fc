package io.webbrick.gateway.logging.config;

import org.jspecify.annotations.Nullable;

/** Handler arguments as Python writes them, for those who want plain values: lists, maps, text, numbers. Stateless. */
final class PythonLiterals {
    private PythonLiterals() {}

    /**
     * The value of one literal, {@code sys.stdout} and {@code sys.stderr} as text.
     *
     * @throws IllegalArgumentException saying what is no literal
     */
    public static @Nullable Object plain(String text) {
        try {
            return LiteralParser.parseArguments(text, words -> {}).plain();
        } catch (LiteralException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

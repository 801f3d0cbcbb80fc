package io.webbrick.gateway.logging.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows by their names which values nobody may see, and what is shown in their place. Stateless. */
final class Secrets {
    /** What is shown. */
    static final String MASK = "***";

    private static final List<String> WORDS = List.of(
            "token", "secret", "password", "passphrase", "apikey", "webhook", "headers", "keycontent", "authorization");

    private static final Pattern USER_INFO = Pattern.compile("(://)[^/@\\s]*@");

    private Secrets() {}

    /** Whether a key of this name holds a secret; one that names a file or a variable does not. */
    static boolean isSecret(String key) {
        String bare = key.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return WORDS.stream().anyMatch(bare::contains) && !bare.endsWith("file") && !bare.endsWith("env");
    }

    /** Whether this text speaks of a secret. */
    static boolean mentions(String text) {
        String bare = text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
        return WORDS.stream().anyMatch(bare::contains);
    }

    /** The value as it may be shown: secrets in maps and passwords in addresses are hidden too. */
    static @Nullable Object shown(String key, Literal value) {
        if (isSecret(key) && value.truthy()) {
            return MASK;
        }
        if (value instanceof Literal.Mapping mapping) {
            boolean any = mapping.entries().keySet().stream()
                    .anyMatch(name -> name instanceof Literal.Text text && isSecret(text.value()));
            return any ? MASK : value.plain();
        }
        return value instanceof Literal.Text text
                ? USER_INFO.matcher(text.value()).replaceAll("$1" + MASK + "@")
                : value.plain();
    }
}

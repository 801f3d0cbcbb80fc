package io.webbrick.gateway.events.wire;

import io.webbrick.gateway.logging.ConfiguredWire;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where secrets stand, by the names of headers, of parameters and of what JSON holds: those that are known, those whose name
 * says it, and those that the configuration adds. Case does not count. Immutable.
 */
final class MaskRules {
    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "authentication-info",
            "cookie",
            "set-cookie",
            "cookie2",
            "set-cookie2",
            "x-auth-key",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "x-functions-key");

    private static final List<List<String>> PATHS = List.of(
            List.of("auth", "token", "id"),
            List.of("access", "token", "id"),
            List.of("passwordcredentials", "password"));

    /** What has a word in it that names secrets and tells something about a secret, not the secret. */
    private static final List<String> ABOUT = List.of(
            "type",
            "expires",
            "expires_in",
            "expiresin",
            "expiry",
            "expiration",
            "ttl",
            "count",
            "length",
            "limit",
            "url",
            "uri");

    private final Set<String> headers = new HashSet<>(HEADERS);
    private final Set<String> parameters = new HashSet<>();
    private final List<List<String>> paths;

    private MaskRules(ConfiguredWire given) {
        given.headers().forEach(name -> headers.add(lower(name)));
        given.parameters().forEach(name -> parameters.add(lower(name)));
        var all = new ArrayList<>(PATHS);
        given.paths().forEach(path -> all.add(List.of(lower(path).split("\\.", -1))));
        this.paths = List.copyOf(all);
    }

    static MaskRules of(ConfiguredWire given) {
        return new MaskRules(given);
    }

    /** Whether a header's value is a secret. */
    boolean header(String name) {
        String plain = lower(name);
        return headers.contains(plain) || saysSecret(plain);
    }

    /** Whether a parameter's value is a secret; the name is not percent-encoded any more. */
    boolean parameter(String name) {
        String plain = lower(name);
        return parameters.contains(plain)
                || SecretNames.WHOLE.contains(plain)
                || plain.equals("key")
                || saysSecret(plain);
    }

    /** Whether what JSON holds under these names, the innermost last, is a secret. */
    boolean path(List<String> names) {
        int depth = names.size();
        if (depth == 0) {
            return false;
        }
        String own = lower(names.get(depth - 1));
        return parameters.contains(own)
                || SecretNames.WHOLE.contains(own)
                || saysSecret(own)
                || paths.stream().anyMatch(path -> endsWith(names, path));
    }

    private static boolean endsWith(List<String> names, List<String> path) {
        int before = names.size() - path.size();
        for (int index = 0; before >= 0 && index < path.size(); index++) {
            if (!lower(names.get(before + index)).equals(path.get(index))) {
                return false;
            }
        }
        return before >= 0;
    }

    private static boolean saysSecret(String name) {
        return SecretNames.WORDS.stream().anyMatch(name::contains)
                && ABOUT.stream().noneMatch(name::endsWith);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

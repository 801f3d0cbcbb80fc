package io.webbrick.gateway.events.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The secrets in the value of a header that holds some: the values of cookies, credentials with and without their scheme. Stateless. */
final class HeaderSecrets {
    private static final Set<String> COOKIES = Set.of("cookie", "cookie2");
    private static final Set<String> SET_COOKIES = Set.of("set-cookie", "set-cookie2");
    private static final Set<String> CREDENTIALS = Set.of("authorization", "proxy-authorization");

    /** What stands beside the secret in credentials of several parts. */
    private static final Set<String> OPEN_PARTS = Set.of(
            "realm",
            "qop",
            "uri",
            "algorithm",
            "nc",
            "signedheaders",
            "headers",
            "username",
            "keyid",
            "version",
            "opaque");

    private HeaderSecrets() {}

    static void learn(WireHeader header, Consumer<String> learned) {
        String name = header.name().toLowerCase(Locale.ROOT);
        if (COOKIES.contains(name)) {
            for (String each : header.value().split(";", -1)) {
                cookie(each, learned);
            }
        } else if (SET_COOKIES.contains(name)) {
            cookie(header.value().split(";", 2)[0], learned);
        } else {
            learned.accept(header.value());
            if (CREDENTIALS.contains(name)) {
                credentials(header.value().strip(), learned);
            }
        }
    }

    private static void cookie(String pair, Consumer<String> learned) {
        learned.accept(unquoted(pair.substring(pair.indexOf('=') + 1)));
    }

    /** {@code Bearer TOKEN}, {@code Basic BASE64}, {@code Digest name="value", ...}. */
    private static void credentials(String value, Consumer<String> learned) {
        int blank = value.indexOf(' ');
        String rest = value.substring(blank + 1).strip();
        if (value.regionMatches(true, 0, "Basic ", 0, 6)) {
            basic(rest, learned);
        }
        if (!rest.contains("=") || rest.indexOf('=') >= rest.length() - 2) {
            learned.accept(rest);
            return;
        }
        for (String part : rest.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            if (!OPEN_PARTS.contains(name)) {
                learned.accept(unquoted(part.substring(equals + 1)));
            }
        }
    }

    private static void basic(String base64, Consumer<String> learned) {
        learned.accept(base64);
        try {
            String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            learned.accept(pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException noBase64) {
            learned.accept(base64);
        }
    }

    private static String unquoted(String value) {
        String plain = value.strip();
        boolean quoted = plain.length() >= 2 && plain.startsWith("\"") && plain.endsWith("\"");
        return quoted ? plain.substring(1, plain.length() - 1) : plain;
    }
}

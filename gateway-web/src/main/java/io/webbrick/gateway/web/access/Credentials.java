package io.webbrick.gateway.web.access;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks credentials in the text of a URL: {@code user:password@}, and parameters whose name says secret. Stateless. */
final class Credentials {
    static final String MASK = "***";

    private static final Pattern USER_INFO = Pattern.compile("(?i)(//|%2f%2f)[^/?#&\\s\"]{1,512}?(@|%40)");
    private static final Pattern PARAMETER = Pattern.compile("([?&;#])([^=&;#]{1,256})=([^&;#\\s]+)");
    private static final List<String> ANYWHERE =
            List.of("password", "passwd", "passphrase", "secret", "token", "credential", "apikey", "auth", "signature");
    private static final List<String> AT_END = List.of("key", "pass", "pwd", "pin", "sid", "sig", "jwt", "session");

    private Credentials() {}

    /** The text with each credential replaced by {@value #MASK}; cost grows with the text's length only. */
    static String mask(String url) {
        if (url.indexOf('=') < 0 && url.indexOf('@') < 0 && !url.contains("%40")) {
            return url;
        }
        String hidden = USER_INFO.matcher(url).replaceAll("$1" + MASK + "$2");
        return PARAMETER
                .matcher(hidden)
                .replaceAll(found -> found.group(1)
                        + Matcher.quoteReplacement(found.group(2))
                        + '='
                        + (secret(found.group(2)) ? MASK : Matcher.quoteReplacement(found.group(3))));
    }

    /** Whether a parameter of this name, still percent-encoded, holds a secret. */
    static boolean secret(String name) {
        String plain = unescape(name).toLowerCase(Locale.ROOT);
        return ANYWHERE.stream().anyMatch(plain::contains)
                || AT_END.stream().anyMatch(word -> plain.equals(word) || endsWithWord(plain, word));
    }

    private static boolean endsWithWord(String name, String word) {
        int before = name.length() - word.length() - 1;
        return before >= 0 && name.endsWith(word) && !Character.isLetterOrDigit(name.charAt(before));
    }

    private static String unescape(String name) {
        var plain = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int code = c == '%' && i + 2 < name.length() ? hex(name, i + 1) : -1;
            if (code >= 0) {
                plain.append((char) code);
                i += 2;
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private static int hex(String text, int at) {
        int high = Character.digit(text.charAt(at), 16);
        int low = Character.digit(text.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

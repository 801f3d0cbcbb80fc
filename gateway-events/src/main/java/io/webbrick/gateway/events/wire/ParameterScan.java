package io.webbrick.gateway.events.wire;

/**
 * Finds secrets in what looks like URLs and forms: {@code name=value} at the beginning, after a blank or one of
 * {@code ? & ; #}, and {@code //user:password@}. Stateless; cost grows with the text's length.
 */
final class ParameterScan {
    private static final int LONGEST_NAME = 64;
    private static final String AROUND = "?&;#\"'<>";

    private ParameterScan() {}

    static void scan(String text, MaskRules rules, Found found) {
        int equals = text.indexOf('=');
        while (equals >= 0) {
            int begin = nameBegin(text, equals);
            int next = equals + 1;
            if (begin < equals && rules.parameter(decoded(text.substring(begin, equals)))) {
                next = valueEnd(text, equals + 1);
                found.secret(equals + 1, next, text.substring(equals + 1, next));
            }
            equals = text.indexOf('=', next);
        }
        for (int slashes = text.indexOf("//"); slashes >= 0; slashes = text.indexOf("//", slashes + 2)) {
            userInfo(text, slashes + 2, found);
        }
    }

    /** What stands before the last at sign of an authority. */
    private static void userInfo(String text, int begin, Found found) {
        int at = -1;
        for (int index = begin;
                index < text.length() && isInside(text.charAt(index)) && text.charAt(index) != '/';
                index++) {
            if (text.charAt(index) == '@') {
                at = index;
            }
        }
        if (at > begin) {
            String info = text.substring(begin, at);
            found.secret(begin, at, info);
            found.secret(begin, at, info.substring(info.indexOf(':') + 1));
        }
    }

    private static int nameBegin(String text, int end) {
        int begin = end;
        while (begin > 0 && end - begin <= LONGEST_NAME && isName(text.charAt(begin - 1))) {
            begin--;
        }
        return begin;
    }

    private static int valueEnd(String text, int begin) {
        int end = begin;
        while (end < text.length() && isInside(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isName(char c) {
        return isInside(c) && c != '=';
    }

    private static boolean isInside(char c) {
        return c > ' ' && AROUND.indexOf(c) < 0;
    }

    private static String decoded(String name) {
        return name.indexOf('%') < 0
                ? name
                : Decoding.percent(View.of(name), false).text();
    }
}

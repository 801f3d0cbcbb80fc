package io.webbrick.gateway.web.access;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a request in the three words that readers of access logs insist on. Immutable.
 *
 * @param method letters; {@value #BAD} when the request had none
 * @param target as it came; never empty
 * @param protocol such as {@code HTTP/1.1}
 */
record RequestLine(String method, String target, String protocol) {
    static final String BAD = "BAD";

    private static final String OLDEST = "HTTP/0.9";
    private static final Pattern WHOLE =
            Pattern.compile("(?:([A-Za-z]{1,32}) +)?(.*?)(?: +(HTTP/\\d\\.\\d))?", Pattern.DOTALL);

    RequestLine {
        if (target.isEmpty()) {
            target = "-";
        }
    }

    /** Makes three words of whatever came: what has no method is {@value #BAD}, what names no protocol is the oldest. */
    static RequestLine of(String line) {
        Matcher matcher = WHOLE.matcher(line);
        if (!matcher.matches()) {
            return new RequestLine(BAD, line, OLDEST);
        }
        String method = matcher.group(1);
        String protocol = matcher.group(3);
        return new RequestLine(method == null ? BAD : method, matcher.group(2), protocol == null ? OLDEST : protocol);
    }
}

package io.webbrick.gateway.events.wire;

import java.util.HashMap;
import java.util.Map;

/** The usual words behind a status, for replies that bring none: HTTP/2 has none, and some clients do not hand them on. */
final class Reasons {
    private static final Map<Integer, String> WORDS = words("""
            100 Continue
            101 Switching Protocols
            103 Early Hints
            200 OK
            201 Created
            202 Accepted
            203 Non-Authoritative Information
            204 No Content
            205 Reset Content
            206 Partial Content
            207 Multi-Status
            300 Multiple Choices
            301 Moved Permanently
            302 Found
            303 See Other
            304 Not Modified
            307 Temporary Redirect
            308 Permanent Redirect
            400 Bad Request
            401 Unauthorized
            402 Payment Required
            403 Forbidden
            404 Not Found
            405 Method Not Allowed
            406 Not Acceptable
            407 Proxy Authentication Required
            408 Request Timeout
            409 Conflict
            410 Gone
            411 Length Required
            412 Precondition Failed
            413 Content Too Large
            414 URI Too Long
            415 Unsupported Media Type
            416 Range Not Satisfiable
            417 Expectation Failed
            421 Misdirected Request
            422 Unprocessable Content
            425 Too Early
            426 Upgrade Required
            428 Precondition Required
            429 Too Many Requests
            431 Request Header Fields Too Large
            500 Internal Server Error
            501 Not Implemented
            502 Bad Gateway
            503 Service Unavailable
            504 Gateway Timeout
            505 HTTP Version Not Supported
            """);

    private Reasons() {}

    /** Empty for a status without usual words. */
    static String of(int status) {
        return WORDS.getOrDefault(status, "");
    }

    private static Map<Integer, String> words(String table) {
        var words = new HashMap<Integer, String>();
        table.lines().forEach(line -> words.put(Integer.valueOf(line.substring(0, 3)), line.substring(4)));
        return Map.copyOf(words);
    }
}

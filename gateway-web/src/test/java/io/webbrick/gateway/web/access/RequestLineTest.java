package io.webbrick.gateway.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RequestLineTest {
    private static void reads(String line, String method, String target, String protocol) {
        assertEquals(new RequestLine(method, target, protocol), RequestLine.of(line));
    }

    @Test
    void takesAWholeLineApart() {
        reads("GET /a?b=c HTTP/1.1", "GET", "/a?b=c", "HTTP/1.1");
    }

    @Test
    void keepsWhateverStandsBetweenMethodAndProtocol() {
        reads("GET /a b  c HTTP/1.1", "GET", "/a b  c", "HTTP/1.1");
        reads("GET ", "GET", "-", "HTTP/0.9");
    }

    @Test
    void namesTheOldestProtocolWhereThereIsNone() {
        reads("GET /half", "GET", "/half", "HTTP/0.9");
        reads("GET / HTTP/11", "GET", "/ HTTP/11", "HTTP/0.9");
    }

    @Test
    void callsBadWhatHasNoMethod() {
        reads("G@T / HTTP/1.1", "BAD", "G@T /", "HTTP/1.1");
        reads("\u0016\u0003\n\u0001", "BAD", "\u0016\u0003\n\u0001", "HTTP/0.9");
        reads("hello", "BAD", "hello", "HTTP/0.9");
        reads("", "BAD", "-", "HTTP/0.9");
    }

    @Test
    void takesNoLongerForHostileText() {
        assertTimeout(Duration.ofSeconds(1), () -> RequestLine.of("GET" + " ".repeat(256) + "x HTTP/1."));
    }
}

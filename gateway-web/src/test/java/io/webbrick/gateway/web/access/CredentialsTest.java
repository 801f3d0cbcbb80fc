package io.webbrick.gateway.web.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CredentialsTest {
    private static void masks(String url, String expected) {
        assertEquals(expected, Credentials.mask(url));
    }

    @Test
    void masksUserInfo() {
        masks("http://me:secret@host/a", "http://***@host/a");
        masks("http://token@host/a", "http://***@host/a");
        masks("/go?to=http%3A%2F%2Fme%3Asecret%40host", "/go?to=http%3A%2F%2F***%40host");
    }

    @Test
    void masksParametersThatSoundSecret() {
        masks("/a?password=x&b=1", "/a?password=***&b=1");
        masks("/a?b=1&API_KEY=x", "/a?b=1&API_KEY=***");
        masks("/a?Auth=x;sid=2", "/a?Auth=***;sid=***");
        masks("/a?accessToken=x y", "/a?accessToken=*** y");
        masks("/a#access_token=x", "/a#access_token=***");
        masks("/a?client%5Fsecret=x", "/a?client%5Fsecret=***");
    }

    @Test
    void leavesEverythingElseAlone() {
        for (String url : new String[] {
            "/",
            "/a=b",
            "/api/series?source=temperature/outside&attr=val",
            "/x?monkey=1&design=2&turkey=3",
            "/a@b",
            "/x?a="
        }) {
            masks(url, url);
        }
    }

    @Test
    void takesNoLongerForHostileText() {
        String text = "//".repeat(4_000) + "%2f%2f".repeat(2_000) + "?" + "a=".repeat(4_000) + "@";
        assertTimeout(Duration.ofSeconds(2), () -> Credentials.mask(text));
    }
}

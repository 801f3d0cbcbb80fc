package io.webbrick.gateway.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.web.Accounts.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SessionsTest {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final Family family = Family.of();
    private final Sessions sessions = new Sessions(family, now::get);

    private String begin(String name) {
        return sessions.begin(name, family.standing(name).orElseThrow());
    }

    private boolean open(String token) {
        return sessions.visitor(token).isPresent();
    }

    @Test
    void knowsWhoseItIs() {
        assertEquals(Optional.of(new Visitor("anna", Role.ADMIN, true)), sessions.visitor(begin("anna")));
        assertEquals(Optional.empty(), sessions.visitor("anna"));
        assertEquals(Optional.empty(), sessions.visitor(""));
    }

    @Test
    void cannotBeGuessed() {
        String token = begin("anna");
        assertEquals(43, token.length());
        assertNotEquals(token, begin("anna"));
    }

    @Test
    void endsWhenItIsToldTo() {
        String token = begin("anna");
        String other = begin("anna");
        sessions.end(token);
        assertFalse(open(token));
        assertTrue(open(other));
    }

    @Test
    void endsAfterTwelveHoursOfSilence() {
        String token = begin("anna");
        now.addAndGet(Sessions.IDLE.toMillis() - 1);
        assertTrue(open(token));
        now.addAndGet(Sessions.IDLE.toMillis());
        assertFalse(open(token));
        assertEquals(0, sessions.size());
    }

    @Test
    void endsAfterAWeekHoweverOftenItIsUsed() {
        String token = begin("anna");
        long end = now.get() + Sessions.LONGEST.toMillis();
        while (now.addAndGet(3_600_000) < end) {
            assertTrue(open(token));
        }
        assertFalse(open(token));
    }

    @Test
    void endsWithTheNextRequestAfterThePasswordWasChanged() {
        String token = begin("anna");
        family.put("anna", "another", Role.ADMIN);
        assertFalse(open(token));
        family.put("anna", "secret", Role.ADMIN);
        assertFalse(open(token), "it must not come back");
    }

    @Test
    void endsWithTheNextRequestAfterTheAccountWasRemovedOrDemoted() {
        String annas = begin("anna");
        String victors = begin("victor");
        family.remove("anna");
        family.put("victor", "secret", Role.ADMIN);
        assertFalse(open(annas));
        assertFalse(open(victors));
    }

    @Test
    void keepsABoundedNumberOfOneAccountTheLongestUnusedEndsFirst() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < Sessions.MOST_OF_ACCOUNT; i++) {
            tokens.add(begin("anna"));
        }
        String victors = begin("victor");
        assertTrue(open(tokens.get(0)));
        begin("anna");
        assertTrue(open(tokens.get(0)));
        assertFalse(open(tokens.get(1)));
        assertTrue(open(victors));
    }

    @Test
    void keepsABoundedNumberOfAll() {
        for (int i = 0; i < 2 * Sessions.MOST; i++) {
            family.put("person" + i, "secret", Role.VIEWER);
            begin("person" + i);
        }
        assertEquals(Sessions.MOST, sessions.size());
    }
}

package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Standing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Who has signed in with a browser. A session is 256 random bits, of which only a hash is kept, in memory: a restart ends
 * all. It ends when it is signed out, after 12 hours without a request, after 7 days, and with the first request after its
 * account was changed or removed. At most {@value #MOST}, {@value #MOST_OF_ACCOUNT} of one account: the longest unused
 * ends for a further one. Any thread.
 */
final class Sessions {
    static final Duration IDLE = Duration.ofHours(12);
    static final Duration LONGEST = Duration.ofDays(7);
    static final int MOST = 256;
    static final int MOST_OF_ACCOUNT = 16;

    private static final int BYTES = 32;

    private final Accounts accounts;
    private final LongSupplier millis;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>(16, 0.75f, true);

    /** @param millis a clock that never goes back */
    Sessions(Accounts accounts, LongSupplier millis) {
        this.accounts = accounts;
        this.millis = millis;
    }

    /** Begins a session for this account as it stood when its password was right; what the browser has to bring back. */
    synchronized String begin(String name, Standing standing) {
        long now = millis.getAsLong();
        open.values().removeIf(session -> session.ended(now));
        if (open.values().stream().filter(session -> session.name.equals(name)).count() >= MOST_OF_ACCOUNT) {
            endLongestUnused(name);
        }
        if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        open.put(hash(token), new Session(name, standing.mark(), now, now));
        return token;
    }

    /** Whose session this is, if it has not ended; it counts as used now. */
    Optional<Visitor> visitor(String token) {
        String hash = hash(token);
        Optional<Session> session = used(hash);
        Optional<Standing> standing = session.flatMap(found -> accounts.standing(found.name));
        if (standing.isPresent() && standing.get().mark().equals(session.get().mark)) {
            return Optional.of(new Visitor(session.get().name, standing.get().role(), true));
        }
        synchronized (this) {
            open.remove(hash);
        }
        return Optional.empty();
    }

    /** Ends a session, if there is this one. */
    synchronized void end(String token) {
        open.remove(hash(token));
    }

    /** How many are kept. */
    synchronized int size() {
        return open.size();
    }

    private synchronized Optional<Session> used(String hash) {
        Session session = open.get(hash);
        long now = millis.getAsLong();
        if (session == null || session.ended(now)) {
            return Optional.empty();
        }
        open.put(hash, new Session(session.name, session.mark, session.begun, now));
        return Optional.of(session);
    }

    private void endLongestUnused(String name) {
        for (var each : open.entrySet()) {
            if (each.getValue().name.equals(name)) {
                open.remove(each.getKey());
                return;
            }
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private record Session(String name, String mark, long begun, long used) {
        boolean ended(long now) {
            return now - used >= IDLE.toMillis() || now - begun >= LONGEST.toMillis();
        }
    }
}

package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks: HTTP Basic, a bearer token, or the secret of this instance. Right credentials are remembered for
 * a minute as a keyed hash, so that a page does not pay for the slow password hash with each picture; a changed password
 * therefore works on for at most that minute. At most two passwords are checked at the same time. Any thread.
 */
final class SignIn {
    private static final Logger LOG = LoggerFactory.getLogger("WebBrickGateway.web");
    private static final long REMEMBER_MILLIS = 60_000;
    private static final int REMEMBERED = 64;
    private static final int CHECK_WAIT_SECONDS = 3;

    private final Accounts accounts;
    private final byte[] secret;
    private final boolean loopbackOnly;
    private final LongSupplier millis;
    private final Throttle throttle;
    private final byte[] salt = new byte[32];
    private final Semaphore checks = new Semaphore(2, true);
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param loopbackOnly whether nobody else can connect: then no account means no password
     * @param millis a clock that never goes back
     */
    SignIn(Accounts accounts, String secret, boolean loopbackOnly, LongSupplier millis) {
        this.accounts = accounts;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.loopbackOnly = loopbackOnly;
        this.millis = millis;
        this.throttle = new Throttle(millis);
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Who asks.
     *
     * @param address what failures are counted under, see {@link Throttle#key}
     * @param authorization the header of this name
     * @throws Refusal 401 without right credentials, 429 after too many wrong ones
     */
    Visitor visitor(String address, @Nullable String authorization) throws Refusal {
        String token = credentials(authorization, "bearer ");
        if (token != null && isSecret(token)) {
            return new Visitor("local", Role.ADMIN);
        }
        if (loopbackOnly && !accounts.any()) {
            if (token == null) {
                return Visitor.ANYBODY;
            }
            throw unauthorized("this token is not known here");
        }
        if (authorization == null) {
            throw unauthorized("sign in with the name and password of an account, or send a token");
        }
        return check(address, authorization, token);
    }

    private Visitor check(String address, String authorization, @Nullable String token) throws Refusal {
        String hash = hash(authorization);
        Visitor remembered = remembered(hash);
        if (remembered != null) {
            return remembered;
        }
        long wait = throttle.waitMillis(address);
        if (wait > 0) {
            throw new Refusal(
                    429, "too many attempts", "too many wrong passwords; try again in " + (wait / 1_000 + 1) + " s");
        }
        Visitor visitor = limited(token, credentials(authorization, "basic "));
        if (visitor == null) {
            throttle.failed(address);
            LOG.warn("sign-in refused from {}", address);
            throw unauthorized("this name and password, or this token, are not known here");
        }
        throttle.succeeded(address);
        synchronized (known) {
            known.put(hash, new Known(visitor, millis.getAsLong()));
        }
        return visitor;
    }

    private @Nullable Visitor limited(@Nullable String token, @Nullable String basic) throws Refusal {
        boolean entered = false;
        try {
            entered = checks.tryAcquire(CHECK_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!entered) {
                throw new Refusal(503, "busy", "too many passwords are being checked; try again in a few seconds");
            }
            return token != null ? byToken(token) : byPassword(basic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "busy", "the gateway is stopping");
        } finally {
            if (entered) {
                checks.release();
            }
        }
    }

    private @Nullable Visitor byToken(String token) {
        Optional<Role> role = accounts.verifyToken(token);
        return role.isPresent() ? new Visitor("token", role.get()) : null;
    }

    private @Nullable Visitor byPassword(@Nullable String basic) {
        String pair = basic == null ? null : decoded(basic);
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 1) {
            return null;
        }
        String name = pair.substring(0, colon);
        Optional<Role> role = accounts.verify(name, pair.substring(colon + 1));
        return role.isPresent() ? new Visitor(name, role.get()) : null;
    }

    private @Nullable Visitor remembered(String hash) {
        synchronized (known) {
            Known found = known.get(hash);
            if (found != null && millis.getAsLong() - found.since < REMEMBER_MILLIS) {
                return found.visitor;
            }
            known.remove(hash);
            return null;
        }
    }

    private boolean isSecret(String token) {
        return secret.length > 0 && MessageDigest.isEqual(secret, token.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String authorization) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return HexFormat.of().formatHex(digest.digest(authorization.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static @Nullable String credentials(@Nullable String authorization, String scheme) {
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith(scheme)) {
            return null;
        }
        return authorization.substring(scheme.length()).trim();
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Refusal unauthorized(String detail) {
        return new Refusal(401, "sign in", detail);
    }

    /**
     * Somebody who may come in.
     *
     * @param user the account's name; null where none is needed
     */
    record Visitor(@Nullable String user, Role role) {
        /** Whoever sits at this machine while there is no account. */
        static final Visitor ANYBODY = new Visitor(null, Role.ADMIN);
    }

    private record Known(Visitor visitor, long since) {}
}

package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.Accounts.Script;
import io.webbrick.gateway.web.Accounts.Standing;
import io.webbrick.gateway.web.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks: a session, HTTP Basic, a bearer token, or the secret of this instance. A right name and password is
 * remembered for a minute as a keyed hash, until its account is changed, so that a script with many requests waits for no
 * check of a password. Any thread.
 */
final class SignIn {
    private static final long REMEMBER_MILLIS = 60_000;
    private static final int REMEMBERED = 64;

    private final Accounts accounts;
    private final byte[] secret;
    private final boolean loopbackOnly;
    private final LongSupplier millis;
    private final PasswordCheck check;
    private final Sessions sessions;
    private final byte[] salt = new byte[32];
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
    SignIn(
            Accounts accounts,
            String secret,
            boolean loopbackOnly,
            PasswordCheck check,
            Sessions sessions,
            LongSupplier millis) {
        this.accounts = accounts;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.loopbackOnly = loopbackOnly;
        this.check = check;
        this.sessions = sessions;
        this.millis = millis;
        new SecureRandom().nextBytes(salt);
    }

    /** Whether whoever asks may do everything, because there is no account and nobody else can connect. */
    boolean isOpen() {
        return loopbackOnly && !accounts.any();
    }

    /**
     * Who asks.
     *
     * @throws Refusal 401 without right credentials, 429 after too many wrong ones
     */
    Visitor visitor(Caller caller) throws Refusal {
        String token = caller.credentials("bearer");
        if (token != null && isSecret(token)) {
            return Visitor.LOCAL;
        }
        if (token == null && isOpen()) {
            return Visitor.ANYBODY;
        }
        if (token != null) {
            Script script = check.token(caller, token);
            return new Visitor("token:" + script.name(), script.role(), false);
        }
        return caller.authorization() == null ? bySession(caller) : byPassword(caller, caller.authorization());
    }

    /** Whether this visitor may go on with what was begun just now; to be asked again and again. */
    BooleanSupplier watch(Caller caller, Visitor visitor) {
        String user = visitor.user();
        if (visitor.equals(Visitor.LOCAL)) {
            return () -> true;
        }
        if (user == null) {
            return this::isOpen;
        }
        String token = caller.credentials("bearer");
        if (token != null) {
            return () -> accounts.verifyToken(token)
                    .filter(script -> script.role() == visitor.role())
                    .isPresent();
        }
        if (visitor.bySession()) {
            return () -> caller.sessions().stream()
                    .anyMatch(session ->
                            sessions.visitor(session).filter(visitor::equals).isPresent());
        }
        Optional<Standing> before = accounts.standing(user);
        return () -> accounts.standing(user).equals(before);
    }

    private Visitor bySession(Caller caller) throws Refusal {
        for (String token : caller.sessions()) {
            Optional<Visitor> visitor = sessions.visitor(token);
            if (visitor.isPresent()) {
                return visitor.get();
            }
        }
        throw new Refusal(401, "sign in", "sign in with the name and password of an account, or send a token");
    }

    private Visitor byPassword(Caller caller, String authorization) throws Refusal {
        String basic = caller.credentials("basic");
        String pair = basic == null ? null : decoded(basic);
        int colon = pair == null ? -1 : pair.indexOf(':');
        if (pair == null || colon < 1) {
            check.wrong(caller);
            throw new Refusal(401, "sign in", "sign in with HTTP Basic or a bearer token; this header is neither");
        }
        String name = pair.substring(0, colon);
        Optional<Standing> standing = accounts.standing(name);
        String hash = hash(authorization);
        if (standing.isPresent() && remembers(hash, standing.get())) {
            return new Visitor(name, standing.get().role(), false);
        }
        Role role = check.password(caller, name, pair.substring(colon + 1));
        standing.ifPresent(account -> remember(hash, account));
        return new Visitor(name, role, false);
    }

    private void remember(String hash, Standing standing) {
        synchronized (known) {
            known.put(hash, new Known(standing.mark(), millis.getAsLong()));
        }
    }

    private boolean remembers(String hash, Standing standing) {
        synchronized (known) {
            Known found = known.get(hash);
            return found != null
                    && millis.getAsLong() - found.since < REMEMBER_MILLIS
                    && found.mark.equals(standing.mark());
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

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private record Known(String mark, long since) {}
}

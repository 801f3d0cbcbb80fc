package io.webbrick.gateway.app.account;

import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.web.Accounts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The accounts file as the running gateway sees it: read again when it changes; a file that cannot be read leaves the
 * accounts as they were. Any thread. A right password is remembered for ten minutes as a keyed hash, so that a page with
 * many requests pays for bcrypt once; at most two checks run at a time, so that guessing cannot take the whole processor.
 */
public final class HouseAccounts implements Accounts {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 1_000;

    /** No password made it; an unknown name is checked against it, so that it answers no faster than a known one. */
    private static final String DECOY = "$2b$12$Qm3tW8bRk1cPz5vLx7nYdOe2sHf4gJ6kA9uT0iB1oC3wE5rD7yN8G";

    private final AccountsFile file;
    private final InstantSource clock;
    private final Consumer<String> problems;
    private final BiPredicate<String, String> matches;
    private final Semaphore checks = new Semaphore(2, true);
    private final byte[] key = new byte[32];
    private final Map<String, Instant> remembered = new LinkedHashMap<>();
    private @Nullable Stamp stamp;
    private List<Account> accounts = List.of();

    private record Stamp(long size, long millis, @Nullable Object key) {}

    /**
     * Follows this file.
     *
     * @param problems is told, once per state of the file, why it cannot be read
     */
    public HouseAccounts(AccountsFile file, InstantSource clock, Consumer<String> problems) {
        this(file, clock, problems, Passwords::matches);
    }

    /** @param matches whether a password made a hash; what takes long about a check */
    HouseAccounts(
            AccountsFile file, InstantSource clock, Consumer<String> problems, BiPredicate<String, String> matches) {
        this.file = file;
        this.clock = clock;
        this.problems = problems;
        this.matches = matches;
        new SecureRandom().nextBytes(key);
    }

    @Override
    public boolean any() {
        return !current().isEmpty();
    }

    @Override
    public Optional<Role> verify(String name, String password) {
        Optional<Account> account = find(Kind.USER, name);
        if (account.isEmpty()) {
            slowly(password, DECOY);
            return Optional.empty();
        }
        String proof = proof(account.get(), password);
        if (remembers(proof)) {
            return account.map(Account::role);
        }
        if (!slowly(password, account.get().hash())) {
            return Optional.empty();
        }
        remember(proof);
        return account.map(Account::role);
    }

    @Override
    public Optional<Standing> standing(String name) {
        return find(Kind.USER, name).map(account -> new Standing(account.role(), proof(account, "")));
    }

    @Override
    public Optional<Script> verifyToken(String token) {
        return current().stream()
                .filter(account -> account.kind() == Kind.TOKEN && Tokens.matches(token, account.hash()))
                .map(account -> new Script(account.name(), account.role()))
                .findFirst();
    }

    private Optional<Account> find(Kind kind, String name) {
        return current().stream()
                .filter(account -> account.kind() == kind && account.name().equals(name))
                .findFirst();
    }

    private boolean slowly(String password, String hash) {
        checks.acquireUninterruptibly();
        try {
            return matches.test(password, hash);
        } finally {
            checks.release();
        }
    }

    private synchronized List<Account> current() {
        Stamp now = stampOf(file.path());
        if (!Objects.equals(now, stamp)) {
            stamp = now;
            try {
                accounts = file.read();
            } catch (IOException e) {
                problems.accept("the accounts stay as they were, the file cannot be read: " + e.getMessage());
            }
        }
        return accounts;
    }

    private static @Nullable Stamp stampOf(Path path) {
        try {
            var seen = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(seen.size(), seen.lastModifiedTime().toMillis(), seen.fileKey());
        } catch (IOException none) {
            return null;
        }
    }

    private String proof(Account account, String password) {
        MessageDigest digest = Tokens.digest();
        digest.update(key);
        digest.update(account.line().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(password.getBytes(StandardCharsets.UTF_8));
        return Tokens.hex(digest.digest());
    }

    private synchronized boolean remembers(String proof) {
        Instant until = remembered.get(proof);
        return until != null && clock.instant().isBefore(until);
    }

    private synchronized void remember(String proof) {
        Instant now = clock.instant();
        remembered.values().removeIf(until -> !now.isBefore(until));
        if (remembered.size() < MOST_REMEMBERED) {
            remembered.put(proof, now.plus(REMEMBERED));
        }
    }
}

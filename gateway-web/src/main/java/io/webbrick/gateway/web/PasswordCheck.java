package io.webbrick.gateway.web;

import io.webbrick.gateway.web.Accounts.Role;
import io.webbrick.gateway.web.Accounts.Script;
import io.webbrick.gateway.web.api.Refusal;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a password or token is right, however it came: with a request, from the page for signing in or from its
 * form. All wrong ones count in one {@link Throttle}. At most two passwords are checked at a time, and a few may wait for
 * that; who comes beyond is told to come back, so that no flood of passwords takes all threads. Any thread.
 */
final class PasswordCheck {
    private static final int AT_A_TIME = 2;
    private static final int WAITING = 4;
    private static final int WAIT_SECONDS = 3;

    private final Accounts accounts;
    private final Trail trail;
    private final Throttle throttle;
    private final Semaphore checks = new Semaphore(AT_A_TIME, true);
    private final AtomicInteger inside = new AtomicInteger();

    /** @param millis a clock that never goes back */
    PasswordCheck(Accounts accounts, Trail trail, LongSupplier millis) {
        this.accounts = accounts;
        this.trail = trail;
        this.throttle = new Throttle(millis);
    }

    /**
     * The role of the account.
     *
     * @throws Refusal 401 when the password is wrong or there is no such account, 429 after too many wrong ones, 503
     */
    Role password(Caller caller, String name, String password) throws Refusal {
        refuseTooMany(caller, name);
        Optional<Role> role = slowly(name, password);
        if (role.isEmpty()) {
            throttle.failed(caller.key(), name);
            trail.refused(caller, accounts.standing(name).isPresent() ? name : null);
            throw new Refusal(401, "sign in", "this name and password are not known here");
        }
        return role.get();
    }

    /**
     * Whose token this is. A right one waits for nobody: it is too long to be guessed, and its script may share the address
     * of somebody who guesses.
     *
     * @throws Refusal 401 when it is nobody's, 429 after too many wrong ones
     */
    Script token(Caller caller, String token) throws Refusal {
        Optional<Script> script = accounts.verifyToken(token);
        if (script.isEmpty()) {
            refuseTooMany(caller, null);
            wrong(caller);
            throw new Refusal(401, "sign in", "this token is not known here");
        }
        return script.get();
    }

    /** Something came that could not have been right. */
    void wrong(Caller caller) {
        throttle.failed(caller.key(), null);
        trail.refused(caller, null);
    }

    private void refuseTooMany(Caller caller, @Nullable String name) throws Refusal {
        long wait = throttle.waitMillis(caller.key(), name);
        if (wait > 0) {
            throw new Refusal(
                    429, "too many attempts", "too many wrong passwords; try again in " + (wait / 1_000 + 1) + " s");
        }
    }

    private Optional<Role> slowly(String name, String password) throws Refusal {
        boolean entered = false;
        try {
            entered = inside.incrementAndGet() <= AT_A_TIME + WAITING
                    && checks.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
            if (!entered) {
                throw new Refusal(503, "busy", "too many passwords are being checked; try again in a few seconds");
            }
            return accounts.verify(name, password);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal(503, "busy", "the gateway is stopping");
        } finally {
            inside.decrementAndGet();
            if (entered) {
                checks.release();
            }
        }
    }
}

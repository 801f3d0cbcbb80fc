package io.webbrick.gateway.app.account;

import com.password4j.BcryptFunction;
import com.password4j.types.Bcrypt;
import java.nio.charset.StandardCharsets;

/**
 * Hashes passwords and checks them: bcrypt at cost 12, some 200 ms on a desk and a few KB of memory, so that a small box
 * with a small heap can afford it. Any thread.
 */
public final class Passwords {
    private static final int COST = 12;
    private static final int LEAST = 10;

    /** bcrypt looks at no more. */
    private static final int MOST_BYTES = 72;

    private static final BcryptFunction BCRYPT = BcryptFunction.getInstance(Bcrypt.B, COST);

    private Passwords() {}

    /**
     * Refuses a password that is too short to be safe, or longer than the hash looks at.
     *
     * @throws IllegalArgumentException naming the bound
     */
    public static void check(CharSequence password) {
        long letters = password.codePoints().count();
        if (letters < LEAST) {
            throw new IllegalArgumentException(
                    "the password has " + letters + " characters, at least " + LEAST + " are needed");
        }
        int bytes = password.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("the password takes " + bytes + " bytes, at most " + MOST_BYTES
                    + " are looked at; take a shorter one");
        }
    }

    /** The text to keep: algorithm, cost, salt and hash. */
    public static String hash(CharSequence password) {
        check(password);
        return BCRYPT.hash(password).getResult();
    }

    /** Whether this password made that hash; false for a text that is no hash. */
    static boolean matches(CharSequence password, String hash) {
        try {
            return BcryptFunction.getInstanceFromHash(hash).check(password, hash);
        } catch (RuntimeException notOurs) {
            return false;
        }
    }
}

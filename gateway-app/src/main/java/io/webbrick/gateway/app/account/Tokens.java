package io.webbrick.gateway.app.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes secrets nobody can guess and hashes them. A token is 256 random bits, so one round of SHA-256 protects it as
 * well as a slow hash protects a password. Any thread.
 */
public final class Tokens {
    private static final int BYTES = 32;
    private static final String PREFIX = "wbg_";

    private Tokens() {}

    /** A new token; shown once, kept as its {@link #hash} only. */
    public static String make(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What is kept of a token. */
    public static String hash(String token) {
        return hex(digest().digest(token.getBytes(StandardCharsets.UTF_8)));
    }

    static boolean matches(String token, String hash) {
        return MessageDigest.isEqual(
                hash(token).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}

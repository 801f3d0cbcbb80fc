package io.webbrick.gateway.web.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What messages of one kind have in common: numbers, identifiers and quoted texts stand as {@code …}. Stateless. */
final class Template {
    private static final int LONGEST = 400;
    private static final Pattern VARIABLE = Pattern.compile("\"[^\"]*\""
            + "|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])"
            + "|\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"
            + "|\\b0x[0-9a-fA-F]+\\b"
            + "|\\b(?=[a-fA-F]*[0-9])[0-9a-fA-F]{8,}\\b"
            + "|[0-9]+(?:[.,:][0-9]+)*+");

    private Template() {}

    static String of(String message) {
        String bounded = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
        return VARIABLE.matcher(bounded).replaceAll("…");
    }

    /** A name for all records of this logger and template, the same in every life of the gateway. */
    static String id(String logger, String template) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((logger + "\n" + template).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}

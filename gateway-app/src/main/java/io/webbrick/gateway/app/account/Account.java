package io.webbrick.gateway.app.account;

import io.webbrick.gateway.web.Accounts.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One line of the accounts file: a person with a password, or a script with a token. Immutable; never holds the password
 * or the token itself.
 *
 * @param name unique among the accounts of its kind
 * @param hash what is checked against: a bcrypt string, or the hexadecimal SHA-256 of a token
 */
public record Account(Kind kind, String name, Role role, String hash) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    /** What an account signs in with. */
    public enum Kind {
        USER,
        TOKEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Account {
        checkName(name);
    }

    /** The role as it stands in files and tables. */
    public String roleWord() {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Refuses a name that could be mistaken for something else in a line or a log.
     *
     * @throws IllegalArgumentException naming the name and the rule
     */
    public static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the account name '" + name.replaceAll("\\p{Cntrl}", "?")
                    + "' must be 1 to 64 letters, digits or . _ @ -, beginning with a letter or digit");
        }
    }

    String line() {
        return String.join(" ", List.of(kind.word(), name, roleWord(), hash));
    }

    /** The account of a line; null for a comment or an empty line. */
    static @Nullable Account ofLine(String line) {
        String text = line.trim();
        if (text.isEmpty() || text.startsWith("#")) {
            return null;
        }
        String[] parts = text.split("\\s+");
        if (parts.length != 4) {
            throw new IllegalArgumentException("an account needs 4 words, found " + parts.length);
        }
        return new Account(named(Kind.class, parts[0]), parts[1], named(Role.class, parts[2]), parts[3]);
    }

    private static <E extends Enum<E>> E named(Class<E> type, String word) {
        return Optional.of(word)
                .filter(text -> text.equals(text.toLowerCase(Locale.ROOT)))
                .map(text -> Enum.valueOf(type, text.toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is unknown here"));
    }
}

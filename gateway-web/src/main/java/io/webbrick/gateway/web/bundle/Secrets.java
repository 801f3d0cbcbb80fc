package io.webbrick.gateway.web.bundle;

import io.webbrick.gateway.events.wire.SecretNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Masks what must not leave the house: values whose name says that they are secret, credentials in addresses and headers,
 * texts that look like tokens, hashes or private keys, and every secret that is known, wherever it stands. Better too much
 * than too little. Immutable; any thread.
 */
final class Secrets {
    static final String MASK = "***";

    /** A shorter text would be found in the middle of words. */
    private static final int SHORTEST = 4;

    private static final String PHRASES = "passw(?:or)?d|passwd|passphrase|pwd|secret";
    private static final List<String> MORE_WORDS = List.of("pwd", "auth", "webhook", "cookie", "session");
    private static final List<String> MORE_ENDS = List.of("key", "otp", "dsn");
    private static final String WORDS = String.join("|", both(SecretNames.WORDS, MORE_WORDS));
    private static final String ENDS = String.join("|", both(SecretNames.WHOLE, MORE_ENDS));
    private static final Pattern NAME = Pattern.compile("(?:.*(?:" + WORDS + ").*|(?:.*[^a-z])?(?:" + ENDS + "))");

    private static final String REST = "[a-z0-9_.-]{0,40}";
    private static final String GIVES = "[\"']?\\s*+(?:=>|=|:)\\s*+";

    /** What is masked already stays as it is, and what stands behind it. */
    private static final String NEW = "(?!\\*\\*\\*(?:[\\s,;&\"')\\]}]|$))";

    private static final String QUOTED =
            "u?\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,500}+\"?|u?'[^'\\\\]*+(?:\\\\.[^'\\\\]*+){0,500}+'?";
    private static final String GROUP = "\\[[^\\]]*+\\]?|\\{[^}]*+\\}?|\\([^)]*+\\)?";

    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)", Pattern.DOTALL);

    /** These are secret whatever stands before them. */
    private static final List<Pattern> WHOLE = List.of(
            Pattern.compile("(?i)\\b(?:bearer|basic|digest)\\s+[a-z0-9+/._~=-]{4,}"),
            Pattern.compile("\\bwbg_[A-Za-z0-9_-]{8,}"),
            Pattern.compile("\\beyJ[A-Za-z0-9_-]{5,2000}\\.[A-Za-z0-9_-]{1,9000}(?:\\.[A-Za-z0-9_-]*)?"),
            Pattern.compile("\\b(?:AKIA|ASIA)[0-9A-Z]{12,}"),
            Pattern.compile("\\bxox[a-z]-[A-Za-z0-9-]{6,}"),
            Pattern.compile("(?i)\\bhooks\\.slack\\.com/\\S+"),
            Pattern.compile("\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{20,}"),
            Pattern.compile("(?<=//|%2[fF]%2[fF])[^/?#\\s\"'<>]{1,512}?(?=@|%40)"));

    /**
     * What stands behind these: for headers and what may have blanks in it up to the end of the line or of its quotes, for
     * others one word.
     */
    private static final List<Pattern> NAMED = List.of(
            Pattern.compile("(?i)\\b((?:proxy-)?authorization|(?:set-)?cookie|x-(?:api-key|auth-token|access-token))("
                    + GIVES + ")" + NEW + "(?:" + QUOTED + "|[^\\r\\n\\t]+)"),
            Pattern.compile("(?i)((?:" + PHRASES + ")" + REST + ")(" + GIVES + ")" + NEW + "(?:" + QUOTED + "|" + GROUP
                    + "|[^\\r\\n\\t&]+)"),
            Pattern.compile("(?i)((?:" + WORDS + ")" + REST + "|(?<![a-z0-9])(?:" + ENDS + "))(" + GIVES + ")" + NEW
                    + "(?:" + QUOTED + "|" + GROUP + "|[^\\s&]+)"));

    private static final Pattern ADDRESS = Pattern.compile("(?i)^([a-z][a-z0-9+.-]*://)(?:[^/?#]*@)?([^/?#@]*)[/?#].+");

    /** No rule can find anything in a text that holds none of these, in lower case. */
    private static final List<String> SIGNS = both(
            both(both(SecretNames.WORDS, MORE_WORDS), both(SecretNames.WHOLE, MORE_ENDS)),
            List.of(
                    "passw",
                    "x-access",
                    "bearer",
                    "basic",
                    "digest",
                    "wbg_",
                    "eyj",
                    "akia",
                    "asia",
                    "xox",
                    "hooks.slack",
                    "$2",
                    "//",
                    "%2f%2f"));

    private final List<String> known;

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** @param known what is known to be secret, whatever stands around it */
    Secrets(Collection<String> known) {
        var longestFirst = new ArrayList<>(new TreeSet<>(known));
        longestFirst.removeIf(secret -> secret.length() < SHORTEST || secret.equals(MASK));
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        this.known = List.copyOf(longestFirst);
    }

    /** Whether a value of this name is secret. */
    static boolean isNamed(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }

    /** The text with each secret replaced by {@value #MASK}; cost grows with its length only. */
    String mask(String text) {
        String masked = text;
        for (String secret : known) {
            masked = masked.replace(secret, MASK);
        }
        String plain = masked.toLowerCase(Locale.ROOT);
        if (SIGNS.stream().noneMatch(plain::contains)) {
            return masked;
        }
        masked = KEY.matcher(masked).replaceAll(MASK);
        for (Pattern named : NAMED) {
            masked = named.matcher(masked).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
        }
        for (Pattern whole : WHOLE) {
            masked = whole.matcher(masked).replaceAll(MASK);
        }
        return masked;
    }

    /** The same in each text of a value of JSON; what has a secret name is masked whole. */
    @Nullable
    Object maskJson(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            var masked = new LinkedHashMap<String, @Nullable Object>();
            map.forEach((key, each) -> {
                String name = String.valueOf(key);
                masked.put(mask(name), isNamed(name) && each != null ? MASK : maskJson(each));
            });
            return masked;
        }
        if (value instanceof Iterable<?> list) {
            var masked = new ArrayList<@Nullable Object>();
            list.forEach(each -> masked.add(maskJson(each)));
            return masked;
        }
        return value instanceof String text ? mask(ADDRESS.matcher(text).replaceAll("$1$2/" + MASK)) : value;
    }

    /** The texts and numbers in a value of JSON that stand below a secret name. */
    static void collect(@Nullable Object value, boolean secret, Collection<String> into) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> collect(each, secret || isNamed(String.valueOf(key)), into));
        } else if (value instanceof Iterable<?> list) {
            list.forEach(each -> collect(each, secret, into));
        } else if (value != null && secret && !(value instanceof Boolean)) {
            into.add(String.valueOf(value));
        }
    }
}

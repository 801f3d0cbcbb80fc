package io.webbrick.gateway.logging.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads what of watched HTTP requests may be shown. One thread. */
final class WireSettings {
    private static final int MOST_BYTES = 32_768;
    private static final Predicate<String> HEADER =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}").asMatchPredicate();
    private static final Predicate<String> PARAMETER =
            Pattern.compile("[^\\s=&;#?\"<>]{1,128}").asMatchPredicate();
    private static final Predicate<String> PATH =
            Pattern.compile("[^\\s.\"]{1,128}(\\.[^\\s.\"]{1,128}){0,15}").asMatchPredicate();

    private WireSettings() {}

    static WireSpec read(Settings logging) {
        return new WireSpec(
                clients(logging, ConfigKey.LOG_TOKEN),
                clients(logging, ConfigKey.LOG_DATA),
                bytes(logging),
                names(logging, ConfigKey.MASK_HEADERS, HEADER, "names of headers, such as ['X-House-Key']"),
                names(logging, ConfigKey.MASK_PARAMETERS, PARAMETER, "names of parameters, such as ['ticket']"),
                names(
                        logging,
                        ConfigKey.MASK_PATHS,
                        PATH,
                        "names with full stops between them, such as ['door.code']"));
    }

    /** True is all of them, False none, else their names. */
    private static List<String> clients(Settings logging, ConfigKey key) {
        Optional<Literal> given = logging.literal(key);
        if (given.isEmpty()) {
            return List.of();
        }
        Optional<Boolean> truth = Units.truth(given.get());
        if (truth.isPresent()) {
            return truth.get() ? List.of(WireSpec.ALL) : List.of();
        }
        if (given.get() instanceof Literal.Text || given.get() instanceof Literal.Sequence) {
            return logging.words(key).orElse(List.of());
        }
        logging.wrong(key, given.get(), "True, False, or names of clients, such as ['HttpAction']");
        return List.of();
    }

    private static int bytes(Settings logging) {
        Optional<Literal> given = logging.literal(ConfigKey.LOG_DATA_BYTES);
        OptionalLong bytes = given.isEmpty() ? OptionalLong.of(WireSpec.USUAL_BYTES) : Units.bytes(given.get());
        if (bytes.isPresent() && bytes.getAsLong() <= MOST_BYTES) {
            return (int) bytes.getAsLong();
        }
        given.ifPresent(
                found -> logging.wrong(ConfigKey.LOG_DATA_BYTES, found, "a size up to '32KiB', such as '4KiB'"));
        return WireSpec.USUAL_BYTES;
    }

    private static List<String> names(Settings logging, ConfigKey key, Predicate<String> form, String wanted) {
        List<String> names = logging.words(key).orElse(List.of());
        Optional<String> wrong = names.stream().filter(form.negate()).findFirst();
        wrong.ifPresent(name -> logging.wrong(key, new Literal.Text(name), wanted));
        return wrong.isPresent() ? List.of() : names;
    }
}

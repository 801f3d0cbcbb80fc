package io.webbrick.gateway.ship.wire;

import io.webbrick.gateway.logging.sink.ShipperKind.Findings;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A secret that stands in the configuration, or in a file ({@code KEY_file}), or in the environment ({@code KEY_env}). It is looked up
 * anew each time, so that a changed file counts; its text never shows it. Immutable.
 */
public final class Secret {
    private final ShipperSettings settings;
    private final String key;
    private final Map<String, String> environment;

    /** @param environment of the process */
    public Secret(ShipperSettings settings, String key, Map<String, String> environment) {
        this.settings = settings;
        this.key = key;
        this.environment = environment;
    }

    /** The names of the settings that may tell it. */
    public static Set<String> keys(String key) {
        return Set.of(key, key + "_file", key + "_env");
    }

    /** Whether any of them is there. */
    public boolean isConfigured() {
        return keys(key).stream().anyMatch(settings::has);
    }

    /**
     * Its value now; empty when nothing tells it.
     *
     * @throws IOException when the file or the variable is missing or empty; the message names it and says no more
     */
    public Optional<String> value() throws IOException {
        Path file = settings.file(key + "_file");
        if (file != null) {
            return Optional.of(ofFile(file));
        }
        Optional<String> variable = settings.text(key + "_env");
        if (variable.isPresent()) {
            String value = environment.getOrDefault(variable.get(), "").strip();
            if (value.isEmpty()) {
                throw new IOException(
                        "environment variable " + variable.get() + ", which " + key + "_env names, is not set");
            }
            return Optional.of(value);
        }
        return settings.text(key);
    }

    /** Its value, if there is one, and these: all that must not be seen. */
    public Collection<String> and(Collection<String> others) {
        var all = new ArrayList<>(others);
        try {
            value().ifPresent(all::add);
        } catch (IOException none) {
            return all;
        }
        return all;
    }

    private String ofFile(Path file) throws IOException {
        String value;
        try {
            value = Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file + ", which " + key + "_file names", unreadable);
        }
        if (value.isEmpty() || value.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(file + ", which " + key + "_file names, does not hold one line with a secret");
        }
        return value;
    }

    /** Says what is doubtful: a secret in the configuration itself, or two that may differ. */
    public void check(Findings findings) {
        long given = keys(key).stream().filter(settings::has).count();
        if (given > 1) {
            findings.error(
                    key,
                    key + " is told in more than one way; keep one of " + key + ", " + key + "_file, " + key + "_env");
        } else if (settings.has(key) && settings.text(key).isEmpty()) {
            findings.error(key, key + " is a text in quotes that is not empty");
        } else if (settings.has(key)) {
            findings.warning(
                    key,
                    key + " stands in the configuration itself; put it into a file and name that: " + key
                            + "_file='name-of-file'");
        }
    }

    @Override
    public String toString() {
        return "secret " + key;
    }
}

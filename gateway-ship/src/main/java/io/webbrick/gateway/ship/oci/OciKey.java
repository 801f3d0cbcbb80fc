package io.webbrick.gateway.ship.oci;

import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.wire.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Who signs, such as the configuration or the file {@code ~/.oci/config} says. Immutable; its text shows neither key nor token.
 *
 * @param id tenancy, user and fingerprint, or a token
 * @param region where its logs are
 * @param domain of the realm that the region belongs to
 */
record OciKey(String id, PrivateKey key, String region, String domain) {
    private static final String DOMAIN = "oraclecloud.com";

    /**
     * Reads it anew.
     *
     * @throws IOException saying what is missing or cannot be read, and nothing of the key
     */
    static OciKey read(ShipperSettings settings, Path home) throws IOException {
        Map<String, String> config =
                settings.values().get("config") instanceof Map<?, ?> ? settings.map("config") : ofFile(settings, home);
        String id = word(config, "tenancy") + "/" + word(config, "user") + "/" + word(config, "fingerprint");
        String pem = config.containsKey("key_content")
                ? word(config, "key_content")
                : text(home(word(config, "key_file"), home, settings.base()));
        return new OciKey(id, Pem.key(pem, "the OCI key"), config.getOrDefault("region", ""), DOMAIN);
    }

    private static Map<String, String> ofFile(ShipperSettings settings, Path home) throws IOException {
        Path file = home(settings.text("config").orElse("~/.oci/config"), home, settings.base());
        String profile = settings.text("profile").orElse("DEFAULT");
        var keys = new HashMap<String, String>();
        boolean inside = false;
        for (String line : text(file).lines().map(String::strip).toList()) {
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                inside = line.equals("[" + profile + "]");
            } else if (inside && equals > 0 && !line.startsWith("#")) {
                keys.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        if (keys.isEmpty()) {
            throw new IOException(file + " has no profile [" + profile + "]");
        }
        return keys;
    }

    private static String word(Map<String, String> config, String key) throws IOException {
        String value = config.get(key);
        if (value == null || value.isBlank()) {
            throw new IOException("the OCI configuration has no " + key);
        }
        return value;
    }

    private static Path home(String name, Path home, Path base) {
        return name.startsWith("~/") ? home.resolve(name.substring(2)) : base.resolve(name);
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file, unreadable);
        }
    }

    @Override
    public String toString() {
        return "OCI key for " + region;
    }
}

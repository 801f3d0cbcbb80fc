package io.webbrick.gateway.ship.oci;

import io.webbrick.gateway.logging.sink.ShipperSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Who signs, as the configuration or the file {@code ~/.oci/config} says. Immutable; its text shows no key.
 *
 * @param id tenancy, user and fingerprint
 */
record OciKey(String id, PrivateKey key, String region) {
    /** What stands before the key in a PKCS #1 file when it is wrapped as PKCS #8: an algorithm of RSA. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

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
        return new OciKey(id, parse(pem), settings.text("region").orElseGet(() -> config.getOrDefault("region", "")));
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

    private static PrivateKey parse(String pem) throws IOException {
        if (pem.contains("ENCRYPTED")) {
            throw new IOException("the OCI key has a passphrase; make one without: openssl rsa -in KEY -out NEW");
        }
        boolean bare = pem.contains("BEGIN RSA PRIVATE KEY");
        try {
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]*-----|OCI_API_KEY", ""));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bare ? wrapped(der) : der));
        } catch (GeneralSecurityException | IllegalArgumentException unreadable) {
            throw new IOException("the OCI key is no RSA key in PEM");
        }
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] octets = sequence((byte) 0x04, pkcs1);
        byte[] version = {0x02, 0x01, 0x00};
        var content = new byte[version.length + RSA.length + octets.length];
        System.arraycopy(version, 0, content, 0, version.length);
        System.arraycopy(RSA, 0, content, version.length, RSA.length);
        System.arraycopy(octets, 0, content, version.length + RSA.length, octets.length);
        return sequence((byte) 0x30, content);
    }

    private static byte[] sequence(byte tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {tag, (byte) length}
                : length < 0x100
                        ? new byte[] {tag, (byte) 0x81, (byte) length}
                        : new byte[] {tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        var all = new byte[head.length + length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, length);
        return all;
    }

    @Override
    public String toString() {
        return "OCI key " + id;
    }
}

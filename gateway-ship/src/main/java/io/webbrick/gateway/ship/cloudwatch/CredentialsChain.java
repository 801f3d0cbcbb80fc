package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Secret;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds credentials where they usually are, the first of: the configuration, AWS IoT for a device's certificate, the environment, the
 * profile in {@code ~/.aws/credentials}, the container's address, the instance's metadata (IMDSv2). Keeps them until five minutes before
 * they end. One thread.
 */
final class CredentialsChain {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration BEFORE_END = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final URI CONTAINER = URI.create("http://169.254.170.2");

    private final ShipperSettings settings;
    private final Map<String, String> environment;
    private final Path home;
    private final URI metadata;
    private final InstantSource clock;
    private final Wire wire = new Wire(PATIENCE);
    private @Nullable Credentials kept;

    /** What was signed with the last time. */
    private @Nullable Credentials used;

    /**
     * @param home the user's directory
     * @param metadata where the instance's metadata are
     */
    CredentialsChain(
            ShipperSettings settings, Map<String, String> environment, Path home, URI metadata, InstantSource clock) {
        this.settings = settings;
        this.environment = environment;
        this.home = home;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** The other side does not take them: they are looked up anew. */
    void forget() {
        kept = null;
    }

    /**
     * Credentials that hold for a while.
     *
     * @throws NoCredentialsException when there are none, saying where they were looked for
     * @throws IOException when who gives them cannot be reached
     */
    Credentials now() throws IOException, InterruptedException {
        Credentials known = kept;
        if (known == null
                || (known.expires() != null
                        && clock.instant().isAfter(known.expires().minus(BEFORE_END)))) {
            known = find();
            kept = known;
        }
        used = known;
        return known;
    }

    /** What nobody may see of those that were used last. */
    Collection<String> secrets() {
        Credentials known = used;
        if (known == null) {
            return List.of();
        }
        return known.session() == null ? List.of(known.secretKey()) : List.of(known.secretKey(), known.session());
    }

    private Credentials configured(String key) throws NoCredentialsException {
        try {
            String secret = new Secret(settings, "aws_secret_access_key", environment)
                    .value()
                    .orElseThrow(() -> new IOException("aws_access_key_id without aws_secret_access_key_file"));
            String session = new Secret(settings, "aws_session_token", environment)
                    .value()
                    .orElse(null);
            return new Credentials(key, secret, session, null);
        } catch (IOException missing) {
            throw new NoCredentialsException(missing.getMessage());
        }
    }

    private Credentials find() throws IOException, InterruptedException {
        Optional<String> key = settings.text("aws_access_key_id");
        if (key.isPresent()) {
            return configured(key.get());
        }
        var iot = new IotCredentials(settings);
        if (iot.isConfigured()) {
            return iot.get();
        }
        String variable = environment.get("AWS_ACCESS_KEY_ID");
        String hidden = environment.get("AWS_SECRET_ACCESS_KEY");
        if (variable != null && hidden != null) {
            return new Credentials(variable, hidden, environment.get("AWS_SESSION_TOKEN"), null);
        }
        Credentials found = ofProfile();
        found = found == null ? ofContainer() : found;
        found = found == null ? ofInstance() : found;
        if (found == null) {
            throw new NoCredentialsException("no AWS credentials: neither aws_access_key_id nor iot_endpoint in the"
                    + " configuration, nor AWS_ACCESS_KEY_ID, nor a profile in ~/.aws/credentials, nor a role of this"
                    + " machine");
        }
        return found;
    }

    private @Nullable Credentials ofProfile() throws IOException {
        String other = environment.get("AWS_SHARED_CREDENTIALS_FILE");
        Path file = other == null ? home.resolve(".aws").resolve("credentials") : home.resolve(other);
        if (!Files.isReadable(file)) {
            return null;
        }
        String profile = settings.text("profile").orElse(environment.getOrDefault("AWS_PROFILE", "default"));
        Map<String, String> keys = section(Files.readString(file, StandardCharsets.UTF_8), profile);
        String key = keys.get("aws_access_key_id");
        String secret = keys.get("aws_secret_access_key");
        return key == null || secret == null ? null : new Credentials(key, secret, keys.get("aws_session_token"), null);
    }

    private static Map<String, String> section(String text, String name) {
        var keys = new LinkedHashMap<String, String>();
        boolean inside = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inside = line.equals("[" + name + "]");
            } else if (inside && line.indexOf('=') > 0 && !line.startsWith("#")) {
                int equals = line.indexOf('=');
                keys.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return keys;
    }

    private @Nullable Credentials ofContainer() throws IOException, InterruptedException {
        String relative = environment.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        String full = environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (relative == null && full == null) {
            return null;
        }
        var headers = new LinkedHashMap<String, String>();
        String tokenFile = environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        String token = tokenFile == null
                ? environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN")
                : Files.readString(Path.of(tokenFile), StandardCharsets.UTF_8).strip();
        if (token != null) {
            headers.put("Authorization", token);
        }
        URI uri = relative == null ? URI.create(String.valueOf(full)) : CONTAINER.resolve(relative);
        return parse(wire.send("GET", uri, headers, new byte[0]));
    }

    private @Nullable Credentials ofInstance() throws IOException, InterruptedException {
        if ("true".equalsIgnoreCase(environment.get("AWS_EC2_METADATA_DISABLED"))) {
            return null;
        }
        try {
            Reply token = wire.send(
                    "PUT",
                    metadata.resolve("/latest/api/token"),
                    Map.of("X-aws-ec2-metadata-token-ttl-seconds", "21600"),
                    new byte[0]);
            if (token.status() != 200) {
                return null;
            }
            Map<String, String> headers =
                    Map.of("X-aws-ec2-metadata-token", token.body().strip());
            URI roles = metadata.resolve("/latest/meta-data/iam/security-credentials/");
            Reply role = wire.send("GET", roles, headers, new byte[0]);
            return role.status() == 200
                    ? parse(wire.send(
                            "GET",
                            roles.resolve(
                                    role.body().lines().findFirst().orElse("").strip()),
                            headers,
                            new byte[0]))
                    : null;
        } catch (IOException nobodyThere) {
            return null;
        }
    }

    private static @Nullable Credentials parse(Reply reply) throws IOException {
        if (reply.status() != 200) {
            return null;
        }
        try {
            return Credentials.parse(MAPPER.readTree(reply.body()), "AccessKeyId", "Token");
        } catch (JsonProcessingException unreadable) {
            throw new IOException("the credentials of this machine cannot be read");
        }
    }
}

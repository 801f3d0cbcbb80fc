package io.webbrick.gateway.ship.oci;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.ship.wire.Pem;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A machine in Oracle's cloud that signs for itself: shows the certificate that its metadata hold, and gets a token for a key of this
 * process. Keeps the token until five minutes before it ends. One thread.
 */
final class InstancePrincipal implements OciSigners {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BEFORE_END = Duration.ofMinutes(5);
    private static final Pattern TENANCY = Pattern.compile("(?:OU|O)=opc-(?:tenant|identity):([^,+]+)");
    private static final Map<String, String> TO_METADATA = Map.of("Authorization", "Bearer Oracle");

    private final URI metadata;
    private final @Nullable URI federation;
    private final InstantSource clock;
    private final Wire wire = new Wire(PATIENCE);
    private @Nullable KeyPair session;
    private @Nullable OciKey kept;
    private Instant ends = Instant.EPOCH;
    private String token = "";

    /**
     * @param metadata where the machine asks who it is
     * @param federation where it gets its token; null for its region's
     */
    InstancePrincipal(URI metadata, @Nullable URI federation, InstantSource clock) {
        this.metadata = metadata;
        this.federation = federation;
        this.clock = clock;
    }

    @Override
    public OciKey now() throws IOException, InterruptedException {
        OciKey known = kept;
        if (known == null || clock.instant().isAfter(ends.minus(BEFORE_END))) {
            known = federate();
            kept = known;
        }
        return known;
    }

    @Override
    public void forget() {
        kept = null;
    }

    @Override
    public Collection<String> secrets() {
        return List.of(token);
    }

    private OciKey federate() throws IOException, InterruptedException {
        X509Certificate leaf =
                Pem.certificates(ask("identity/cert.pem"), "cert.pem").get(0);
        List<X509Certificate> between = Pem.certificates(ask("identity/intermediate.pem"), "intermediate.pem");
        JsonNode region = json(ask("instance/regionInfo"));
        String name = region.path("regionIdentifier").asText("");
        String domain = region.path("realmDomainComponent").asText("");
        KeyPair pair = newPair();
        String id = tenancy(leaf) + "/fed-x509-sha256/" + fingerprint(leaf);
        var signer = new OciKey(id, Pem.key(ask("identity/key.pem"), "key.pem"), name, domain);
        URI to = (federation == null ? URI.create("https://auth." + name + "." + domain) : federation)
                .resolve("/v1/x509");
        byte[] body = body(leaf, between, pair);
        Reply reply = send("POST", to, OciSignature.sign(to, body, signer, clock.instant()), body);
        if (reply.status() != 200) {
            throw refused("token", reply);
        }
        String given = json(reply.body()).path("token").asText("");
        ends = end(given);
        token = given;
        session = pair;
        return new OciKey("ST$" + given, pair.getPrivate(), name, domain);
    }

    private String ask(String what) throws IOException, InterruptedException {
        Reply reply = send("GET", metadata.resolve("/opc/v2/" + what), TO_METADATA, new byte[0]);
        if (reply.status() != 200) {
            throw refused(what, reply);
        }
        return reply.body();
    }

    private Reply send(String method, URI to, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        try {
            return wire.send(method, to, headers, body);
        } catch (IOException unanswered) {
            throw new UnreachableException("instance principal, " + to.getHost() + ": " + unanswered.getMessage());
        }
    }

    private static IOException refused(String what, Reply reply) {
        String words = "instance principal, " + what + ": " + reply.words();
        boolean passes = reply.status() == 429 || reply.status() >= 500;
        return passes ? new UnreachableException(words) : new IOException(words);
    }

    /** What makes the request is public; nothing of it is secret. */
    private static byte[] body(X509Certificate leaf, List<X509Certificate> between, KeyPair pair) throws IOException {
        try {
            var request = MAPPER.createObjectNode();
            for (X509Certificate each : between) {
                request.withArray("intermediateCertificates").add(base64(each.getEncoded()));
            }
            request.put("certificate", base64(leaf.getEncoded()));
            request.put("publicKey", base64(pair.getPublic().getEncoded()));
            request.put("purpose", "DEFAULT");
            request.put("fingerprintAlgorithm", "SHA256");
            return MAPPER.writeValueAsBytes(request);
        } catch (GeneralSecurityException unfit) {
            throw new IOException("the certificate of this instance cannot be used", unfit);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A key of this process alone: it is on no disk. */
    private KeyPair newPair() {
        KeyPair known = session;
        if (known != null) {
            return known;
        }
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String tenancy(X509Certificate leaf) throws IOException {
        Matcher found = TENANCY.matcher(leaf.getSubjectX500Principal().getName());
        if (!found.find()) {
            throw new IOException("the certificate of this instance names no tenancy");
        }
        return found.group(1);
    }

    private static String fingerprint(X509Certificate leaf) throws IOException {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(leaf.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException unfit) {
            throw new IOException("the certificate of this instance cannot be used", unfit);
        }
    }

    /** When the token ends, as it says itself. */
    private static Instant end(String token) throws IOException {
        String[] parts = token.split("\\.", -1);
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : "");
            return Instant.ofEpochSecond(MAPPER.readTree(claims).path("exp").asLong());
        } catch (IllegalArgumentException | IOException unreadable) {
            throw new IOException("the token of this instance cannot be read");
        }
    }

    private static JsonNode json(String text) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException otherAnswer) {
            throw new IOException("instance principal: an answer cannot be read");
        }
    }
}

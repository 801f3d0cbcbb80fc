package io.webbrick.gateway.ship.oci;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The signature of a POST to OCI, version 1: RSA over date, target, host and body. Stateless. */
final class OciSignature {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final String TYPE = "application/json";

    private OciSignature() {}

    /** The headers of the request that a client may set. */
    static Map<String, String> sign(URI to, byte[] body, OciKey key, Instant now) {
        try {
            String hash = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
            var signed = new LinkedHashMap<String, String>();
            signed.put("date", DATE.format(now));
            signed.put("(request-target)", "post " + to.getRawPath());
            signed.put("host", to.getPort() < 0 ? to.getHost() : to.getHost() + ":" + to.getPort());
            signed.put("content-length", Integer.toString(body.length));
            signed.put("content-type", TYPE);
            signed.put("x-content-sha256", hash);
            var text = new StringBuilder();
            signed.forEach((name, value) -> text.append(text.isEmpty() ? "" : "\n")
                    .append(name)
                    .append(": ")
                    .append(value));
            var rsa = Signature.getInstance("SHA256withRSA");
            rsa.initSign(key.key());
            rsa.update(text.toString().getBytes(StandardCharsets.UTF_8));
            String signature = Base64.getEncoder().encodeToString(rsa.sign());
            var headers = new LinkedHashMap<String, String>();
            headers.put("date", DATE.format(now));
            headers.put("content-type", TYPE);
            headers.put("x-content-sha256", hash);
            headers.put(
                    "authorization",
                    "Signature headers=\"" + String.join(" ", signed.keySet()) + "\",keyId=\"" + key.id()
                            + "\",algorithm=\"rsa-sha256\",signature=\"" + signature + "\",version=\"1\"");
            return headers;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the OCI key cannot sign", unusable);
        }
    }
}

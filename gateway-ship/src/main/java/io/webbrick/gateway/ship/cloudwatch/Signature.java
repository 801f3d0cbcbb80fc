package io.webbrick.gateway.ship.cloudwatch;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 of a POST to {@code /}. Stateless. */
final class Signature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private Signature() {}

    /**
     * The headers of the request, these and those of the signature.
     *
     * @param headers those to be signed besides host, date and body
     */
    static Map<String, String> sign(
            URI to,
            Map<String, String> headers,
            byte[] body,
            Credentials credentials,
            String region,
            String service,
            Instant now) {
        String time = TIME.format(now);
        String scope = time.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String bodyHash = hex(sha256(body));
        var signed = new TreeMap<String, String>();
        headers.forEach((name, value) -> signed.put(name.toLowerCase(Locale.ROOT), value.strip()));
        signed.put("host", host(to));
        signed.put("x-amz-date", time);
        signed.put("x-amz-content-sha256", bodyHash);
        if (credentials.session() != null) {
            signed.put("x-amz-security-token", credentials.session());
        }
        String names = String.join(";", signed.keySet());
        String canonical = "POST\n"
                + (to.getRawPath().isEmpty() ? "/" : to.getRawPath())
                + "\n\n"
                + signed.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining())
                + "\n" + names + "\n" + bodyHash;
        String toSign = ALGORITHM + "\n" + time + "\n" + scope + "\n" + hex(sha256(utf8(canonical)));
        byte[] key = utf8("AWS4" + credentials.secretKey());
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        var all = new TreeMap<>(signed);
        all.remove("host");
        all.put(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKey() + "/" + scope + ", SignedHeaders=" + names
                        + ", Signature=" + hex(hmac(key, toSign)));
        return all;
    }

    private static String host(URI to) {
        boolean usual = to.getPort() < 0
                || ("https".equals(to.getScheme()) && to.getPort() == 443)
                || ("http".equals(to.getScheme()) && to.getPort() == 80);
        return usual ? to.getHost() : to.getHost() + ":" + to.getPort();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package io.webbrick.gateway.ship.cloudwatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** The vendor's own signer says what is right. */
class SignatureTest {
    private static final Map<String, String> HEADERS =
            Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", "Logs_20140328.PutLogEvents");

    @Test
    void everySignatureIsTheVendorsByteForByte() {
        var random = new Random(20_261_121);
        for (int number = 0; number < 60; number++) {
            String address = switch (number % 3) {
                case 0 -> "https://logs.eu-west-1.amazonaws.com/";
                case 1 -> "http://127.0.0.1:4566/";
                default -> "http://localhost:80/";
            };
            Instant now = Instant.ofEpochSecond(1_700_000_000L + random.nextInt(100_000_000));
            byte[] body = ("{\"logEvents\":[" + "\u00e9\ud83d\ude00x".repeat(random.nextInt(50)) + "]}")
                    .getBytes(StandardCharsets.UTF_8);
            String session = number % 2 == 0 ? null : "IQoJb3JpZ2luX2VjE" + random.nextInt() + "/+=";
            var credentials = new Credentials("AKID" + number, "secret/+" + random.nextLong(), session, null);
            Map<String, String> ours =
                    Signature.sign(URI.create(address), HEADERS, body, credentials, "eu-west-1", "logs", now);
            SdkHttpRequest theirs = vendor(address, body, credentials, now);
            int seedAt = number;
            assertEquals(
                    theirs.firstMatchingHeader("Authorization").orElseThrow(),
                    ours.get("authorization"),
                    () -> "request " + seedAt);
            assertEquals(theirs.firstMatchingHeader("X-Amz-Date").orElseThrow(), ours.get("x-amz-date"));
            assertEquals(
                    theirs.firstMatchingHeader("x-amz-content-sha256").orElseThrow(), ours.get("x-amz-content-sha256"));
        }
    }

    private static SdkHttpRequest vendor(String address, byte[] body, Credentials credentials, Instant now) {
        var request = SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(address));
        HEADERS.forEach(request::putHeader);
        AwsCredentialsIdentity identity = credentials.session() == null
                ? AwsCredentialsIdentity.create(credentials.accessKey(), credentials.secretKey())
                : AwsSessionCredentialsIdentity.create(
                        credentials.accessKey(), credentials.secretKey(), credentials.session());
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(ContentStreamProvider.fromInputStreamSupplier(() -> new ByteArrayInputStream(body)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "logs")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)));
        return signed.request();
    }

    @Test
    void credentialsShowNoSecret() {
        String text = new Credentials("AKID", "hidden-1", "hidden-2", null).toString();
        assertFalse(text.contains("hidden"), text);
    }
}

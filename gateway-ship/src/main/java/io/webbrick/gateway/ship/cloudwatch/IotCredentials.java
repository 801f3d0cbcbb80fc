package io.webbrick.gateway.ship.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.webbrick.gateway.logging.sink.ShipperKind.Findings;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.ship.wire.Endpoint;
import io.webbrick.gateway.ship.wire.Pem;
import io.webbrick.gateway.ship.wire.Reply;
import io.webbrick.gateway.ship.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Temporary credentials from the provider of AWS IoT, for a device that shows its certificate: no key of AWS lies on the gateway. Files
 * are read anew each time, so that a renewed certificate counts. One thread.
 */
final class IotCredentials {
    static final String ENDPOINT = "iot_endpoint";
    static final String ROLE = "iot_role_alias";
    static final String THING = "iot_thing_name";
    static final String CERTIFICATE = "iot_certificate_file";
    static final String KEY = "iot_key_file";
    static final String AUTHORITY = "iot_ca_file";

    private static final List<String> NEEDED = List.of(ROLE, CERTIFICATE, KEY);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final ShipperSettings settings;

    IotCredentials(ShipperSettings settings) {
        this.settings = settings;
    }

    static void check(ShipperSettings settings, Findings findings) {
        if (!settings.has(ENDPOINT)) {
            return;
        }
        Endpoint.fault(address(settings)).ifPresent(fault -> findings.error(ENDPOINT, ENDPOINT + " " + fault));
        for (String key : NEEDED) {
            if (settings.text(key).isEmpty()) {
                findings.error(ENDPOINT, ENDPOINT + " needs " + key + " as well");
            }
        }
    }

    boolean isConfigured() {
        return settings.has(ENDPOINT);
    }

    /** As AWS shows it, a bare name of a host. */
    private static String address(ShipperSettings settings) {
        String given = settings.text(ENDPOINT).orElse("");
        return given.contains("://") ? given : "https://" + given;
    }

    /**
     * Asks for new ones.
     *
     * @throws NoCredentialsException when files are missing or the provider does not know us
     * @throws IOException when it cannot be reached
     */
    Credentials get() throws IOException, InterruptedException {
        String role = settings.text(ROLE).orElse("");
        if (!role.matches("[A-Za-z0-9_=,@-]{1,128}")) {
            throw new NoCredentialsException(ROLE + " is no name of a role alias");
        }
        URI uri = URI.create(address(settings)).resolve("/role-aliases/" + role + "/credentials");
        var headers = new LinkedHashMap<String, String>();
        settings.text(THING).ifPresent(thing -> headers.put("x-amzn-iot-thingname", thing));
        Reply reply = new Wire(PATIENCE, tls()).send("GET", uri, headers, new byte[0]);
        if (reply.status() == 429 || reply.status() >= 500) {
            throw new IOException("AWS IoT: " + reply.words());
        }
        if (reply.status() != 200) {
            throw new NoCredentialsException("AWS IoT gives no credentials: " + reply.words());
        }
        Credentials found;
        try {
            found = Credentials.parse(MAPPER.readTree(reply.body()).path("credentials"), "accessKeyId", "sessionToken");
        } catch (JsonProcessingException otherAnswer) {
            throw new IOException("the answer of AWS IoT cannot be read");
        }
        if (found == null) {
            throw new IOException("the answer of AWS IoT holds no credentials");
        }
        return found;
    }

    private SSLContext tls() throws IOException {
        try {
            List<X509Certificate> chain = Pem.certificates(text(CERTIFICATE), CERTIFICATE);
            KeyStore own = empty();
            own.setKeyEntry("gateway", Pem.key(text(KEY), KEY), new char[0], chain.toArray(new Certificate[0]));
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, new char[0]);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted(), null);
            return context;
        } catch (GeneralSecurityException unfit) {
            throw new NoCredentialsException(
                    "certificate and key for AWS IoT do not fit each other: " + unfit.getMessage());
        } catch (IOException unreadable) {
            throw new NoCredentialsException(unreadable.getMessage());
        }
    }

    private TrustManager @Nullable [] trusted() throws IOException, GeneralSecurityException {
        if (!settings.has(AUTHORITY)) {
            return null;
        }
        KeyStore store = empty();
        for (X509Certificate each : Pem.certificates(text(AUTHORITY), AUTHORITY)) {
            store.setCertificateEntry("ca-" + store.size(), each);
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust.getTrustManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private String text(String key) throws IOException {
        Path file = settings.file(key);
        try {
            return file == null ? "" : Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IOException("cannot read " + file + ", which " + key + " names", unreadable);
        }
    }
}

package io.webbrick.gateway.app.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.app.account.Account;
import io.webbrick.gateway.app.account.Account.Kind;
import io.webbrick.gateway.app.account.AccountsFile;
import io.webbrick.gateway.app.account.Passwords;
import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.command.GatewayCommandLine;
import io.webbrick.gateway.app.place.GatewayIdFile;
import io.webbrick.gateway.app.place.Installation;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.Instances;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.app.tls.TlsOptions;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.web.Accounts.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole gateway over TLS with a certificate of its own. */
final class TlsHouseTest {
    private static final String PASSWORD = "a horse called Staple";

    @TempDir
    Path place;

    private House house;
    private Instance instance;

    @BeforeEach
    void start() throws Exception {
        new AccountsFile(place.resolve("users"))
                .put(new Account(Kind.USER, "anna", Role.ADMIN, Passwords.hash(PASSWORD)));
        house = House.start(options(), instances());
        instance = instances().alive().get(0);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    @Test
    void commandsOfThisMachineReachItAndTrustNobodyElse() throws IOException {
        assertTrue(instance.url().startsWith("https://127.0.0.1:"), instance.url());
        var client = new GatewayClient(instance.url(), Optional.of(instance.token()), instance.certificate());
        assertEquals("WebBrick Gateway", client.get("/api/status").get("name"));
        assertEquals(
                1L,
                client.post("/api/events", "application/json", "{\"type\":\"t\",\"source\":\"s\"}")
                        .get("accepted"));
        var stranger = new GatewayClient(instance.url(), Optional.of(instance.token()), "00".repeat(32));
        assertTrue(String.valueOf(assertThrows(IOException.class, () -> stranger.get("/api/status"))
                        .getMessage())
                .startsWith("no trusted connection to https://"));
        var usual = new GatewayClient(instance.url(), Optional.of(instance.token()));
        assertThrows(IOException.class, () -> usual.get("/api/status"));
        String otherName = instance.url().replace("127.0.0.1", "LocalHost");
        String status = status(otherName, Map.of("GATEWAY_RUN_DIR", runDirectory()));
        assertTrue(status.startsWith("0 gateway        " + instance.url()), status);
    }

    @Test
    void commandsFromElsewhereTrustTheCertificateThatTheyAreTold() {
        String told = instance.certificate().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        String status = status(instance.url(), Map.of(), "--certificate", told);
        assertTrue(status.startsWith("0 gateway        " + instance.url()), status);
        status = status(instance.url(), Map.of("GATEWAY_CERTIFICATE", told));
        assertTrue(status.startsWith("0 gateway "), status);
        status = status(instance.url(), Map.of());
        assertTrue(status.startsWith("1 gateway: no trusted connection to " + instance.url()), status);
        assertTrue(status.contains("--certificate names the one to trust"), status);
        status = status(instance.url(), Map.of("GATEWAY_CERTIFICATE", told), "--certificate", "0f".repeat(32));
        assertTrue(status.contains("its certificate has the SHA-256 " + told), status);
        status = status(instance.url(), Map.of(), "--certificate", "D7:8F");
        assertTrue(status.startsWith("2 ") && status.contains("'D7:8F' is no SHA-256"), status);
        status = status(instance.url(), Map.of("GATEWAY_CERTIFICATE", "D7:8F"));
        assertTrue(status.startsWith("2 ") && status.contains("GATEWAY_CERTIFICATE: 'D7:8F' is no SHA-256"), status);
        String plain = status(instance.url().replace("https:", "http:"), Map.of());
        assertTrue(plain.startsWith("1 ") && plain.contains("its address begins with https://"), plain);
    }

    /** What {@code status} answers, its exit status before it; by default of somebody who sees no instance file. */
    private String status(String url, Map<String, String> environment, String... more) {
        var all = new HashMap<>(
                Map.of("GATEWAY_RUN_DIR", place.resolve("elsewhere").toString()));
        all.putAll(environment);
        var words = new ArrayList<>(List.of("status", "--url", url, "--token", instance.token()));
        words.addAll(List.of(more));
        var said = new StringWriter();
        int status = GatewayCommandLine.run(
                surroundings(all), new PrintWriter(said), new PrintWriter(said), words.toArray(String[]::new));
        return status + " " + said;
    }

    @Test
    void printsItsFingerprintAndKeepsItOverAStart() throws Exception {
        String shown = instance.certificate().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
        Awaitility.await()
                .until(() -> lines("debug.log").stream()
                        .anyMatch(line -> line.contains("TLS certificate self-made, until ")
                                && line.endsWith("SHA-256 " + shown)));
        house.close();
        house = House.start(options(), instances());
        assertEquals(instance.certificate(), instances().alive().get(0).certificate());
    }

    @Test
    void theCookieOfASessionIsSecureAndNothingInsistsOnTlsForEver() throws Exception {
        String body = "{\"name\":\"anna\",\"password\":\"" + PASSWORD + "\"}";
        String answer = ask(
                "POST /api/session HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-WebBrick: 1\r\nOrigin: https://localhost\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        assertTrue(
                Pattern.compile("Set-Cookie: webbrick-session=\\S+; Path=/; HttpOnly; SameSite=Strict; Secure\r\n")
                        .matcher(answer)
                        .find(),
                answer);
        assertFalse(answer.contains("Strict-Transport-Security"), answer);
    }

    @Test
    void aGivenCertificateTellsBrowsersToInsist() throws Exception {
        house.close();
        Path both = place.resolve("tls-self.pem");
        house = House.start(options(new TlsOptions.Given(both, both)), instances());
        instance = instances().alive().get(0);
        String answer = ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(answer.contains("Strict-Transport-Security: max-age=31536000\r\n"), answer);
    }

    @Test
    void accessHasTheRequestsAndTheMalformedOnes() throws Exception {
        ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        ask("BROKEN\r\n\r\n");
        Awaitility.await().until(() -> lines("access.log").size() >= 2);
        List<String> access = lines("access.log");
        assertEquals(2, access.size(), access::toString);
        assertTrue(access.get(0).contains("\"GET /healthz HTTP/1.1\" 200 "), access::toString);
        assertTrue(access.get(1).contains("BROKEN"), access::toString);
        assertTrue(access.get(1).contains("\" 400 "), access::toString);
    }

    @Test
    void plainTextOnItsPortHarmsNobody() throws Exception {
        URI url = URI.create(instance.url());
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
            plain.setSoTimeout(20_000);
            plain.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(plain.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertFalse(answer.startsWith("HTTP/1.1 2"), answer);
        }
        assertTrue(ask("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                .startsWith("HTTP/1.1 200 "));
    }

    private String ask(String request) throws Exception {
        try (Socket socket = anybody()
                .getSocketFactory()
                .createSocket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(instance.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            try (InputStream in = socket.getInputStream()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static SSLContext anybody() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, new SecureRandom());
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String algorithm) {
            assertEquals(0, chain.length);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String algorithm) {
            assertEquals(1, chain.length);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(place.resolve("logs").resolve(file), StandardCharsets.UTF_8);
    }

    private HouseOptions options() throws IOException {
        return options(new TlsOptions.Self(place.resolve("tls-self.pem")));
    }

    private HouseOptions options(TlsOptions tls) throws IOException {
        var installation = new Installation(Path.of(System.getProperty("project.root")));
        return new HouseOptions(
                new LoggingOptions(
                        installation.configuration(installation.conf(), "disk"),
                        place.resolve("logs"),
                        ZoneOffset.UTC,
                        place,
                        false,
                        InstantSource.system()),
                new HttpOptions("127.0.0.1", 0, List.of(), tls),
                null,
                List.of(),
                new AccountsFile(place.resolve("users")),
                new GatewayIdFile(place.resolve("gateway-id")),
                null);
    }

    private Instances instances() {
        return Instances.of(surroundings(Map.of("GATEWAY_RUN_DIR", runDirectory())));
    }

    private String runDirectory() {
        return place.resolve("run").toString();
    }

    private Surroundings surroundings(Map<String, String> environment) {
        return new Surroundings(
                place,
                place,
                "tester",
                environment,
                new ByteArrayInputStream(new byte[0]),
                false,
                question -> null,
                InstantSource.system());
    }
}

package io.webbrick.gateway.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Watched connections ask the connection for everything, those for HTTPS for what they know of TLS as well. */
final class WatchedTlsConnectionTest {
    /** What the JDK makes of other methods, and so of watched ones. */
    private static final Set<String> DERIVED = Set.of(
            "getContent",
            "getContentLength",
            "getContentLengthLong",
            "getContentType",
            "getContentEncoding",
            "getExpiration",
            "getDate",
            "getLastModified",
            "getHeaderFieldInt",
            "getHeaderFieldLong",
            "getHeaderFieldDate",
            "getDefaultUseCaches",
            "setDefaultUseCaches",
            "getPermission",
            "toString");

    @TempDir
    Path directory;

    @Test
    void repeatsTheWholeSurfaceOfAConnection() {
        List<Class<?>> plain = List.of(URLConnection.class, HttpURLConnection.class);
        assertEquals(List.of(), missing(WatchedUrlConnection.class, plain));
        List<Class<?>> secure = List.of(URLConnection.class, HttpURLConnection.class, HttpsURLConnection.class);
        assertEquals(List.of(), missing(WatchedTlsConnection.class, secure));
    }

    private static List<String> missing(Class<?> watched, List<Class<?>> surface) {
        return surface.stream()
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !DERIVED.contains(method.getName()))
                .filter(method -> Stream.of(watched.getDeclaredMethods()).noneMatch(own -> isSame(own, method)))
                .map(Method::toString)
                .toList();
    }

    private static boolean isSame(Method own, Method other) {
        return own.getName().equals(other.getName())
                && Arrays.equals(own.getParameterTypes(), other.getParameterTypes());
    }

    @Test
    void watchesHttpsAndStaysAConnectionOfHttps() throws Exception {
        SSLContext tls = SelfSigned.make(directory);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 5);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write("fine".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";
            asks(url, tls);
            refusesWhomNobodyTrusts(url);
        } finally {
            server.stop(0);
        }
    }

    private static HttpURLConnection watched(String url, Watched log) throws IOException {
        var own = (HttpURLConnection) URI.create(url).toURL().openConnection();
        return WatchedUrlConnection.of(own, log.monitor.logData(true));
    }

    private static void asks(String url, SSLContext tls) throws IOException {
        var log = new Watched();
        var connection = assertInstanceOf(HttpsURLConnection.class, watched(url, log));
        var factory = tls.getSocketFactory();
        connection.setSSLSocketFactory(factory);
        assertSame(factory, connection.getSSLSocketFactory());
        connection.setRequestProperty("Authorization", "Bearer abcd1234");
        assertEquals("fine", new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals("CN=own", connection.getPeerPrincipal().getName());
        assertEquals(1, connection.getServerCertificates().length);
        assertNotEquals("", connection.getCipherSuite());
        assertEquals(4, connection.getContentLength());
        connection.disconnect();
        assertEquals(List.of("> GET " + url, ">   Authorization: ...", "> data size: 0", ""), log.blocks.get(0));
        assertEquals("< 200 OK", log.blocks.get(1).get(0));
        assertEquals(
                List.of("< data size: 4", "< fine"),
                log.lines().subList(log.lines().size() - 2, log.lines().size()));
    }

    private static void refusesWhomNobodyTrusts(String url) throws IOException {
        var log = new Watched();
        assertThrows(SSLHandshakeException.class, watched(url, log)::getInputStream);
        assertEquals(2, log.blocks.size());
        String instead = log.blocks.get(1).get(0);
        assertEquals("< no reply: SSLHandshakeException", instead.substring(0, instead.indexOf(':', 12)));
    }
}

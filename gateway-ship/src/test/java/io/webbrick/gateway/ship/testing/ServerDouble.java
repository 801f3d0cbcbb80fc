package io.webbrick.gateway.ship.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * An HTTP server on a socket of this machine that remembers every request and does what a test says: answer, cut the connection, stand
 * still, send half an answer. Any thread.
 */
public final class ServerDouble implements AutoCloseable {
    private final ServerSocket socket;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Map<Socket, Boolean> open = new ConcurrentHashMap<>();
    private volatile Function<Request, Response> rules;

    /** A request; names of headers in lower case, the body as it came. */
    public record Request(String method, String target, Map<String, String> headers, Bytes body) {
        /** The body as text, unpacked when it is packed. */
        public String text() {
            try (InputStream in = "gzip".equals(headers.get("content-encoding"))
                    ? new GZIPInputStream(new ByteArrayInputStream(body.copy()))
                    : new ByteArrayInputStream(body.copy())) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException broken) {
                throw new IllegalStateException(broken);
            }
        }
    }

    /** Bytes that nobody changes. */
    public static final class Bytes {
        private final byte[] bytes;

        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of them. */
        public byte[] copy() {
            return bytes.clone();
        }
    }

    /** What the server does with a request. */
    public sealed interface Response {
        /** An answer, with these headers, one a line. */
        record Answer(int status, String headers, String body) implements Response {}

        /** The connection is cut at once, before or after the request was heeded. */
        record Reset() implements Response {}

        /** Nothing comes back, and the connection stays. */
        record Stall() implements Response {}

        /** The beginning of an answer, and then the end of the connection. */
        record Half() implements Response {}
    }

    private ServerDouble(ServerSocket socket, Function<Request, Response> rules) {
        this.socket = socket;
        this.rules = rules;
    }

    /** Starts a server that goes by these rules. */
    public static ServerDouble start(Function<Request, Response> rules) throws IOException {
        return start(rules, 0);
    }

    /** The same on a port of choice. */
    public static ServerDouble start(Function<Request, Response> rules, int port) throws IOException {
        var server = new ServerDouble(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), rules);
        daemon(server::accept);
        return server;
    }

    /** An answer without further headers. */
    public static Response answer(int status, String body) {
        return new Response.Answer(status, "", body);
    }

    /** From now on it goes by other rules. */
    public void rules(Function<Request, Response> other) {
        rules = other;
    }

    public List<Request> requests() {
        return requests;
    }

    public URI uri() {
        return URI.create(
                (socket instanceof SSLServerSocket ? "https" : "http") + "://127.0.0.1:" + socket.getLocalPort());
    }

    /** The same over TLS, for clients that show a certificate that this context trusts. */
    public static ServerDouble startForDevices(Function<Request, Response> rules, SSLContext tls) throws IOException {
        var socket = (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        var server = new ServerDouble(socket, rules);
        daemon(server::accept);
        return server;
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "server-double");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                open.put(connection, true);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            while (respond(connection, read(in))) {
                connection.getOutputStream().flush();
            }
        } catch (IOException ended) {
            // the other side has left
        } finally {
            open.remove(connection);
        }
    }

    private boolean respond(Socket connection, Request request) throws IOException {
        requests.add(request);
        Response response = rules.apply(request);
        OutputStream out = connection.getOutputStream();
        if (response instanceof Response.Answer answer) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            String head = "HTTP/1.1 " + answer.status() + " X\r\nContent-Length: " + body.length + "\r\n"
                    + (answer.headers().isEmpty() ? "" : answer.headers() + "\r\n") + "\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            return true;
        }
        if (response instanceof Response.Half) {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"par".getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return false;
        }
        if (response instanceof Response.Stall) {
            return connection.getInputStream().read() >= 0;
        }
        connection.setSoLinger(true, 0);
        return false;
    }

    private static Request read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", -1);
        var headers = new LinkedHashMap<String, String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException();
        }
        return new Request(first[0], first[1], headers, new Bytes(body));
    }

    private static String line(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (b != '\r') {
                bytes.write(b);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : open.keySet()) {
            connection.close();
        }
    }
}

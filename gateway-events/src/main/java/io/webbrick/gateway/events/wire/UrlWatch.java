package io.webbrick.gateway.events.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.Cleaner;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one request of a connection, told to an exchange: it begins with the first step that needs the other side, and its reply with
 * the first step that waits for it. Bodies are looked at as they pass by. A reply that nobody reads ends when it is let go of, or
 * forgotten. One thread at a time, as connections themselves; {@link #letGo} from any.
 */
final class UrlWatch {
    /** The JDK sends these and does not give them back. */
    private static final Set<String> KEPT_TO_ITSELF = Set.of("authorization", "proxy-authorization");

    private static final Cleaner FORGOTTEN = Cleaner.create();

    private final HttpURLConnection connection;
    private final WireMonitor monitor;
    private final int attempt;
    private final List<WireHeader> headers;
    private long length = -1;
    private boolean replied;

    /** How long the reply's body is to be; -1 when that is unknown. */
    private long expected = -1;

    private volatile @Nullable WireExchange exchange;

    /** One step with the connection. */
    interface Step<T extends @Nullable Object, E extends Exception> {
        T take() throws E;
    }

    /** A step that gives nothing. */
    private interface Act {
        void run() throws IOException;
    }

    UrlWatch(HttpURLConnection connection, WireMonitor monitor, int attempt) {
        this.connection = connection;
        this.monitor = monitor;
        this.attempt = attempt;
        this.headers = given(connection);
    }

    /** By name, since nobody knows in which order they were set. */
    private static List<WireHeader> given(HttpURLConnection connection) {
        var given = new ArrayList<WireHeader>();
        try {
            given.addAll(WireHeader.of(connection.getRequestProperties()));
            given.sort(Comparator.comparing(WireHeader::name));
        } catch (IllegalStateException sentAlready) {
            given.clear();
        }
        return given;
    }

    /** This header was set in place of others of its name. */
    void set(String name, @Nullable String value) {
        headers.removeIf(header -> header.name().equalsIgnoreCase(name));
        add(name, value);
    }

    /** This header was added; those that the connection ignores are none. */
    void add(String name, @Nullable String value) {
        boolean sent =
                KEPT_TO_ITSELF.contains(name.toLowerCase(Locale.ROOT)) || connection.getRequestProperty(name) != null;
        if (value != null && sent) {
            headers.add(new WireHeader(name, value));
        }
    }

    /** The body's length was said beforehand. */
    void length(long bytes) {
        length = bytes;
    }

    /** Connects, which may be long before the request is sent. */
    void connect() throws IOException {
        telling(begin(connection.getDoOutput()), connection::connect);
    }

    /** Where the request's body is written to. */
    OutputStream sending() throws IOException {
        if (!connection.getDoOutput()) {
            return connection.getOutputStream();
        }
        WireExchange begun = begin(true);
        return got(begun, () -> new Sending(connection.getOutputStream(), begun));
    }

    /** Where the reply's body comes from. */
    InputStream receiving(InputStream from) {
        arrive();
        return new Receiving(from, begin(false));
    }

    /** A step that sends the request, if nothing did before, and waits for the reply. */
    <T extends @Nullable Object, E extends Exception> T ask(Step<T, E> step) throws E {
        begin(false);
        try {
            return step.take();
        } finally {
            arrive();
        }
    }

    /** Nobody wants more of it. */
    void letGo() {
        WireExchange begun = exchange;
        if (begun != null) {
            begun.abandon();
        }
    }

    /** @param writes whether a body follows: connections make a POST of a GET then */
    private WireExchange begin(boolean writes) {
        WireExchange begun = exchange;
        if (begun == null) {
            var all = new ArrayList<WireHeader>();
            if (length > 0) {
                all.add(new WireHeader("Content-Length", Long.toString(length)));
            }
            all.addAll(headers);
            String method = writes && isMethod("GET") ? "POST" : connection.getRequestMethod();
            begun = monitor.begin(method, connection.getURL().toString(), all, length, attempt);
            exchange = begun;
            FORGOTTEN.register(this, begun::abandon);
        }
        return begun;
    }

    private boolean isMethod(String method) {
        return method.equals(connection.getRequestMethod());
    }

    private static void telling(WireExchange begun, Act act) throws IOException {
        got(begun, () -> {
            act.run();
            return begun;
        });
    }

    /** What the step gives; the exchange is told when it fails instead. */
    private static <T> T got(WireExchange begun, Step<T, IOException> step) throws IOException {
        try {
            return step.take();
        } catch (IOException | RuntimeException failed) {
            begun.fail(failed);
            throw failed;
        }
    }

    /** The reply's head is here, or the reason why there is none: asked again, a connection says the same again. */
    private void arrive() {
        if (replied) {
            return;
        }
        replied = true;
        WireExchange begun = begin(false);
        try {
            int status = connection.getResponseCode();
            begun.reply(status, connection.getResponseMessage(), replyHeaders());
            expected = connection.getContentLengthLong();
            if (expected == 0 || status == 204 || status == 304 || isMethod("HEAD")) {
                begun.end();
            }
        } catch (IOException | RuntimeException failed) {
            begun.fail(failed);
        }
    }

    /** The status line comes first, under no name. */
    private List<WireHeader> replyHeaders() {
        var all = new ArrayList<WireHeader>();
        for (int index = 0; ; index++) {
            String name = connection.getHeaderFieldKey(index);
            String value = connection.getHeaderField(index);
            if (name != null && value != null) {
                all.add(new WireHeader(name, value));
            } else if (index > 0) {
                return all;
            }
        }
    }

    /** Hands on what is written, and looks at it. */
    private static final class Sending extends OutputStream {
        private final OutputStream to;
        private final WireExchange exchange;

        Sending(OutputStream to, WireExchange exchange) {
            this.to = to;
            this.exchange = exchange;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            telling(exchange, () -> to.write(bytes, offset, count));
            exchange.requestBody().pass(bytes, offset, count);
        }

        @Override
        public void flush() throws IOException {
            telling(exchange, to::flush);
        }

        @Override
        public void close() throws IOException {
            telling(exchange, to::close);
        }
    }

    /** Hands on what is read, looks at it, and tells how it ended. Keeps its connection from being forgotten. */
    private final class Receiving extends InputStream {
        private final InputStream from;
        private final WireExchange to;

        Receiving(InputStream from, WireExchange to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int most) throws IOException {
            int count = got(to, () -> from.read(bytes, offset, most));
            if (count > 0) {
                to.replyBody().pass(bytes, offset, count);
            }
            long size = to.replyBody().size();
            if (count < 0 && size < expected) {
                to.fail(new EOFException("it ended after " + size + " of " + expected + " bytes"));
            } else if (count < 0 || size == expected) {
                to.end();
            }
            return count;
        }

        @Override
        public int available() throws IOException {
            return from.available();
        }

        @Override
        public void close() throws IOException {
            from.close();
            to.abandon();
        }
    }
}

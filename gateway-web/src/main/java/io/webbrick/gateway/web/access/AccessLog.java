package io.webbrick.gateway.web.access;

import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.web.meter.Meters;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * Writes one line into the Access stream for each request when its answer ends: also for one refused as malformed, and
 * for one whose header never became complete. An answer that goes on for as long as somebody listens has a line at its beginning
 * as well, and in that at its end {@value #END} behind its target, which no client can send. Any thread; costs one {@link Journal#append}.
 */
public final class AccessLog implements RequestLog {
    private static final String USER = AccessLog.class.getName() + ".user";
    private static final String STREAMING = AccessLog.class.getName() + ".streaming";
    private static final String END = "#end";
    private static final String HANDLED = AccessLog.class.getName() + ".handled";

    private static final Set<String> POLLED = Set.of("/healthz", "/metrics");

    /** What pages of ours ask for again and again while they are open; they say so with {@value #PAGE}. */
    private static final Set<String> REPEATED = Set.of(
            "/",
            "/api/histogram",
            "/api/loggers",
            "/api/problems",
            "/api/series",
            "/api/sources",
            "/api/status",
            "/api/talkers");

    private static final String PAGE = "X-WebBrick";
    private static final String AGAIN = "again";

    private final Journal journal;
    private final Journal polling;
    private final Meters meters;
    private final Supplier<ZoneId> zone;

    /**
     * @param polling takes the lines of health and metrics that were asked for and given; and, at DEBUG, of what an open page asks
     *     for again
     */
    public AccessLog(Journal journal, Journal polling, Meters meters, Supplier<ZoneId> zone) {
        this.journal = journal;
        this.polling = polling;
        this.meters = meters;
        this.zone = zone;
    }

    /** To be called first by whoever handles a request: its header is whole and well-formed. */
    public static void handling(Request request) {
        request.setAttribute(HANDLED, true);
        if (endPoint(request) instanceof RememberingEndPoint remembering) {
            remembering.handling();
        }
    }

    /** Names the account in the request's line. */
    public static void user(Request request, String user) {
        request.setAttribute(USER, user);
    }

    /** To be called when an answer begins that has no end of its own: no limit of time cuts it, and it has a line at once. */
    public static void streaming(Request request, Response response) {
        if (endPoint(request) instanceof RememberingEndPoint remembering
                && request.getConnectionMetaData().getConnector().getServer().getRequestLog()
                        instanceof AccessLog log) {
            remembering.streaming();
            AccessLine line = line(request, response, true, remembering);
            log.meters.request(line.status(), line.millis());
            log.append(line, log.journal, Level.INFO);
            request.setAttribute(STREAMING, true);
        }
    }

    /** To be called before each further part of a long answer: its client takes it, so its time begins anew. */
    public static void advanced(Request request) {
        if (endPoint(request) instanceof RememberingEndPoint remembering) {
            remembering.advanced();
        }
    }

    @Override
    public void log(Request request, Response response) {
        if (!(endPoint(request) instanceof RememberingEndPoint endPoint)) {
            throw new IllegalStateException("an access log needs a " + RememberingConnector.class.getSimpleName());
        }
        boolean handled = request.getAttribute(HANDLED) != null;
        if (endPoint.claimLine()) {
            AccessLine line = line(request, response, handled, endPoint);
            if (request.getAttribute(STREAMING) == null) {
                meters.request(line.status(), line.millis());
            }
            String path = String.valueOf(request.getHttpURI().getCanonicalPath());
            boolean given = response.getStatus() == 200;
            if (given && isRepeated(request, path)) {
                append(line, polling, Level.DEBUG);
            } else {
                append(line, given && POLLED.contains(path) ? polling : journal, Level.INFO);
            }
        }
        endPoint.ended(handled && request.getConnectionMetaData().isPersistent());
    }

    private static boolean isRepeated(Request request, String path) {
        return AGAIN.equals(request.getHeaders().get(PAGE))
                && request.getMethod().equals("GET")
                && REPEATED.contains(path);
    }

    private static AccessLine line(Request request, Response response, boolean handled, RememberingEndPoint endPoint) {
        return new AccessLine(
                address(endPoint.getRemoteSocketAddress()),
                (String) request.getAttribute(USER),
                Instant.ofEpochMilli(Request.getTimeStamp(request)),
                requestLine(request, handled, endPoint),
                response.getStatus(),
                bytes(response, handled),
                header(request, HttpHeader.REFERER),
                header(request, HttpHeader.USER_AGENT),
                Math.max(0, (System.nanoTime() - request.getBeginNanoTime()) / 1_000_000));
    }

    void abandoned(RememberingEndPoint endPoint) {
        var line = new AccessLine(
                address(endPoint.getRemoteSocketAddress()),
                null,
                Instant.ofEpochMilli(endPoint.beganMillis()),
                RequestLine.of(endPoint.firstLine()),
                408,
                0,
                null,
                null,
                endPoint.tookMillis());
        meters.request(line.status(), line.millis());
        append(line, journal, Level.INFO);
    }

    private void append(AccessLine line, Journal to, Level level) {
        to.append(level, System.currentTimeMillis(), line.format(zone.get()));
    }

    private static RequestLine requestLine(Request request, boolean handled, RememberingEndPoint endPoint) {
        String raw = handled ? "" : endPoint.firstLine();
        return raw.isEmpty()
                ? new RequestLine(
                        request.getMethod(),
                        request.getHttpURI().getPathQuery() + (request.getAttribute(STREAMING) == null ? "" : END),
                        request.getConnectionMetaData().getProtocol())
                : RequestLine.of(raw);
    }

    /** Jetty does not count what it sends for a request that it refused itself. */
    private static long bytes(Response response, boolean handled) {
        long written = Response.getContentBytesWritten(response);
        return handled || written > 0
                ? written
                : Math.max(0, response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH));
    }

    /** Jetty hands out a header's bytes as chars; they stay bytes. */
    private static @Nullable String header(Request request, HttpHeader name) {
        HttpField field = request.getHeaders().getField(name);
        String value = field == null ? null : field.getValue();
        if (value == null) {
            return null;
        }
        var bytes = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            bytes.append(c < 0x80 || c > 0xff ? c : AccessLine.rawByte((byte) c));
        }
        return bytes.toString();
    }

    private static @Nullable EndPoint endPoint(Request request) {
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        return endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
    }

    private static String address(@Nullable SocketAddress address) {
        if (address instanceof InetSocketAddress internet && internet.getAddress() != null) {
            String text = internet.getAddress().getHostAddress();
            int scope = text.indexOf('%');
            return scope < 0 ? text : text.substring(0, scope);
        }
        return "-";
    }
}

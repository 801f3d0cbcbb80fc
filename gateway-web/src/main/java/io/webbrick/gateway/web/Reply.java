package io.webbrick.gateway.web;

import io.webbrick.gateway.web.access.AccessLog;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.LiveParts;
import io.webbrick.gateway.web.api.Parts;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.page.Page;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IO;

/** Puts answers on the wire with the headers that every answer carries. Stateless; no thread waits for the client. */
final class Reply {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
            + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private Reply() {}

    /** Sends the answer and completes the request. */
    static void send(Request request, Response response, Callback callback, Answer answer) {
        HttpFields.Mutable headers = response.getHeaders();
        protect(headers);
        answer.headers().forEach(headers::put);
        response.setStatus(answer.status());
        if (!answer.type().isEmpty()) {
            headers.put(HttpHeader.CONTENT_TYPE, answer.type());
        }
        Parts parts = answer.parts();
        if (parts != null) {
            sendParts(request, response, callback, parts);
            return;
        }
        ByteBuffer body = Packing.accepted(request, headers, answer.body()).duplicate();
        if (answer.status() != 304) {
            headers.put(HttpHeader.CONTENT_LENGTH, body.remaining());
        }
        if (HttpMethod.HEAD.is(request.getMethod())) {
            body.position(body.limit());
        }
        Runnable afterwards = answer.afterwards();
        response.write(true, body, afterwards == null ? callback : Callback.from(callback, afterwards));
    }

    private static void sendParts(Request request, Response response, Callback callback, Parts parts) {
        if (HttpMethod.HEAD.is(request.getMethod())) {
            IO.close(parts);
            response.write(true, BufferUtil.EMPTY_BUFFER, callback);
            return;
        }
        Runnable advanced = parts instanceof LiveParts ? () -> {} : () -> AccessLog.advanced(request);
        var writer = new PartsWriter(response, callback, parts, advanced);
        if (parts instanceof LiveParts live) {
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            AccessLog.streaming(request, response);
            live.begin(writer::iterate, endPoint::close);
        }
        writer.iterate();
    }

    /** Says no: as a page to a browser, as JSON to everybody else. */
    static void refuse(Request request, Response response, Callback callback, Refusal refusal) {
        String path = request.getHttpURI().getPath();
        String accept = request.getHeaders().get(HttpHeader.ACCEPT);
        boolean page = accept != null && accept.contains("text/html") && (path == null || !path.startsWith("/api"));
        Answer answer = page ? Page.refusal(refusal) : refusal.answer();
        if (refusal.status() == 401 && Caller.mayBeChallenged(request)) {
            answer = answer.with("WWW-Authenticate", "Basic realm=\"WebBrick gateway\", charset=\"UTF-8\"");
        }
        if (refusal.status() == 413) {
            answer = answer.with("Connection", "close");
        }
        if (refusal.status() == 429 || refusal.status() == 503) {
            answer = answer.with("Retry-After", "5");
        }
        send(request, response, callback, answer);
    }

    private static void protect(HttpFields.Mutable headers) {
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }
}

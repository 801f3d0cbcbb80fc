package io.webbrick.gateway.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.eclipse.jetty.server.Request;

/**
 * What is kept packed with gzip goes out so to everybody who says that he can unpack it, and unpacked to the few others.
 * Stateless.
 */
final class Packing {
    private static final String GZIP = "gzip";

    private Packing() {}

    /** The body as this client can read it; takes the header away when that is unpacked. */
    static ByteBuffer accepted(Request request, HttpFields.Mutable headers, ByteBuffer body) {
        if (!GZIP.equals(headers.get(HttpHeader.CONTENT_ENCODING)) || acceptsGzip(request)) {
            return body;
        }
        headers.remove(HttpHeader.CONTENT_ENCODING);
        var packed = new byte[body.remaining()];
        body.duplicate().get(packed);
        try (var gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return ByteBuffer.wrap(gzip.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("what was packed here cannot be unpacked", e);
        }
    }

    private static boolean acceptsGzip(Request request) {
        var codings = new QuotedQualityCSV();
        request.getHeaders().getValuesList(HttpHeader.ACCEPT_ENCODING).forEach(codings::addValue);
        return codings.getValues().contains(GZIP);
    }
}

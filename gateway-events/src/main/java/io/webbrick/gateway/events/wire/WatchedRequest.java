package io.webbrick.gateway.events.wire;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Flow;

/** A request whose body is looked at while it is published; all else is the original's. */
final class WatchedRequest extends HttpRequest {
    private final HttpRequest request;
    private final WireBody body;

    WatchedRequest(HttpRequest request, WireBody body) {
        this.request = request;
        this.body = body;
    }

    @Override
    public Optional<BodyPublisher> bodyPublisher() {
        return request.bodyPublisher().map(publisher -> new Publisher(publisher, body));
    }

    @Override
    public String method() {
        return request.method();
    }

    @Override
    public Optional<Duration> timeout() {
        return request.timeout();
    }

    @Override
    public boolean expectContinue() {
        return request.expectContinue();
    }

    @Override
    public URI uri() {
        return request.uri();
    }

    @Override
    public Optional<HttpClient.Version> version() {
        return request.version();
    }

    @Override
    public HttpHeaders headers() {
        return request.headers();
    }

    private record Publisher(BodyPublisher publisher, WireBody body) implements BodyPublisher {
        @Override
        public long contentLength() {
            return publisher.contentLength();
        }

        @Override
        public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
            body.restart();
            publisher.subscribe(new Passing(subscriber, body));
        }
    }

    /** Hands everything on, and looks at bytes before. */
    private record Passing(Flow.Subscriber<? super ByteBuffer> to, WireBody body)
            implements Flow.Subscriber<ByteBuffer> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            to.onSubscribe(subscription);
        }

        @Override
        public void onNext(ByteBuffer bytes) {
            body.pass(bytes);
            to.onNext(bytes);
        }

        @Override
        public void onError(Throwable failure) {
            to.onError(failure);
        }

        @Override
        public void onComplete() {
            to.onComplete();
        }
    }
}

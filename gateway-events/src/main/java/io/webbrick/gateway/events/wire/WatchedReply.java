package io.webbrick.gateway.events.wire;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Hands a reply's body on to whoever reads it, looks at it before, and tells how it ended. */
final class WatchedReply<T> implements BodySubscriber<T> {
    private final BodySubscriber<T> reader;
    private final WireExchange exchange;

    WatchedReply(BodySubscriber<T> reader, WireExchange exchange) {
        this.reader = reader;
        this.exchange = exchange;
    }

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        reader.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                subscription.request(count);
            }

            @Override
            public void cancel() {
                exchange.abandon();
                subscription.cancel();
            }
        });
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        bytes.forEach(exchange.replyBody()::pass);
        reader.onNext(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        exchange.fail(failure);
        reader.onError(failure);
    }

    @Override
    public void onComplete() {
        exchange.end();
        reader.onComplete();
    }
}

package io.webbrick.gateway.events.wire;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One request and its reply, told by whoever carries them out: what passes by of the bodies, the reply's head, and the end. Both
 * are logged at the end, one right behind the other, so that a secret which only the reply gives away is masked in the request
 * too. When the end is overdue the request is logged alone, with a number by which its reply is known. Any thread; after the end
 * nothing counts any more.
 */
public final class WireExchange {
    /** Kept beyond what is shown, so that a secret across the end is known as one. */
    private static final int BEYOND = 1_024;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final WireMonitor monitor;
    private final Asked asked;
    private final WireBody sent;
    private final WireBody received;
    private final AtomicReference<@Nullable WireExchange> overdue = new AtomicReference<>(this);
    private boolean ended;
    private int number;
    private @Nullable Answer answer;

    /** What is asked for. */
    record Asked(String method, String url, List<WireHeader> headers, long length, int attempt) {
        Asked {
            headers = List.copyOf(headers);
        }
    }

    private record Answer(int status, String reason, List<WireHeader> headers) {}

    /** How it ended: the body's last byte came, or what happened instead. */
    private record End(@Nullable String instead, @Nullable Throwable failure) {}

    WireExchange(WireMonitor monitor, Asked asked) {
        this.monitor = monitor;
        this.asked = asked;
        int most = monitor.dataBytes() + BEYOND;
        this.sent = new WireBody(most);
        this.received = new WireBody(most);
    }

    /** Waits for the time when its end is overdue; ended, it is not kept for that. */
    void watch(Executor later) {
        AtomicReference<@Nullable WireExchange> watched = overdue;
        later.execute(() -> {
            WireExchange late = watched.getAndSet(null);
            if (late != null) {
                late.overdue();
            }
        });
    }

    /** The request's body. */
    public WireBody requestBody() {
        return sent;
    }

    /** The reply's body. */
    public WireBody replyBody() {
        return received;
    }

    /**
     * The head of the reply has come.
     *
     * @param reason the words behind the status; null or empty for the usual ones
     */
    public synchronized void reply(int status, @Nullable String reason, List<WireHeader> headers) {
        String words = reason == null || reason.isBlank() ? Reasons.of(status) : reason.strip();
        answer = new Answer(status, words, List.copyOf(headers));
    }

    /** The reply has ended. */
    public void end() {
        end(new End(null, null));
    }

    /** Whoever reads the reply wants no more of it. */
    public void abandon() {
        end(new End("not read to its end", null));
    }

    /** There is no reply, or not all of it. */
    public void fail(Throwable failure) {
        end(new End("then failed", failure));
    }

    private synchronized void end(End how) {
        if (ended) {
            return;
        }
        ended = true;
        overdue.set(null);
        if (!monitor.enabled()) {
            return;
        }
        Texts texts = texts();
        monitor.write(number == 0 ? request(texts) : List.of(), reply(texts, how));
    }

    private synchronized void overdue() {
        if (!ended && monitor.enabled()) {
            number = NUMBERS.updateAndGet(last -> last == Integer.MAX_VALUE ? 1 : last + 1);
            monitor.write(request(texts()), List.of());
        }
    }

    /** The bodies as text, after everything was looked through for secrets. */
    private record Texts(Masker masker, boolean open, boolean data, Seen sent, Seen received) {}

    /** @param kind what it is, when it is no text; else empty */
    private record Seen(BodyText text, String kind) {
        static Seen of(WireBody body, int shown, List<WireHeader> headers) {
            BodyText text = BodyText.of(body.first(), shown, contentType(headers));
            return new Seen(text, BodyKind.of(text, headers));
        }

        void learn(Masker masker) {
            if (kind.isEmpty()) {
                masker.learnBody(text.text());
            }
        }
    }

    private Texts texts() {
        Masker masker = monitor.masker();
        boolean open = monitor.showsTokens();
        Answer head = answer;
        Seen out = Seen.of(sent, monitor.dataBytes(), asked.headers());
        Seen in = Seen.of(received, monitor.dataBytes(), head == null ? List.of() : head.headers());
        if (!open) {
            masker.learn(asked.url());
            masker.learn(asked.headers());
            out.learn(masker);
            if (head != null) {
                masker.learn(head.headers());
            }
            in.learn(masker);
        }
        return new Texts(masker, open, monitor.showsData(), out, in);
    }

    private static String contentType(List<WireHeader> headers) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase("Content-Type"))
                .map(WireHeader::value)
                .findFirst()
                .orElse("");
    }

    private List<String> request(Texts texts) {
        var block = new Block("> ");
        String url = shown(asked.url(), texts);
        block.line(mark() + asked.method() + " " + url + (asked.attempt() > 1 ? " attempt=" + asked.attempt() : ""));
        block.headers(asked.headers(), texts.open(), texts.masker());
        boolean whole = asked.length() <= sent.size();
        block.line("data size: " + sent.size() + (whole ? "" : " of " + asked.length()));
        body(block, sent, texts.sent(), texts);
        block.empty();
        return block.lines();
    }

    private List<String> reply(Texts texts, End how) {
        var block = new Block("< ");
        Answer head = answer;
        if (head == null) {
            String why = how.failure() == null ? "given up" : words(how.failure());
            block.line(mark() + "no reply: " + shown(why, texts));
            return block.lines();
        }
        block.line(mark() + (head.status() + " " + shown(head.reason(), texts)).strip());
        block.headers(head.headers(), texts.open(), texts.masker());
        String instead = how.instead() == null ? "" : ", " + how.instead();
        String why = how.failure() == null ? "" : ": " + shown(words(how.failure()), texts);
        block.line("data size: " + received.size() + instead + why);
        body(block, received, texts.received(), texts);
        return block.lines();
    }

    private String mark() {
        return number == 0 ? "" : "[" + number + "] ";
    }

    private void body(Block block, WireBody body, Seen seen, Texts texts) {
        long size = body.size();
        if (!texts.data() || size == 0) {
            return;
        }
        if (!texts.open() && !seen.kind().isEmpty()) {
            block.line("... (" + size + " bytes, " + shown(seen.kind(), texts) + ")");
            return;
        }
        BodyText text = seen.text();
        boolean cut = size > body.first().length;
        String shown = texts.open()
                ? text.text().substring(0, text.shown())
                : texts.masker().body(text, cut);
        block.body(shown, size - text.bytes());
    }

    private static String shown(String text, Texts texts) {
        return texts.open() ? text : texts.masker().masked(text);
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }
}

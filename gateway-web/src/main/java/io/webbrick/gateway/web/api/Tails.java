package io.webbrick.gateway.web.api;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.StreamReading;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All clients that follow streams. One thread, there while anybody follows, looks for new records and wakes those whom they concern;
 * parts are made on the server's threads. A client that reads slowly costs its cursor and one part, and logging nothing at all.
 */
final class Tails {
    static final int MOST = 64;

    private static final String ALL = "a stream";
    private static final long TURN_NANOS = 150_000_000;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long CLOSING_NANOS = 5_000_000;
    private static final int READERS = 2;

    private final StreamReading streams;
    private final Executor executor;
    private final long beatNanos;
    private final Semaphore reading = new Semaphore(READERS);
    private final Map<String, Feed> feeds = new HashMap<>();
    private final Set<TailParts> clients = new LinkedHashSet<>();
    private volatile Counts counts = new Counts(0, "{}");
    private @Nullable Thread thread;
    private boolean closed;

    /** Of the thread that looks. */
    private final Troubles troubles = new Troubles("followed");

    /** Records stored by stream; version 0 before they were counted. */
    record Counts(long version, String json) {}

    /**
     * @param executor makes the parts
     * @param beatNanos so often a client hears something
     */
    Tails(StreamReading streams, Executor executor, long beatNanos) {
        this.streams = streams;
        this.executor = executor;
        this.beatNanos = beatNanos;
    }

    /** The feed of a stream. */
    synchronized Feed feed(StoredStream stream) {
        Feed feed = feeds.computeIfAbsent(stream.name(), name -> new Feed(stream));
        feed.stream(stream);
        return feed;
    }

    /** Whether one client more has a place. */
    synchronized void checkRoom() throws Refusal {
        if (closed || clients.size() >= MOST) {
            throw new Refusal(503, "busy", MOST + " clients follow streams already; close one of them");
        }
    }

    /** A client begins; it leaves when it is closed. */
    synchronized void enter(TailParts client) throws Refusal {
        checkRoom();
        clients.add(client);
        client.sources().forEach(source -> source.feed().enter());
        if (thread == null) {
            var looking = new Thread(this::look, "web-tail");
            looking.setDaemon(true);
            thread = looking;
            looking.start();
        }
    }

    synchronized void leave(TailParts client) {
        if (clients.remove(client)) {
            client.sources().forEach(source -> source.feed().leave());
        }
    }

    Counts counts() {
        return counts;
    }

    Semaphore reading() {
        return reading;
    }

    long nanos() {
        return System.nanoTime();
    }

    boolean isBeatDue(long sentAt) {
        return nanos() - sentAt >= beatNanos;
    }

    private void look() {
        long second = nanos() - SECOND_NANOS;
        List<TailParts> now = clients();
        while (!now.isEmpty()) {
            boolean all = nanos() - second >= SECOND_NANOS;
            second = all ? nanos() : second;
            try {
                look(now, all);
                troubles.over(ALL);
            } catch (RuntimeException e) {
                troubles.tell(ALL, e);
            }
            LockSupport.parkNanos(this, TURN_NANOS);
            now = clients();
        }
    }

    /** One look; with {@code all} also at what changes less often. */
    private void look(List<TailParts> now, boolean all) {
        if (all) {
            count();
            followFiles();
        }
        Set<Feed> fresh = poll(now);
        for (TailParts client : now) {
            if (all || client.wantsTurn() || client.sources().stream().anyMatch(each -> fresh.contains(each.feed()))) {
                executor.execute(client::wake);
            }
        }
    }

    /** Those who follow now; when there is none, the thread that asks ends. */
    private synchronized List<TailParts> clients() {
        if (clients.isEmpty()) {
            thread = null;
        }
        return List.copyOf(clients);
    }

    private void count() {
        String json = Json.write(streams.stored());
        if (!json.equals(counts.json())) {
            counts = new Counts(counts.version() + 1, json);
        }
    }

    /** Whoever follows a file that is not its stream's any more is sent to begin again. */
    private void followFiles() {
        for (Feed feed : feeds()) {
            StoredStream stream = feed.stream();
            if (streams.file(stream.name()).filter(stream.file()::equals).isPresent()) {
                feed.stream(new StoredStream(stream.name(), stream.file(), streams.parser(stream.name())));
            } else {
                endAll(feed);
            }
        }
    }

    private synchronized List<Feed> feeds() {
        return List.copyOf(feeds.values());
    }

    private synchronized void endAll(Feed feed) {
        feeds.remove(feed.name());
        clients.stream()
                .filter(client -> client.sources().stream().anyMatch(source -> source.feed() == feed))
                .forEach(TailParts::end);
    }

    private Set<Feed> poll(List<TailParts> now) {
        var asked = new HashSet<Feed>();
        now.forEach(client -> client.sources().forEach(source -> asked.add(source.feed())));
        var fresh = new HashSet<Feed>();
        for (Feed feed : asked) {
            try {
                if (feed.poll()) {
                    fresh.add(feed);
                }
                troubles.over(feed.name());
            } catch (IOException | RuntimeException e) {
                troubles.tell(feed.name(), e);
            }
        }
        return fresh;
    }

    /** Ends all answers, and breaks off those that have not ended after so many milliseconds; there are no further ones. */
    void close(long millis) {
        long deadline = nanos() + millis * 1_000_000;
        for (TailParts client : closing()) {
            client.end();
            client.wake();
        }
        while (!closing().isEmpty() && nanos() - deadline < 0) {
            LockSupport.parkNanos(this, CLOSING_NANOS);
        }
        closing().forEach(TailParts::cut);
        forgetAll();
    }

    /** There is nobody left to look for. */
    private synchronized void forgetAll() {
        clients.clear();
    }

    private synchronized List<TailParts> closing() {
        closed = true;
        return List.copyOf(clients);
    }
}

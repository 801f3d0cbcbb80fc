package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.logging.sink.ShipperStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The work of one shipper, turn by turn: reads a batch, sends it until it is acknowledged, and only then moves the checkpoint. A batch
 * that the other side cannot understand is halved until the records at fault are found; those are noted with the reason and passed.
 * Memory: one batch, and what the sender makes of it. One thread, but for {@link #status}.
 */
final class Delivery {
    private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);

    private final Sender sender;
    private final Limits limits;
    private final Stream stream;
    private final Checkpoint checkpoint;
    private final Refusals refusals;
    private final Backoff backoff;
    private final LongSupplier nanos;
    private final ShipperPlace place;
    private final Progress progress;
    private final Told told;

    /** Read and not yet cut into a batch. */
    private List<Outgoing> pending = new ArrayList<>();

    private long pendingBytes;
    private long pendingSince;
    private long earliest;
    private long latest;
    private boolean full;

    /** Cut and not acknowledged, in order; more than one only while a record at fault is looked for. */
    private final Deque<List<Outgoing>> batches = new ArrayDeque<>();

    private long notBefore;

    /** Says what people should know, when it changes. */
    interface Told {
        void failing(String why);

        void deliversAgain();

        void trouble(String what);
    }

    Delivery(
            ShipperSettings settings,
            ShipperPlace place,
            Sender sender,
            Limits limits,
            LongSupplier nanos,
            DoubleSupplier random,
            Told told) {
        this.place = place;
        this.sender = sender;
        this.limits = limits;
        this.nanos = nanos;
        this.told = told;
        this.notBefore = nanos.getAsLong();
        this.backoff = new Backoff(random);
        this.checkpoint = Checkpoint.open(place.state().resolve(settings.name()), nanos.getAsLong());
        this.refusals = new Refusals(place.state().resolve(settings.name() + ".reject"));
        this.stream = new Stream(place, checkpoint.acknowledged(), checkpoint.first());
        this.progress = new Progress(settings, sender.destination(), place.clock());
        if (checkpoint.takeDamage()) {
            told.trouble("its place in the stream cannot be read, so it begins with the oldest record that is left");
        }
    }

    /** Does what is to be done now; how many nanoseconds there is nothing to do. */
    long turn() throws InterruptedException {
        long now = nanos.getAsLong();
        if (batches.isEmpty()) {
            fill();
            if (isDue(now)) {
                cut();
            }
        }
        if (!batches.isEmpty() && now - notBefore >= 0) {
            sendFirst();
            store(false);
            return 0;
        }
        store(false);
        note();
        return pause(now);
    }

    /** Hands over what there is, once, until this moment; what cannot be delivered now stays for the next start. */
    void finish(long deadline) throws InterruptedException {
        fill();
        boolean going = backoff.failures() == 0;
        while (going && nanos.getAsLong() - deadline < 0 && !(batches.isEmpty() && pending.isEmpty())) {
            if (batches.isEmpty()) {
                cut();
            }
            sendFirst();
            going = backoff.failures() == 0;
            if (going && batches.isEmpty()) {
                fill();
            }
        }
    }

    /** Nothing more comes. */
    void end() {
        store(true);
        progress.state("closed");
    }

    ShipperStatus status() {
        return progress.status();
    }

    private void fill() {
        if (full) {
            return;
        }
        try {
            stream.read(this::add);
            Position first = stream.first();
            if (first != null) {
                checkpoint.beginsWith(first);
            }
        } catch (IOException | RuntimeException failed) {
            progress.failed("cannot read " + place.newest().getFileName() + ": " + failed.getMessage());
            told.trouble("cannot read " + place.newest() + ": " + failed);
        }
    }

    private boolean add(Outgoing record) {
        int bytes = sender.bytes(record);
        long first = pending.isEmpty() ? record.millis() : Math.min(earliest, record.millis());
        long last = pending.isEmpty() ? record.millis() : Math.max(latest, record.millis());
        boolean tooLong = limits.span() != null && last - first > limits.span().toMillis();
        full = !pending.isEmpty()
                && (pending.size() >= limits.count() || pendingBytes + bytes > limits.bytes() || tooLong);
        if (full) {
            return false;
        }
        if (pending.isEmpty()) {
            pendingSince = nanos.getAsLong();
        }
        pending.add(record);
        pendingBytes += bytes;
        earliest = first;
        latest = last;
        full = pending.size() >= limits.count() || pendingBytes >= limits.bytes();
        return true;
    }

    private boolean isDue(long now) {
        return !pending.isEmpty() && (full || now - pendingSince >= limits.age().toNanos());
    }

    private void cut() {
        batches.push(pending);
        pending = new ArrayList<>();
        pendingBytes = 0;
        full = false;
    }

    private void sendFirst() throws InterruptedException {
        List<Outgoing> batch = batches.peek();
        if (batch == null) {
            return;
        }
        progress.request();
        note();
        notBefore = nanos.getAsLong() + limits.pace().toNanos();
        Verdict verdict = ask(batch);
        if (verdict instanceof Verdict.Accepted accepted) {
            accept(batch, accepted);
        } else if (verdict instanceof Verdict.GivenUp given) {
            giveUp(batch, given.why());
        } else if (verdict instanceof Verdict.Poisoned poisoned) {
            halve(batch, poisoned.why());
        } else if (verdict instanceof Verdict.Denied denied) {
            fail(denied.why());
            notBefore = nanos.getAsLong() + backoff.deniedNanos();
        } else if (verdict instanceof Verdict.Again again) {
            again(batch, again);
        }
    }

    /** A fault of the sender's own is one more failed attempt: nothing ends the deliveries. */
    private Verdict ask(List<Outgoing> batch) throws InterruptedException {
        try {
            return sender.send(batch);
        } catch (RuntimeException | OutOfMemoryError fault) {
            told.trouble("fault while sending: " + fault.getClass().getSimpleName());
            return new Verdict.Again("fault while sending: " + fault.getClass().getSimpleName(), null);
        }
    }

    private void again(List<Outgoing> batch, Verdict.Again again) {
        fail(again.why());
        long wait = backoff.nanos(again.after());
        if (limits.attempts() > 0 && backoff.failures() >= limits.attempts()) {
            giveUp(batch, again.why() + ", after " + limits.attempts() + " attempts");
        } else {
            notBefore = Math.max(notBefore, nanos.getAsLong() + wait);
        }
    }

    private void fail(String why) {
        progress.failed(why);
        if (backoff.failures() == 0) {
            told.failing(why);
        }
    }

    private void accept(List<Outgoing> batch, Verdict.Accepted accepted) {
        long gaps = batch.stream().filter(Outgoing::isGap).count();
        int named = accepted.refused().size();
        succeed(batch);
        long records = batch.stream().filter(Outgoing::isRecord).count();
        progress.delivered(Math.max(0, records - named - accepted.further()), gaps);
        accepted.refused().forEach(refused -> refuse(batch.get(refused.index()), refused.why()));
        noteGaps(batch);
        String why = String.valueOf(accepted.why());
        if (accepted.further() > 0) {
            progress.rejected(accepted.further());
            told.trouble("the other side refused " + accepted.further() + " of " + batch.size()
                    + " records without saying which: " + why);
        }
        if (named + accepted.further() > 0) {
            report(
                    batch,
                    named + accepted.further(),
                    named > 0 ? accepted.refused().get(0).why() : why);
        }
    }

    /** The batch is done with, one way or the other. */
    private void succeed(List<Outgoing> batch) {
        batches.pop();
        checkpoint.advance(batch.get(batch.size() - 1).behind());
        if (backoff.failures() > 0) {
            told.deliversAgain();
        }
        backoff.reset();
        progress.state("idle");
    }

    private void halve(List<Outgoing> batch, String why) {
        if (batch.size() == 1) {
            giveUp(batch, why);
            return;
        }
        batches.pop();
        int half = batch.size() / 2;
        batches.push(List.copyOf(batch.subList(half, batch.size())));
        batches.push(List.copyOf(batch.subList(0, half)));
    }

    private void giveUp(List<Outgoing> batch, String why) {
        succeed(batch);
        batch.forEach(record -> refuse(record, why));
        report(batch, batch.size(), why);
    }

    private void refuse(Outgoing record, String why) {
        progress.rejected(1);
        write(record, why);
    }

    private void noteGaps(List<Outgoing> batch) {
        batch.stream().filter(Outgoing::isGap).forEach(gap -> write(gap, "deleted before they were sent"));
    }

    private void write(Outgoing record, String why) {
        try {
            refusals.note(record, why, Instant.ofEpochMilli(place.clock().millis()));
        } catch (IOException failed) {
            told.trouble("cannot note what was not delivered: " + failed);
        }
    }

    /** Who reads on the other side learns what is missing there; a report that is refused itself is not reported. */
    private void report(List<Outgoing> batch, long count, String why) {
        if (batch.stream().noneMatch(Outgoing::isRecord)) {
            return;
        }
        Outgoing first = batch.get(0);
        Outgoing last = batch.get(batch.size() - 1);
        String text =
                "lost " + count + " records, among " + first.uid() + " to " + last.uid() + ", not accepted: " + why;
        var report = new Outgoing(
                "refused/" + first.uid() + ".." + last.uid(),
                last.behind(),
                place.clock().millis(),
                30,
                ShippingThread.LOGGER,
                text,
                Outgoing.Kind.REPORT);
        if (pending.isEmpty()) {
            add(report);
        }
    }

    private void store(boolean now) {
        try {
            checkpoint.store(nanos.getAsLong(), now);
        } catch (IOException failed) {
            told.trouble("cannot keep its place in the stream, a restart sends the newest records again: " + failed);
        }
    }

    private void note() {
        List<Outgoing> first = batches.isEmpty() ? pending : batches.getFirst();
        int count = pending.size() + batches.stream().mapToInt(List::size).sum();
        progress.waits(count, first.isEmpty() ? 0 : first.get(0).millis());
        if (backoff.failures() == 0 && batches.isEmpty()) {
            progress.state(count > 0 ? "waiting" : "idle");
        }
        if (stream.isNameless()) {
            progress.failed("the lines of " + place.newest().getFileName() + " have no names yet, so they wait");
        }
    }

    private long pause(long now) {
        long look = Math.max(SHORTEST_LOOK, Math.min(LONGEST_LOOK, limits.age().toNanos() / 10));
        long wait = look;
        if (!batches.isEmpty()) {
            wait = notBefore - now;
        } else if (!pending.isEmpty()) {
            wait = Math.min(look, pendingSince + limits.age().toNanos() - now);
        }
        Long due = checkpoint.dueIn(now);
        return Math.max(0, due == null ? wait : Math.min(wait, due));
    }

    /** What is read and not acknowledged, for tests of the memory it takes. */
    int held() {
        return pending.size() + batches.stream().mapToInt(List::size).sum();
    }
}

package io.webbrick.gateway.ship.deliver;

import io.webbrick.gateway.logging.health.ShipperStatus;
import io.webbrick.gateway.logging.read.Position;
import io.webbrick.gateway.logging.read.StreamCursor;
import io.webbrick.gateway.logging.sink.ShipperPlace;
import io.webbrick.gateway.logging.sink.ShipperSettings;
import io.webbrick.gateway.logging.store.Rotation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of one shipper, turn by turn: reads a batch, sends it until it is acknowledged, and only then moves the checkpoint. A batch
 * that the other side cannot understand is halved until the records at fault are found. Those are given up, noted with the reason and
 * reported, but only by another side that takes anything at all: what refuses every record is no reason to lose them. Memory: one
 * batch, and what the sender makes of it. One thread, but for {@link #status}.
 */
final class Delivery {
    private static final long SHORTEST_LOOK = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long REFUSALS_TOLD_EVERY = TimeUnit.HOURS.toNanos(1);

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
    private final Gathering gathering;

    /** Cut and not acknowledged, in order; more than one only while a record at fault is looked for. */
    private final Deque<List<Outgoing>> batches = new ArrayDeque<>();

    /** Refused, and the other side is not told of it yet. */
    private final Refused refused = new Refused();

    /** How far everything is delivered or refused; the checkpoint follows once the other side is told what was refused. */
    private @Nullable StreamCursor reached;

    /** Whether the other side has taken anything of the batch that is under way. */
    private boolean heard;

    private long notBefore;
    private long refusalsTold;

    /** What keeps it from reading; null when nothing does. */
    private @Nullable String unreadable;

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
        this.refusalsTold = notBefore - REFUSALS_TOLD_EVERY;
        this.backoff = new Backoff(random);
        this.gathering = new Gathering(sender, limits, nanos);
        this.checkpoint = Checkpoint.open(place.state().resolve(fileName(settings, place)), notBefore);
        this.refusals = new Refusals(place.state().resolve(settings.name() + ".reject"));
        this.stream = new Stream(place, checkpoint.acknowledged(), checkpoint.first());
        this.progress = new Progress(settings, sender.destination(), place.clock());
        if (checkpoint.takeDamage()) {
            told.trouble("its place in the stream cannot be read, so it begins with the oldest record that is left");
        }
    }

    /** Whose place it is: one that comes to deliver another stream begins there anew. */
    private static String fileName(ShipperSettings settings, ShipperPlace place) {
        return settings.name() + (place.framed() ? "" : "@" + place.newest().getFileName());
    }

    /** Does what is to be done now; how many nanoseconds there is nothing to do. */
    long turn() throws InterruptedException {
        long now = nanos.getAsLong();
        if (!isClockSet()) {
            return LONGEST_LOOK;
        }
        if (batches.isEmpty()) {
            fill();
            if (!gathering.records().isEmpty() && gathering.dueIn(now) <= 0) {
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

    /** A clock that was never set stamps, signs and encrypts wrongly: what is logged waits until it is right. */
    private boolean isClockSet() {
        boolean set = Rotation.isPlausible(place.clock().millis());
        if (!set) {
            progress.waitsFor("the clock has not been set, so nothing is sent yet");
        }
        return set;
    }

    /** Hands over what there is, once, until this moment; what cannot be delivered now stays for the next start. */
    void finish(long deadline) throws InterruptedException {
        boolean going = backoff.failures() == 0 && isClockSet();
        while (going && nanos.getAsLong() - deadline < 0) {
            if (batches.isEmpty()) {
                fill();
                cut();
            }
            going = !batches.isEmpty();
            if (going) {
                sendFirst();
                going = backoff.failures() == 0;
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

    /** Something is wrong that nobody thought of. */
    void fault(Throwable fault) {
        progress.failed("fault: " + fault.getClass().getSimpleName());
        told.trouble("fault: " + fault.getClass().getSimpleName());
    }

    private void fill() {
        if (gathering.isFull()) {
            return;
        }
        try {
            stream.read(gathering::add);
            Position first = stream.first();
            if (first != null) {
                checkpoint.beginsWith(first);
            }
            unreadable = null;
        } catch (IOException | RuntimeException failed) {
            unreadable = "cannot read " + place.newest().getFileName() + ": " + failed.getMessage();
            told.trouble("cannot read " + place.newest() + ": " + failed);
        }
    }

    private void cut() {
        if (!gathering.records().isEmpty()) {
            batches.push(gathering.cut());
            heard = false;
        }
    }

    private void sendFirst() throws InterruptedException {
        List<Outgoing> batch = batches.peek();
        if (batch == null) {
            return;
        }
        note();
        notBefore = nanos.getAsLong() + limits.pace().toNanos();
        Verdict verdict = ask(batch);
        if (verdict instanceof Verdict.Accepted accepted) {
            accept(batch, accepted);
        } else if (verdict instanceof Verdict.GivenUp given) {
            giveUp(batch, given.why());
        } else if (verdict instanceof Verdict.Poisoned && batch.size() > 1) {
            halve(batch);
        } else if (verdict instanceof Verdict.Poisoned poisoned) {
            single(batch, poisoned.why());
        } else {
            postpone(batch, verdict);
        }
        if (batches.isEmpty() && !refused.isEmpty()) {
            gathering.add(refused.take(reached, place.clock().millis()));
        }
    }

    /** A fault of the sender's own may lie in a record: it is looked for as one that the other side does not understand. */
    private Verdict ask(List<Outgoing> batch) throws InterruptedException {
        progress.request();
        try {
            return sender.send(batch);
        } catch (RuntimeException fault) {
            told.trouble("fault while sending: " + fault.getClass().getSimpleName());
            return new Verdict.Poisoned(
                    "fault while sending: " + fault.getClass().getSimpleName());
        } catch (OutOfMemoryError tight) {
            return new Verdict.Again("not enough memory to send", null);
        }
    }

    /** The same batch comes again, sooner or later. */
    private void postpone(List<Outgoing> batch, Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            fail(denied.why());
            notBefore = nanos.getAsLong() + backoff.deniedNanos();
        } else if (verdict instanceof Verdict.Again again) {
            fail(again.why());
            long wait = backoff.nanos(again.after());
            if (limits.attempts() > 0 && backoff.failures() >= limits.attempts()) {
                giveUp(batch, again.why() + ", after " + limits.attempts() + " attempts");
            } else {
                notBefore = Math.max(notBefore, nanos.getAsLong() + wait);
            }
        }
    }

    private void fail(String why) {
        progress.failed(why);
        if (backoff.failures() == 0) {
            told.failing(why);
        }
    }

    private void accept(List<Outgoing> batch, Verdict.Accepted accepted) {
        heard = true;
        long records = batch.stream().filter(Outgoing::isRecord).count();
        long gaps = batch.stream().filter(Outgoing::isGap).count();
        progress.delivered(Math.max(0, records - accepted.refused().size() - accepted.further()), gaps);
        batch.stream().filter(Outgoing::isGap).forEach(gap -> write(gap, "deleted or damaged before they were sent"));
        for (Verdict.Refused one : accepted.refused()) {
            refuse(batch.get(one.index()), one.why());
        }
        String why = accepted.why();
        if (accepted.further() > 0 && !batch.stream().allMatch(Outgoing::isReport)) {
            progress.rejected(accepted.further(), String.valueOf(why));
            refused.add(accepted.further(), batch.get(0), batch.get(batch.size() - 1), String.valueOf(why));
            tellRefusals("without saying which: " + why);
        } else if (accepted.further() == 0 && why != null) {
            told.trouble("the other side says: " + why);
        }
        succeed(batch);
    }

    /** The batch is done with, one way or the other. */
    private void succeed(List<Outgoing> batch) {
        batches.pop();
        for (Outgoing record : batch) {
            if (record.isReport()) {
                checkpoint.advance(record.behind());
            } else {
                reached = record.behind();
            }
        }
        if (reached != null && refused.isEmpty() && batches.stream().noneMatch(Delivery::holdsReport)) {
            checkpoint.advance(reached);
        }
        if (backoff.failures() > 0) {
            told.deliversAgain();
        }
        backoff.reset();
        progress.state("idle");
    }

    private static boolean holdsReport(List<Outgoing> batch) {
        return batch.stream().anyMatch(Outgoing::isReport);
    }

    private void halve(List<Outgoing> batch) {
        batches.pop();
        int half = batch.size() / 2;
        batches.push(List.copyOf(batch.subList(half, batch.size())));
        batches.push(List.copyOf(batch.subList(0, half)));
    }

    /**
     * One record alone is refused. As long as the other side has taken nothing of this batch, it must first take a record of our own
     * that says so: a wrong address, or a proxy that answers in its place, refuses everything.
     */
    private void single(List<Outgoing> batch, String why) throws InterruptedException {
        Outgoing record = batch.get(0);
        if (heard || record.isReport()) {
            giveUp(batch, why);
            return;
        }
        var alone = new Refused();
        alone.add(1, record, record, why);
        Verdict answer = ask(List.of(alone.take(record.behind(), place.clock().millis())));
        if (answer instanceof Verdict.Accepted) {
            heard = true;
            write(record, why);
            progress.rejected(1, why);
            tellRefusals(why);
            succeed(batch);
        } else if (answer instanceof Verdict.Again) {
            postpone(batch, answer);
        } else {
            postpone(batch, new Verdict.Denied(why + "; nor does it take anything else"));
        }
    }

    private void giveUp(List<Outgoing> batch, String why) {
        batch.forEach(record -> refuse(record, why));
        succeed(batch);
    }

    /** A report that is refused itself is noted, and not reported in turn. */
    private void refuse(Outgoing record, String why) {
        write(record, why);
        if (!record.isReport()) {
            progress.rejected(1, why);
            refused.add(1, record, record, why);
            tellRefusals(why);
        }
    }

    private void tellRefusals(String why) {
        long now = nanos.getAsLong();
        if (now - refusalsTold >= REFUSALS_TOLD_EVERY) {
            refusalsTold = now;
            told.trouble("the other side refuses records, which are noted beside its place: " + why);
        }
    }

    private void write(Outgoing record, String why) {
        try {
            refusals.note(record, why, Instant.ofEpochMilli(place.clock().millis()));
        } catch (IOException failed) {
            told.trouble("cannot note what was not delivered: " + failed);
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
        List<Outgoing> first = batches.isEmpty() ? gathering.records() : batches.getFirst();
        int count = held();
        progress.waits(count, first.isEmpty() ? 0 : first.get(0).millis());
        if (backoff.failures() == 0 && batches.isEmpty()) {
            progress.state(count > 0 ? "waiting" : "idle");
        }
        String hindrance = unreadable;
        if (hindrance != null) {
            progress.failed(hindrance);
        } else if (stream.isNameless()) {
            progress.failed("the lines of " + place.newest().getFileName() + " have no names yet, so they wait");
        }
    }

    private long pause(long now) {
        long look = Math.max(SHORTEST_LOOK, Math.min(LONGEST_LOOK, limits.age().toNanos() / 10));
        long wait = look;
        if (!batches.isEmpty()) {
            wait = notBefore - now;
        } else if (!gathering.records().isEmpty()) {
            wait = Math.min(look, gathering.dueIn(now));
        }
        Long due = checkpoint.dueIn(now);
        return Math.max(0, due == null ? wait : Math.min(wait, due));
    }

    /** What is read and not acknowledged. */
    int held() {
        return gathering.records().size()
                + batches.stream().mapToInt(List::size).sum();
    }
}

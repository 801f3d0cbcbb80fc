package io.webbrick.gateway.system;

import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.bus.EventLogJournal;
import io.webbrick.gateway.events.bus.LoggerNaming;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.record.Level;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that lives months of a house in minutes, on the appliance's configuration: its clock goes as far with each event
 * as the house's would. For each event there are 0.23 requests and 0.011 warnings; for a fifth of the first part of the
 * time, which has other troubles too, a component throws exceptions in a loop. Tells at its end what it did.
 */
final class ApplianceLoad {
    static final long SEED = 20_261_121L;
    /** The part of the time, from its begin, with exceptions in loops and with a foreign file on the disk. */
    static final double TROUBLED = 0.6;

    private static final int REQUESTS_IN_1000 = 230;
    private static final int WARNINGS_IN_1000 = 11;
    private static final DateTimeFormatter NCSA =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AtomicLong now =
            new AtomicLong(Instant.parse("2026-01-01T00:00:00Z").toEpochMilli());
    private final InstantSource clock = () -> Instant.ofEpochMilli(now.get());
    private final Random random = new Random(SEED);
    private final Logger component = LoggerFactory.getLogger("EventHandlers.HttpAction");
    private final boolean loops;
    private final long eventsPerSecond;
    private final long leastEvents;
    private final long endNanos;
    private final long spanNanos;
    private long published;
    private long requests;
    private long exceptions;
    private long lost;
    private long disorders;

    private ApplianceLoad(long seconds, long eventsPerSecond, long leastEvents, boolean loops) {
        this.loops = loops;
        this.eventsPerSecond = eventsPerSecond;
        this.leastEvents = leastEvents;
        this.spanNanos = seconds * 1_000_000_000L;
        this.endNanos = System.nanoTime() + spanNanos;
    }

    /**
     * Takes the installation, the log directory, one more configuration file, seconds, events in each, how many events
     * there must be at least, the report, whether there are exceptions in loops.
     */
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]);
        boolean loops = Boolean.parseBoolean(args[7]);
        new ApplianceLoad(Long.parseLong(args[3]), Long.parseLong(args[4]), Long.parseLong(args[5]), loops)
                .run(home, Path.of(args[1]), Path.of(args[2]), Path.of(args[6]));
    }

    private void run(Path home, Path logs, Path more, Path report) throws Exception {
        var options = new LoggingOptions(
                List.of(
                        home.resolve("conf").resolve("log.cfg"),
                        home.resolve("platform").resolve("appliance").resolve("log.cfg"),
                        more),
                logs,
                ZoneOffset.UTC,
                home,
                true,
                clock);
        var logging = GatewayLogging.start(options);
        var failing = new Thread(this::throwInLoops, "failing-component");
        failing.start();
        var watch = new Thread(() -> watchOrder(logging), "order-watch");
        watch.start();
        live(logging);
        failing.join();
        watch.join();
        logging.flush(10_000);
        LoggingStatus status = logging.status();
        logging.close();
        write(status, report);
    }

    private void live(GatewayLogging logging) {
        var bus = new EventBus(new EventLogJournal(logging::journal, clock, LoggerNaming.TYPE));
        Journal access = logging.journal("turbogears.access");
        var events = new LoadEvents(SEED);
        long begin = System.nanoTime();
        while (System.nanoTime() < endNanos || published < leastEvents) {
            now.addAndGet(events.pauseMillis());
            if (bus.publish(events.next()) == Journal.Outcome.LOST) {
                lost++;
            }
            published++;
            besides(access);
            long ahead = begin + published * 1_000_000_000L / eventsPerSecond - System.nanoTime();
            if (ahead > 1_000_000) {
                LockSupport.parkNanos(this, ahead);
            }
        }
        bus.close();
    }

    private void besides(Journal access) {
        int dice = random.nextInt(1_000);
        if (dice < REQUESTS_IN_1000) {
            String line = "192.168.1." + random.nextInt(20) + " - - [" + NCSA.format(clock.instant())
                    + "] \"GET /api/series?source=webbrick/" + random.nextInt(4) + "/CT/" + random.nextInt(4)
                    + " HTTP/1.1\" 200 " + random.nextInt(20_000)
                    + " \"http://gateway.local/\" \"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101"
                    + " Firefox/140.0\" " + random.nextInt(90);
            if (access.append(Level.INFO, now.get(), line) == Journal.Outcome.LOST) {
                lost++;
            }
            requests++;
        } else if (dice < REQUESTS_IN_1000 + WARNINGS_IN_1000) {
            component.warn("webbrick {} answered after {} ms", random.nextInt(12), random.nextInt(9_000));
        }
    }

    /** In each tenth of the troubled time, for a fifth of it: an exception in each millisecond. */
    private void throwInLoops() {
        long troubled = loops ? (long) (spanNanos * TROUBLED) : 0;
        long begin = endNanos - spanNanos;
        long tenth = troubled / 10;
        for (long elapsed = 0; elapsed < troubled; elapsed = System.nanoTime() - begin) {
            long place = elapsed % tenth;
            if (place > tenth * 2 / 5 && place < tenth * 3 / 5) {
                component.error(
                        "cannot reach http://192.168.1.{}/cfg",
                        exceptions % 250,
                        new IllegalStateException(
                                "no answer to request " + exceptions, new RuntimeException("timeout")));
                exceptions++;
            }
            LockSupport.parkNanos(this, 1_000_000);
        }
    }

    private void watchOrder(GatewayLogging logging) {
        while (System.nanoTime() < endNanos) {
            Instant debug = oldest(logging, "Debug");
            Instant events = oldest(logging, "EventLog");
            if (debug != null && events != null && events.isAfter(debug)) {
                disorders++;
            }
            LockSupport.parkNanos(this, 250_000_000L);
        }
    }

    private static @Nullable Instant oldest(GatewayLogging logging, String stream) {
        return logging.status().streams().stream()
                .filter(each -> each.name().equals(stream))
                .map(StreamStatus::oldest)
                .findFirst()
                .orElse(null);
    }

    private void write(LoggingStatus status, Path report) throws Exception {
        var told = new Properties();
        told.setProperty("published", Long.toString(published));
        told.setProperty("requests", Long.toString(requests));
        told.setProperty("exceptions", Long.toString(exceptions));
        told.setProperty("notStored", Long.toString(lost));
        told.setProperty("lost", Long.toString(status.lost()));
        told.setProperty("accepted", Long.toString(status.accepted()));
        told.setProperty("disorders", Long.toString(disorders));
        told.setProperty("problems", String.join(" | ", status.problems()));
        told.setProperty("endMillis", Long.toString(now.get()));
        try (Writer out = Files.newBufferedWriter(report, StandardCharsets.UTF_8)) {
            told.store(out, null);
        }
    }
}

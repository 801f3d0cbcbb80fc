package io.webbrick.gateway.web;

import io.webbrick.gateway.events.HomeEvent;
import io.webbrick.gateway.events.bus.EventBus;
import io.webbrick.gateway.events.history.EventHistory;
import io.webbrick.gateway.events.line.EventLine;
import io.webbrick.gateway.events.series.SeriesRules;
import io.webbrick.gateway.logging.BudgetStatus;
import io.webbrick.gateway.logging.ConfigurationException;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.Journal;
import io.webbrick.gateway.logging.LoggingOptions;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.RingStatus;
import io.webbrick.gateway.logging.StreamMeter;
import io.webbrick.gateway.logging.StreamReading;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.record.Level;
import io.webbrick.gateway.web.access.RequestTimes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A running web server over files in a temporary directory, with an Access journal in memory. */
final class House implements AutoCloseable {
    static final String SECRET = "the-secret-of-this-instance";
    static final Instant NOW = Instant.parse("2026-11-21T05:20:00Z");

    final Path directory;
    final Path eventLog;
    final List<String> access = new CopyOnWriteArrayList<>();
    volatile List<String> polling = access;
    final CountDownLatch stopped = new CountDownLatch(1);
    final EventBus bus;
    final WebServer server;
    final List<String> rotated = new CopyOnWriteArrayList<>();
    volatile boolean rotates = true;
    volatile long lost;
    volatile boolean broken;
    volatile Runnable beforeReading = () -> {};
    volatile @Nullable GatewayLogging logging;
    volatile String configuration = "";
    volatile List<String> problems = List.of();
    volatile InstantSource clock = InstantSource.fixed(NOW);
    volatile Function<HomeEvent, Journal.Outcome> journaling = event -> Journal.Outcome.STORED;

    /** What EventLog has counted. */
    private static final StreamMeter METER = new StreamMeter(
            3, 90_000_000L, 90, List.of(new StreamMeter.Taken("INFO", 6, 700), new StreamMeter.Taken("ERROR", 1, 99)));

    /** What differs from test to test. */
    record Plan(String host, Accounts accounts, Limits limits, List<String> hosts) {
        static final Limits QUICK =
                new Limits(4 * 1024 * 1024, 32 * 1024 * 1024, 8_192, 512, 2_000, new RequestTimes(1_000, 3_000), 1_000);
        static final Plan DEFAULT = new Plan("127.0.0.1", NOBODY, QUICK, List.of());

        Plan accounts(Accounts next) {
            return new Plan(host, next, limits, hosts);
        }

        Plan limits(Limits next) {
            return new Plan(host, accounts, next, hosts);
        }
    }

    static final Accounts NOBODY = new Family();

    /** Admin anna with password secret, viewer victor with password secret, token t-admin and t-view. */
    static final Accounts FAMILY = Family.of();

    /** Takes every level and forgets none. */
    private final FakeLevels levels = new FakeLevels(() -> clock.instant());

    /** All streams have the format of EventLog, Error has its own. */
    private final StreamReading reading = new StreamReading() {
        @Override
        public RecordParser parser(String stream) {
            beforeReading.run();
            if (logging != null) {
                return logging.reading().parser(stream);
            }
            String format = stream.equals("Error") ? "%(asctime)s %(levelname)s %(name)s %(message)s" : "";
            return RecordParser.of(format, "iso", ZoneOffset.UTC);
        }

        @Override
        public Optional<Path> file(String stream) {
            return status().streams().stream()
                    .filter(each -> each.name().equals(stream))
                    .map(StreamStatus::file)
                    .findFirst();
        }

        @Override
        public byte[] kept(String name) throws IOException {
            return logging == null ? new byte[0] : logging.reading().kept(name);
        }

        @Override
        public void keep(String name, byte[] content) throws IOException {
            if (logging != null) {
                logging.reading().keep(name, content);
            }
        }

        @Override
        public double searchShare() {
            return 0.5;
        }

        @Override
        public Map<String, Long> stored() {
            if (broken) {
                throw new IllegalStateException("counts are broken for this test");
            }
            return logging == null ? Map.of("EventLog", 7L) : logging.reading().stored();
        }
    };

    FakeLevels levels() {
        return levels;
    }

    House(Path directory) throws IOException {
        this(directory, Plan.DEFAULT);
    }

    House(Path directory, Plan plan) throws IOException {
        this.directory = directory;
        this.eventLog = directory.resolve("EventLog.log");
        this.bus = new EventBus(this::journal);
        this.server = WebServer.start(
                new WebOptions(plan.host(), 0, () -> ZoneOffset.UTC, plan.hosts()),
                gateway(plan.accounts()),
                plan.limits());
    }

    /** This house with other accounts. */
    Gateway gateway(Accounts accounts) {
        return new Gateway(
                "Rose Cottage",
                "9d3f5a1c0b7e42d8a6c4e2f01b3d5768",
                bus,
                () -> EventHistory.of(eventLog, ZoneOffset.UTC),
                () -> SeriesRules.DEFAULT,
                this::status,
                reading,
                levels,
                this::rotate,
                journal(() -> access),
                journal(() -> polling),
                accounts,
                SECRET,
                () -> configuration,
                stopped::countDown,
                () -> clock.instant());
    }

    /** Streams are written by a logging of their own in this directory from now on; whoever calls closes it. */
    GatewayLogging log() throws IOException {
        try {
            logging = GatewayLogging.start(
                    new LoggingOptions(List.of(), directory, ZoneOffset.UTC, null, false, InstantSource.system()));
            return logging;
        } catch (ConfigurationException e) {
            throw new IOException(e);
        }
    }

    Wire wire() throws IOException {
        return new Wire(server.port());
    }

    /** One whole exchange on a connection of its own; the answer as it came. */
    Wire.Reply ask(String request) throws IOException {
        try (Wire wire = wire()) {
            return wire.send(request).reply();
        }
    }

    Wire.Reply get(String path, String... headers) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + lines(headers) + "\r\n");
    }

    Wire.Reply post(String path, String body, String... headers) throws IOException {
        return ask("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + lines(headers) + "Content-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
    }

    /** The access lines once there are that many, and no more of them. */
    List<String> accessLines(int count) {
        Awaitility.await().until(() -> access.size() >= count);
        if (access.size() != count) {
            throw new AssertionError("expected " + count + " access lines: " + access);
        }
        return List.copyOf(access);
    }

    /** Appends a line to a stream's file. */
    void line(String file, String line) {
        try {
            Files.writeString(
                    directory.resolve(file),
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an event as journaled at that time. */
    void event(Instant time, String type, String source, Object payload) {
        line("EventLog.log", stamp(time) + " " + EventLine.print(HomeEvent.of(type, source, payload)));
    }

    private Journal.Outcome journal(HomeEvent event) {
        Journal.Outcome outcome = journaling.apply(event);
        if (outcome == Journal.Outcome.STORED) {
            line("EventLog.log", stamp(clock.instant()) + " " + EventLine.print(event));
        }
        return outcome;
    }

    private static String stamp(Instant time) {
        return time.toString().replace("Z", "+00:00");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    private boolean rotate(String stream) {
        rotated.add(stream);
        return rotates;
    }

    private LoggingStatus status() {
        if (broken) {
            throw new IllegalStateException("status is broken for this test");
        }
        if (logging != null) {
            return logging.status();
        }
        List<StreamStatus> streams = List.of(
                new StreamStatus("EventLog", eventLog, 123, 1, NOW, 14L, "INFO", 7, 0, METER),
                new StreamStatus("Error", directory.resolve("error.log"), 0, 1, null, null, "ERROR", 0, lost),
                new StreamStatus("Debug", directory.resolve("debug.log"), 0, 1, null, null, "INFO", 0, 0),
                new StreamStatus("Screen", null, 0, 0, null, null, "INFO", 2, 0));
        return new LoggingStatus(
                directory,
                "log.cfg, prod.cfg",
                problems,
                "memory, 1 MB",
                new BudgetStatus(100_000_000, 4_210_688),
                9 + lost,
                9,
                lost,
                0,
                List.of(),
                List.of(),
                streams,
                List.of(),
                clock.instant().isAfter(Instant.parse("2010-01-01T00:00:00Z")),
                new RingStatus(4_096, 1_048_576, false));
    }

    private static Journal journal(Supplier<List<String>> lines) {
        return new Journal() {
            @Override
            public boolean enabled(Level level) {
                return true;
            }

            @Override
            public Outcome append(Level level, long epochMillis, CharSequence line) {
                if (level.number() >= Level.INFO.number()) {
                    lines.get().add(line.toString());
                }
                return Outcome.STORED;
            }
        };
    }

    @Override
    public void close() {
        server.close();
        bus.close();
    }
}

package io.webbrick.gateway.web.bundle;

import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.events.line.JsonException;
import io.webbrick.gateway.logging.LoggingStatus;
import io.webbrick.gateway.logging.StreamStatus;
import io.webbrick.gateway.logging.read.LastRecords;
import io.webbrick.gateway.web.api.Answer;
import io.webbrick.gateway.web.api.Ask;
import io.webbrick.gateway.web.api.Endpoint;
import io.webbrick.gateway.web.api.Refusal;
import io.webbrick.gateway.web.api.Routes;
import io.webbrick.gateway.web.api.Vitals;
import io.webbrick.gateway.web.bundle.BundleParts.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.eclipse.jetty.util.Jetty;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/bundle}: one zip for whoever helps, for admins: versions, status, counters, levels, the configuration in
 * force, problems, the newest of Error and Debug. All of it masked, see {@link Secrets}. One at a time. Any thread.
 */
public final class BundleApi {
    private static final String PATH = "/api/bundle";
    private static final int MOST_RECORDS = 200_000;
    private static final int MOST_CHARS = 2_000_000;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Vitals vitals;
    private final Supplier<String> configuration;
    private final String secret;
    private final InstantSource clock;
    private final Endpoint api;
    private final AtomicBoolean busy = new AtomicBoolean();

    private BundleApi(Vitals vitals, Supplier<String> configuration, String secret, InstantSource clock, Endpoint api) {
        this.vitals = vitals;
        this.configuration = configuration;
        this.secret = secret;
        this.clock = clock;
        this.api = api;
    }

    /**
     * Adds its endpoint.
     *
     * @param configuration the merged configuration as JSON; empty when there is none
     * @param secret of this instance
     */
    public static void addTo(
            Routes routes, Vitals vitals, Supplier<String> configuration, String secret, InstantSource clock) {
        routes.get(PATH, new BundleApi(vitals, configuration, secret, clock, routes)::bundle);
    }

    private Answer bundle(Ask ask) throws Refusal {
        if (!ask.query().isEmpty()) {
            throw new Refusal(400, "unknown parameter", PATH + " takes no parameters");
        }
        if (!ask.admin()) {
            throw new Refusal(
                    403, "not allowed", "only an admin may download the bundle, which holds the newest of Debug");
        }
        if (!busy.compareAndSet(false, true)) {
            throw new Refusal(503, "busy", "a bundle is being downloaded; ask again when that has ended");
        }
        try {
            String name = "webbrick-bundle-" + NAME.format(clock.instant()) + ".zip";
            return Answer.parts(
                    "application/zip",
                    new BundleParts(sections(ask), () -> busy.set(false)),
                    Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
        } catch (RuntimeException failed) {
            busy.set(false);
            throw failed;
        }
    }

    private List<Section> sections(Ask ask) {
        Object effective = json(configuration.get());
        var known = new TreeSet<String>();
        known.add(secret);
        Secrets.collect(effective, false, known);
        var secrets = new Secrets(known);
        LoggingStatus status = vitals.status();
        var sections = new ArrayList<Section>();
        sections.add(new Section("versions.txt", BundleApi::versions));
        sections.add(new Section("configuration.json", () -> masked(secrets, effective)));
        sections.add(new Section("problems.txt", () -> problems(status, secrets)));
        sections.add(new Section("status.json", () -> masked(secrets, json(text(ask, "/api/status")))));
        sections.add(new Section("loggers.json", () -> masked(secrets, json(text(ask, "/api/loggers")))));
        sections.add(
                new Section("metrics.txt", () -> text(ask, "/metrics").lines().toList()));
        for (StreamStatus stream : status.streams()) {
            Path file = stream.file();
            if (file != null && (stream.name().equals("Error") || stream.name().equals("Debug"))) {
                String name = Objects.toString(file.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
                sections.add(new Section(name, () -> newest(file, secrets)));
            }
        }
        return sections;
    }

    private static List<String> versions() {
        Package own = BundleApi.class.getPackage();
        String version = own.getImplementationVersion();
        return List.of(
                "gateway " + (version == null ? "(not built as a jar)" : version),
                "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name"),
                "Jetty " + Jetty.VERSION,
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors() + " processors, heap of "
                        + Runtime.getRuntime().maxMemory() / 1_048_576 + " MiB");
    }

    private static List<String> problems(LoggingStatus status, Secrets secrets) {
        var lines = new ArrayList<String>();
        status.configurationProblems().forEach(problem -> lines.add(secrets.mask(problem)));
        status.doubtfulLoggers().forEach(doubt -> lines.add(secrets.mask(doubt)));
        status.problems().forEach(problem -> lines.add(secrets.mask(problem)));
        return lines;
    }

    /** A file that cannot be read says so; the rest of the bundle is worth having. */
    private static List<String> newest(Path file, Secrets secrets) {
        if (Files.isSymbolicLink(file)) {
            return List.of("a link stands in the place of " + file.getFileName() + "; none is followed");
        }
        try {
            return LastRecords.of(file, MOST_RECORDS, MOST_CHARS, text -> true).entries().stream()
                    .map(record -> secrets.mask(record.text()))
                    .toList();
        } catch (IOException unreadable) {
            return List.of(secrets.mask(file.getFileName() + " could not be read: " + unreadable));
        }
    }

    private String text(Ask ask, String path) throws IOException {
        try {
            var question = new Ask("GET", path, Map.of(), ByteBuffer.allocate(0), null, null, ask.user(), true);
            return StandardCharsets.UTF_8
                    .decode(api.answer(question).body().duplicate())
                    .toString();
        } catch (Refusal refusal) {
            throw new IOException(path + " could not be asked", refusal);
        }
    }

    private static List<String> masked(Secrets secrets, @Nullable Object json) {
        return List.of(Json.write(secrets.maskJson(json)));
    }

    /** Text that is no JSON is a text. */
    private static @Nullable Object json(String text) {
        try {
            return text.isBlank() ? null : Json.parse(text);
        } catch (JsonException e) {
            return text;
        }
    }
}

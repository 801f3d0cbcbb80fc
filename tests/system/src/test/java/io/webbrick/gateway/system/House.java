package io.webbrick.gateway.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A gateway in a process of its own, started from the unpacked archive, and the commands that a user would give it. */
final class House implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("gateway ready (http://\\S+)");
    private static final Pattern UDP = Pattern.compile("UDP 127\\.0\\.0\\.1:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path place;
    private final Process process;
    private final List<String> screen = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private House(Path place, Process process) {
        this.place = place;
        this.process = process;
        collect(process);
    }

    /** Starts {@code run} with its logs below {@code place} and waits until it accepts. */
    static House run(Path place, String... more) {
        return start(place, "run", more);
    }

    /** Starts {@code demo} with its logs below {@code place} and waits until it accepts. */
    static House demo(Path place, String... more) {
        return start(place, "demo", more);
    }

    /** Starts {@code run} with this launcher and these environment variables as well; its logs go where it says. */
    static House run(Path launcher, Path place, Map<String, String> environment, String... more) {
        return await(new House(place, launch(launcher, place, environment, "run", more)));
    }

    private static House start(Path place, String command, String... more) {
        var words = new ArrayList<String>(List.of(more));
        words.addAll(List.of("--logs", logs(place).toString()));
        return await(new House(
                place, launch(Distribution.launcher(), place, Map.of(), command, words.toArray(String[]::new))));
    }

    private static House await(House house) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> house.said(READY).isPresent() || !house.process.isAlive());
        if (house.said(READY).isEmpty()) {
            throw new IllegalStateException(
                    "the gateway ended with " + house.process.exitValue() + ": " + house.screen);
        }
        return house;
    }

    private static Process launch(
            Path launcher, Path place, Map<String, String> environment, String command, String... more) {
        var words = new ArrayList<String>(List.of(
                launcher.toString(), command, "--http", "127.0.0.1:0", "--udp", "127.0.0.1:0", "--zone", "UTC"));
        words.addAll(List.of(more));
        var builder = new ProcessBuilder(words).directory(place.toFile()).redirectErrorStream(true);
        settle(builder.environment(), place);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What every process of a test gets: a place for instance files of its own, and no class archive in the making. */
    static void settle(Map<String, String> environment, Path place) {
        environment.put("GATEWAY_RUN_DIR", place.resolve("run").toString());
        environment.put("GATEWAY_FAST_START", "off");
        environment.remove("GATEWAY_TOKEN");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    static Path logs(Path place) {
        return place.resolve("Logs für Käthe");
    }

    Path logs() {
        return logs(place);
    }

    /** Runs a command that finds this gateway by itself. */
    Finished command(String... words) {
        return command(place, words);
    }

    /** Runs a command; {@code place} is where it looks for running gateways. */
    static Finished command(Path place, String... words) {
        return commandWithInput(place, "", words);
    }

    static Finished commandWithInput(Path place, String input, String... words) {
        var all = new ArrayList<String>();
        all.add(Distribution.launcher().toString());
        all.addAll(List.of(words));
        return Finished.run(all, place, environment -> settle(environment, place), input);
    }

    String url() {
        return said(READY).orElseThrow();
    }

    int udpPort() {
        return Integer.parseInt(said(UDP).orElseThrow());
    }

    /** What it has said on its console so far. */
    List<String> screen() {
        return List.copyOf(screen);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lines of a stream's newest file. */
    List<String> lines(String file) {
        try {
            Path path = logs().resolve(file);
            return Files.exists(path) ? Files.readAllLines(path, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The events in the newest EventLog, without those of the clock: a minute may begin while a test runs. */
    List<String> events() {
        return lines("EventLog.log").stream()
                .filter(line -> !line.split(",", -1)[1].startsWith("time/"))
                .toList();
    }

    /** Ends it as a service manager does and answers how long that took. Its handle leaves what it says readable. */
    Duration terminate() {
        long begin = System.nanoTime();
        process.toHandle().destroy();
        awaitEnd();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Waits for its end and answers its exit status. */
    int awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway does not end: " + screen);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    private Optional<String> said(Pattern pattern) {
        for (String line : screen) {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                return Optional.of(found.group(1));
            }
        }
        return Optional.empty();
    }

    private void collect(Process from) {
        var reader = new Thread(
                () -> {
                    try (var lines =
                            new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
                        lines.lines().forEach(screen::add);
                    } catch (IOException | UncheckedIOException ended) {
                        screen.add("(" + ended.getMessage() + ")");
                    }
                },
                "screen");
        reader.setDaemon(true);
        reader.start();
    }

    @Override
    public void close() {
        process.toHandle().destroy();
        awaitEnd();
    }
}

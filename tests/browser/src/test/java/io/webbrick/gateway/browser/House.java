package io.webbrick.gateway.browser;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A gateway from the finished archive in a process of its own, in which {@link TalkingHouse} logs what a test wants logged.
 * It can be ended and started again at the same address.
 */
final class House implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("gateway ready (http://\\S+)");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> QUIET = List.of("--udp", "off", "--zone", "Europe/London");

    private final Path place;
    private final List<String> more;
    private final HttpClient http = HttpClient.newHttpClient();
    private List<String> screen = new CopyOnWriteArrayList<>();
    private Process process;

    /** Starts {@code run} with its logs below {@code place} and waits until it accepts. */
    House(Path place, String... more) {
        this.place = place;
        this.more = List.of(more);
        this.process = start("127.0.0.1:0");
    }

    /** Makes an account in a directory of configuration. */
    static void account(Path conf, String name, String role, String password) {
        Path home = Distribution.home();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dgateway.home=" + home,
                        "-cp",
                        home.resolve("lib") + File.separator + "*",
                        "io.webbrick.gateway.app.Main",
                        "users",
                        "add",
                        name,
                        "--role",
                        role,
                        "--password-stdin",
                        "--conf",
                        conf.toString())
                .redirectErrorStream(true);
        try {
            Process process = builder.start();
            try (var in = process.getOutputStream()) {
                in.write((password + System.lineSeparator()).getBytes(StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("users add ended with " + process.exitValue() + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return said(READY).orElseThrow();
    }

    /** Logs one record in the gateway's process. A message that ends with {@code !} brings an exception. */
    void log(String level, String logger, String message) {
        log(level, logger, 1, 1, message);
    }

    /** Logs many records at a pace; {@code #} in the message becomes the number of the record. */
    void log(String level, String logger, int count, int perSecond, String message) {
        String encoded = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
        String line = String.join(
                " ", level, logger, String.valueOf(count), String.valueOf(perSecond), encoded + System.lineSeparator());
        try {
            process.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url() + path)).build());
    }

    /** How many bytes a file has as a browser gets it. */
    int packed(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Accept-Encoding", "gzip")
                .build();
        return Integer.parseInt(
                send(request).headers().firstValue("Content-Length").orElseThrow());
    }

    HttpResponse<String> post(String path, String body) {
        return send(HttpRequest.newBuilder(URI.create(url() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Ends it as a service manager does. */
    void stop() {
        process.toHandle().destroy();
        awaitEnd();
    }

    /** Starts it again where it was. */
    void startAgain() {
        process = start(URI.create(url()).getAuthority());
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            stop();
        }
    }

    private Process start(String address) {
        Path home = Distribution.home();
        var words = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dgateway.home=" + home,
                "-cp",
                home.resolve("lib") + File.separator + "*" + File.pathSeparator + classes(),
                TalkingHouse.class.getName(),
                more.contains("--simulated") ? "demo" : "run",
                "--http",
                address,
                "--logs",
                place.resolve("logs").toString()));
        words.addAll(QUIET);
        more.stream().filter(word -> !word.equals("--simulated")).forEach(words::add);
        var builder = new ProcessBuilder(words).directory(place.toFile()).redirectErrorStream(true);
        builder.environment().put("GATEWAY_RUN_DIR", place.resolve("run").toString());
        screen = new CopyOnWriteArrayList<>();
        try {
            Process started = builder.start();
            collect(started, screen);
            await(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Process started) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> said(READY).isPresent() || !started.isAlive());
        if (said(READY).isEmpty()) {
            throw new IllegalStateException("the gateway ended with " + started.exitValue() + ": " + screen);
        }
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the gateway does not end: " + screen);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Path classes() {
        try {
            return Path.of(TalkingHouse.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
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

    private static void collect(Process from, List<String> lines) {
        var reader = new Thread(
                () -> {
                    try (var in =
                            new BufferedReader(new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
                        in.lines().forEach(lines::add);
                    } catch (IOException | UncheckedIOException ended) {
                        lines.add("(" + ended.getMessage() + ")");
                    }
                },
                "screen");
        reader.setDaemon(true);
        reader.start();
    }
}

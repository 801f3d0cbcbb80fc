package io.webbrick.gateway.benchmarks.ship;

import io.webbrick.gateway.benchmarks.report.TextTable;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a shipper costs beside the SDK of its vendor, until one record is delivered to a server on this machine; and what a log call
 * costs while the other side never answers. Each in processes of its own. One thread.
 */
public final class ShipRun {
    private static final String MAIN = "io.webbrick.gateway.benchmarks.ship.Shipped";

    /** Our handlers, and the directory of the SDK that each is compared with. */
    private static final Map<String, String> SDKS =
            Map.of("CloudWatchHandler", "aws", "OciHandler", "oci", "OtlpHandler", "otlp", "SlackHandler", "slack");

    private final Path home;
    private final Path directory;
    private final int runs;
    private final PrintStream progress;

    private ShipRun(Path home, Path directory, int runs, PrintStream progress) {
        this.home = home;
        this.directory = directory;
        this.runs = runs;
        this.progress = progress;
    }

    /**
     * Runs {@code ship [--runs N] [--dir DIR]} and returns its tables.
     *
     * @throws IllegalArgumentException when the arguments cannot be understood
     */
    public static String run(Path home, List<String> arguments, PrintStream progress)
            throws IOException, InterruptedException {
        int runs = 5;
        Path below = Path.of(System.getProperty("java.io.tmpdir"));
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            switch (arguments.get(i)) {
                case "--runs" -> runs = Integer.parseInt(arguments.get(i + 1));
                case "--dir" -> below = Path.of(arguments.get(i + 1)).toAbsolutePath();
                default -> throw new IllegalArgumentException("option " + arguments.get(i) + " unknown");
            }
        }
        if (arguments.size() % 2 != 0 || runs < 1) {
            throw new IllegalArgumentException("ship [--runs N] [--dir DIR], N at least 1");
        }
        Path directory = Files.createTempDirectory(below, "ship");
        try {
            return new ShipRun(home, directory, runs, progress).run();
        } finally {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private String run() throws IOException, InterruptedException {
        try (var other = new OtherSide()) {
            Files.writeString(directory.resolve("key.pem"), key(), StandardCharsets.US_ASCII);
            return costs(other) + "\n" + calls(other);
        }
    }

    private static String key() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String costs(OtherSide other) throws IOException, InterruptedException {
        var table = new TextTable(
                1,
                "until one record is delivered",
                "ours ms",
                "SDK ms",
                "ratio",
                "ours MB",
                "SDK MB",
                "ratio",
                "SDK jars");
        Map<String, Double> without = ours("", other.uri(), "first");
        Map<String, Double> bare =
                median(() -> java(List.of("-cp", classes().toString(), "io.webbrick.gateway.benchmarks.ship.Bare")));
        for (String handler : new TreeMap<>(SDKS).keySet()) {
            Map<String, Double> ours = ours(handler, other.uri(), "first");
            Path jars = home.resolve("target").resolve("peers").resolve("ship-" + SDKS.get(handler));
            Map<String, Double> sdk = sdk(SDKS.getOrDefault(handler, ""), jars, other.uri());
            double ourTime = ours.getOrDefault("first", 0.0) - without.getOrDefault("first", 0.0);
            double ourMemory = ours.getOrDefault("rss", 0.0) - without.getOrDefault("rss", 0.0);
            double sdkTime = sdk.getOrDefault("first", 0.0);
            double sdkMemory = sdk.getOrDefault("rss", 0.0) - bare.getOrDefault("rss", 0.0);
            table.add(
                    handler,
                    number(ourTime),
                    number(sdkTime),
                    ratio(ourTime, sdkTime),
                    number(ourMemory),
                    number(sdkMemory),
                    ratio(ourMemory, sdkMemory),
                    jars(jars));
        }
        return table.plain()
                + String.format(
                        Locale.ROOT,
                        "%nours beyond the logging without a shipper (%.0f ms, %.0f MB), SDKs beyond a bare JVM (%.0f MB)%n",
                        without.getOrDefault("first", 0.0),
                        without.getOrDefault("rss", 0.0),
                        bare.getOrDefault("rss", 0.0));
    }

    private String calls(OtherSide other) throws IOException, InterruptedException {
        var table = new TextTable(1, "20,000 records/s, time of the call", "p50 us", "p99 us", "p99.9 us");
        var ways = List.of(
                Map.entry("without a shipper", ours("", other.uri(), "paced")),
                Map.entry("the other side takes everything", ours("OtlpHandler", other.uri(), "paced")),
                Map.entry("the other side never answers", ours("OtlpHandler", other.blackHole(), "paced")));
        for (Map.Entry<String, Map<String, Double>> way : ways) {
            Map<String, Double> found = way.getValue();
            table.add(
                    way.getKey(),
                    String.format(Locale.ROOT, "%.2f", found.getOrDefault("p50", 0.0)),
                    String.format(Locale.ROOT, "%.2f", found.getOrDefault("p99", 0.0)),
                    String.format(Locale.ROOT, "%.2f", found.getOrDefault("p99.9", 0.0)));
        }
        return table.plain();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String ratio(double ours, double theirs) {
        return theirs <= 0 ? "" : String.format(Locale.ROOT, "%.2f", ours / theirs);
    }

    private static String jars(Path directory) throws IOException {
        try (Stream<Path> jars = Files.list(directory)) {
            List<Path> all = jars.toList();
            long bytes = 0;
            for (Path jar : all) {
                bytes += Files.size(jar);
            }
            return String.format(Locale.ROOT, "%d, %.1f MB", all.size(), bytes / 1e6);
        }
    }

    private Map<String, Double> ours(String handler, URI to, String what) throws IOException, InterruptedException {
        return median(() -> {
            Path place = Files.createTempDirectory(directory, "ours");
            Path config = place.resolve("log.cfg");
            Files.writeString(
                    config,
                    Configurations.of(handler, place, directory.resolve("key.pem"), to),
                    StandardCharsets.UTF_8);
            return java(List.of(
                    "-cp",
                    classPath(home.resolve("target").resolve("peers").resolve("ship-ours")),
                    MAIN,
                    what,
                    config.toString()));
        });
    }

    /** The SDK's program is compiled with its jars once; it is told where to send and which key to sign with. */
    private Map<String, Double> sdk(String name, Path jars, URI to) throws IOException, InterruptedException {
        Path compiled = directory.resolve("classes-" + name);
        String path = compiled + File.pathSeparator + classPath(jars);
        Path source = home.resolve("peers").resolve("ship").resolve(name).resolve("Sdk.java");
        String javac = Path.of(System.getProperty("java.home"), "bin", "javac").toString();
        start(List.of(javac, "-d", compiled.toString(), "-cp", path, source.toString()));
        String key = directory.resolve("key.pem").toString();
        return median(() -> java(List.of("-cp", path, "Sdk", to.toString(), key)));
    }

    private Path classes() {
        return home.resolve("target").resolve("classes");
    }

    private String classPath(Path jars) throws IOException {
        var path = new ArrayList<String>();
        path.add(classes().toString());
        try (Stream<Path> found = Files.list(jars)) {
            found.sorted().forEach(jar -> path.add(jar.toString()));
        }
        return String.join(File.pathSeparator, path);
    }

    /** One measurement. */
    private interface Once {
        Map<String, Double> run() throws IOException, InterruptedException;
    }

    private Map<String, Double> median(Once once) throws IOException, InterruptedException {
        var all = new TreeMap<String, List<Double>>();
        for (int run = 0; run < runs; run++) {
            once.run()
                    .forEach((name, value) ->
                            all.computeIfAbsent(name, n -> new ArrayList<>()).add(value));
        }
        var middle = new TreeMap<String, Double>();
        all.forEach((name, values) ->
                middle.put(name, values.stream().sorted().toList().get(values.size() / 2)));
        return middle;
    }

    private Map<String, Double> java(List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        var figures = new TreeMap<String, Double>();
        for (String line : start(command).split("\n", -1)) {
            if (line.matches("[a-z0-9.]+=[0-9.]+")) {
                figures.put(
                        line.substring(0, line.indexOf('=')), Double.valueOf(line.substring(line.indexOf('=') + 1)));
            }
        }
        return figures;
    }

    private String start(List<String> command) throws IOException, InterruptedException {
        progress.print(".");
        progress.flush();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command.get(command.size() - 1) + " ended with status " + status + ": " + printed);
        }
        return printed;
    }
}

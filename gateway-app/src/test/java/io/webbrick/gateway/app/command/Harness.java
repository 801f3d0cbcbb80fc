package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.fixtures.ManualClock;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in a directory of their own and keeps what they say. */
final class Harness {
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private final ArrayDeque<String> typed = new ArrayDeque<>();
    private String input = "";

    /** What a command answered. */
    record Answer(int status, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }

        List<String> errors() {
            return err.lines().toList();
        }
    }

    Harness(Path home) {
        this.home = home;
        environment.put("GATEWAY_RUN_DIR", home.resolve("run").toString());
    }

    /** The repository, whose corpus and configuration tests use. */
    static Path root() {
        return Path.of(System.getProperty("project.root"));
    }

    static Path corpus(String file) {
        return root().resolve("tests").resolve("corpus").resolve("original").resolve(file);
    }

    Harness input(String text) {
        input = text;
        return this;
    }

    Harness types(String... secrets) {
        typed.addAll(List.of(secrets));
        return this;
    }

    Harness variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Surroundings around() {
        return new Surroundings(
                home,
                home.resolve("tmp"),
                "user",
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                false,
                question -> typed.isEmpty() ? null : typed.poll().toCharArray(),
                ManualClock.at("2026-11-21T05:20:00Z"));
    }

    Answer run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = GatewayCommandLine.run(around(), new PrintWriter(out), new PrintWriter(err), args);
        return new Answer(status, out.toString(), err.toString());
    }
}

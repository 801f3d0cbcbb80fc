package io.webbrick.gateway.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that has ended, and what it said. */
record Finished(int status, String out, String err) {
    private static final long PATIENCE_SECONDS = 120;

    /** Both streams are read at the same time, however few threads the common pool has. */
    private static final Executor THREAD_EACH = task -> {
        var thread = new Thread(task, "output");
        thread.setDaemon(true);
        thread.start();
    };

    static Finished run(List<String> command, Path directory, Consumer<Map<String, String>> environment) {
        return run(command, directory, environment, "");
    }

    /** Runs a command to its end. */
    static Finished run(List<String> command, Path directory, Consumer<Map<String, String>> environment, String input) {
        return run(command, directory, environment, input, PATIENCE_SECONDS);
    }

    /** Runs a command that may take so long to its end. */
    static Finished run(
            List<String> command,
            Path directory,
            Consumer<Map<String, String>> environment,
            String input,
            long patienceSeconds) {
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        environment.accept(builder.environment());
        try {
            Process process = builder.start();
            CompletableFuture<String> out = text(process.getInputStream());
            CompletableFuture<String> err = text(process.getErrorStream());
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end in " + patienceSeconds + " s");
            }
            return new Finished(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> lines() {
        return out.lines().toList();
    }

    List<String> errors() {
        return err.lines().toList();
    }

    private static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                THREAD_EACH);
    }
}

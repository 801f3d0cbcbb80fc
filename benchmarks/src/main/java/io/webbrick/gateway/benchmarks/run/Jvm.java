package io.webbrick.gateway.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A measured process: started, read, waited for. One thread of its own reads what it prints. */
final class Jvm {
    private static final Pattern FAILURE = Pattern.compile("(Exception|Error)(:| in thread|$)");

    private final Process process;
    private final List<String> printed = Collections.synchronizedList(new ArrayList<>());
    private final Thread reader;
    private final long started;

    private Jvm(Process process, long started) {
        this.process = process;
        this.started = started;
        this.reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    /** What a process has left: its lines, how it ended, how long it lived. */
    record Ended(List<String> printed, int status, long nanos) {
        /** Throws when it did not end well. */
        void requireSuccess() throws IOException {
            if (status != 0) {
                throw new IOException("ended with status " + status + ": " + lastWords());
            }
        }

        /** What it said of its failure: the first exception, else the last lines. */
        String lastWords() {
            List<String> said = printed.stream().filter(line -> !line.isBlank()).toList();
            return said.stream()
                    .filter(line -> FAILURE.matcher(line).find())
                    .findFirst()
                    .orElseGet(() -> String.join(" | ", said.subList(Math.max(0, said.size() - 4), said.size())));
        }
    }

    /** Starts a Java program in {@code directory}. */
    static Jvm start(Path jdk, List<String> arguments, Path directory) throws IOException {
        var command = new ArrayList<String>();
        command.add(jdk.resolve("bin").resolve("java").toString());
        command.addAll(arguments);
        long started = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        return new Jvm(process, started);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                printed.add(line);
            }
        } catch (IOException gone) {
            printed.add("its output could not be read: " + gone.getMessage());
        }
    }

    /** Waits for its end; a process that takes longer is killed, which is a failure. */
    Ended await(Duration atMost) throws IOException, InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            throw new IOException("not ended after " + atMost.toSeconds() + " s: " + ended().lastWords());
        }
        long nanos = System.nanoTime() - started;
        reader.join();
        return new Ended(List.copyOf(printed), process.exitValue(), nanos);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as SIGKILL does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        reader.join();
    }

    /** What it has left; for one that has ended. */
    Ended ended() {
        return new Ended(List.copyOf(printed), process.exitValue(), System.nanoTime() - started);
    }
}

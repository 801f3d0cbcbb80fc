package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of parsed classes from which later starts are faster: one child process uses the classes and lists
 * them, a second one dumps them. It appears whole or not at all. The kind that is dumped from a list also takes classes
 * of old format, which picocli's are; the kind made at exit does not.
 */
final class ClassArchive {
    private static final long PATIENCE_SECONDS = 120;
    private static final String MAIN = "io.webbrick.gateway.app.Main";

    private final Surroundings around;
    private final boolean runOnly;

    /** @param runOnly leaves out the classes of the short commands */
    ClassArchive(Surroundings around, boolean runOnly) {
        this.around = around;
        this.runOnly = runOnly;
    }

    /**
     * Makes it.
     *
     * @param archive the file to make; what it was made for is written beside it, also when it cannot be made
     * @param base what it is made for, as the launcher compares it
     */
    void make(Path archive, String base) throws IOException, InterruptedException, CommandFailure {
        Path list = Files.createTempFile(around.temp(), "webbrick-classes", ".lst");
        String pid = Long.toString(ProcessHandle.current().pid());
        Path fresh = beside(archive, "." + pid);
        Path making = beside(archive, ".making");
        Files.writeString(making, pid, StandardCharsets.UTF_8);
        try {
            Files.deleteIfExists(archive);
            java(
                    List.of("-XX:DumpLoadedClassList=" + list),
                    runOnly ? List.of(MAIN, "warm", "--run-only") : List.of(MAIN, "warm"));
            java(
                    List.of("-Xshare:dump", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + fresh),
                    List.of());
            Files.move(fresh, archive, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(list);
            Files.deleteIfExists(fresh);
            Files.writeString(beside(archive, ".base"), base + "\n", StandardCharsets.UTF_8);
            Files.deleteIfExists(making);
        }
    }

    private static Path beside(Path archive, String ending) {
        return archive.resolveSibling(archive.getFileName() + ending);
    }

    private void java(List<String> options, List<String> command)
            throws IOException, InterruptedException, CommandFailure {
        var all = new ArrayList<String>();
        all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable"));
        all.addAll(options);
        all.addAll(List.of("-Dgateway.home=" + around.home(), "-cp", System.getProperty("java.class.path")));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        if (process.isAlive() || process.exitValue() != 0) {
            throw CommandFailure.problem("no class archive: " + String.join(" ", all) + " failed");
        }
    }
}

package io.webbrick.gateway.logging.config;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.logging.stream.LoggerSpec;
import io.webbrick.gateway.logging.stream.LoggingPlan;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads configurations for tests: texts in a file system in memory, or the files of this project. */
final class Loads {
    static final String LOG_ROOT = "/var/log/webbrick";

    private static final List<String> NAMES = List.of("log.cfg", "prod.cfg", "more.cfg");

    private Loads() {}

    /** Loads texts as log.cfg, prod.cfg, more.cfg. */
    static LoadedConfig texts(String... texts) {
        return into(null, null, texts);
    }

    static LoadedConfig into(@Nullable String logs, @Nullable ZoneId zone, String... texts) {
        FileSystem memory = Jimfs.newFileSystem(Configuration.unix());
        var files = new ArrayList<Path>();
        for (int i = 0; i < texts.length; i++) {
            files.add(write(memory.getPath("/etc/webbrick", NAMES.get(i)), texts[i]));
        }
        Path directory = logs == null ? null : memory.getPath(logs);
        return ConfigLoader.load(
                new ConfigRequest(files, directory, zone, memory.getPath(LOG_ROOT), InstantSource.system()));
    }

    /** Loads real files. */
    static LoadedConfig files(Path... files) {
        return ConfigLoader.load(request(List.of(files)));
    }

    static ConfigRequest request(List<Path> files) {
        return new ConfigRequest(files, null, ZoneId.of("UTC"), Path.of(LOG_ROOT), InstantSource.system());
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file of the project. */
    static Path project(String path) {
        return Path.of(System.getProperty("project.root")).resolve(path);
    }

    static Path corpus(String path) {
        return project("tests/corpus").resolve(path);
    }

    static LoggingPlan plan(LoadedConfig loaded) {
        if (loaded.plan() == null) {
            throw new NoSuchElementException("no plan: " + loaded.problems());
        }
        return loaded.plan();
    }

    static StreamSpec stream(LoadedConfig loaded, String name) {
        return plan(loaded).streams().stream()
                .filter(stream -> stream.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Target.File file(LoadedConfig loaded, String stream) {
        return (Target.File) stream(loaded, stream).target();
    }

    static LoggerSpec logger(LoadedConfig loaded, String qualname) {
        return plan(loaded).loggers().stream()
                .filter(logger -> logger.qualname().equals(qualname))
                .findFirst()
                .orElseThrow();
    }

    /** All problems as people see them. */
    static List<String> problems(LoadedConfig loaded) {
        return loaded.problems().stream().map(ConfigProblem::toString).toList();
    }

    /** The one problem there is. */
    static String problem(LoadedConfig loaded) {
        List<String> all = problems(loaded);
        if (all.size() != 1) {
            throw new NoSuchElementException("not one problem but " + all);
        }
        return all.get(0);
    }

    /** A whole file with these lines in one handler section. */
    static String handler(String name, String... lines) {
        return "[logging]\n[[handlers]]\n[[[" + name + "]]]\n" + String.join("\n", lines) + "\n";
    }

    /** A whole file with these lines in one logger section. */
    static String logger(String label, String... lines) {
        return "[logging]\n[[loggers]]\n[[[" + label + "]]]\n" + String.join("\n", lines) + "\n";
    }
}

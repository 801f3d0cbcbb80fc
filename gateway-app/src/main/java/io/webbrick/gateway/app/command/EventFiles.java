package io.webbrick.gateway.app.command;

import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The EventLog files that a command line names: files as they are, directories for the EventLog in them, and zip archives for
 * those that lie anywhere in them, each from its oldest file to its newest. One thread; archives are open until this is closed.
 */
final class EventFiles implements AutoCloseable {
    private static final String STREAM = "eventlog";
    private static final String LOG = ".log";

    private final List<Path> paths = new ArrayList<>();
    private final List<FileSystem> archives = new ArrayList<>();

    private EventFiles() {}

    /** Those that these names mean, in their order. */
    static EventFiles of(List<Path> names) throws CommandFailure, IOException {
        var files = new EventFiles();
        try {
            for (Path name : names) {
                files.add(name);
            }
            return files;
        } catch (CommandFailure | IOException | RuntimeException failed) {
            files.close();
            throw failed;
        }
    }

    List<Path> paths() {
        return paths;
    }

    private void add(Path name) throws CommandFailure, IOException {
        if (Files.isDirectory(name)) {
            require(name, inDirectory(name));
        } else if (!Files.isRegularFile(name)) {
            throw CommandFailure.usage(name + ": there is no such file");
        } else if (name.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) {
            require(name, inArchive(name));
        } else {
            paths.add(name);
        }
    }

    private void require(Path name, List<Path> found) throws CommandFailure {
        if (found.isEmpty()) {
            throw CommandFailure.usage(name + ": there is no EventLog file in it");
        }
        paths.addAll(found);
    }

    private List<Path> inArchive(Path archive) throws CommandFailure, IOException {
        FileSystem opened;
        try {
            opened = FileSystems.newFileSystem(archive);
        } catch (IOException | ProviderNotFoundException damaged) {
            throw CommandFailure.usage(archive + ": this is no zip archive (" + damaged.getMessage() + ")");
        }
        archives.add(opened);
        var found = new ArrayList<Path>();
        for (Path root : opened.getRootDirectories()) {
            try (Stream<Path> all = Files.walk(root)) {
                for (Path directory : all.filter(Files::isDirectory).sorted().toList()) {
                    found.addAll(inDirectory(directory));
                }
            }
        }
        return found;
    }

    private static List<Path> inDirectory(Path directory) throws IOException {
        Set<Path> streams = new LinkedHashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                int end = name.toLowerCase(Locale.ROOT).indexOf(LOG);
                if (end > 0 && name.toLowerCase(Locale.ROOT).startsWith(STREAM)) {
                    streams.add(directory.resolve(name.substring(0, end + LOG.length())));
                }
            }
        }
        var found = new ArrayList<Path>();
        for (Path newest : streams.stream().sorted().toList()) {
            found.addAll(Segments.oldestFirst(newest));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (FileSystem archive : archives) {
            archive.close();
        }
    }
}

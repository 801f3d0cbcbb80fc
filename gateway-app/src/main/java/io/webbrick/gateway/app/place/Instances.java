package io.webbrick.gateway.app.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The instance files of this machine's gateways, one per process: how a command finds the gateway it talks to. A file
 * appears whole or not at all; one whose process is gone is ignored and removed. Any thread.
 */
public final class Instances {
    private static final String PREFIX = "gateway-";
    private static final String SUFFIX = ".json";

    private final List<RunDirectory> directories;
    private final ProcessIdentity identities;

    Instances(List<RunDirectory> directories, ProcessIdentity identities) {
        this.directories = List.copyOf(directories);
        this.identities = identities;
    }

    /** Those of this user and this installation; GATEWAY_RUN_DIR names one directory instead. */
    public static Instances of(Surroundings around) {
        return new Instances(RunDirectory.candidates(around), ProcessIdentity.ofThisMachine());
    }

    /** What tells this process from others. */
    public String identityOfThisProcess() {
        return identities.of(ProcessHandle.current().pid()).orElse("unknown");
    }

    /**
     * Writes the file of a gateway that accepts now, readable by its user only.
     *
     * @throws IOException when no directory takes it; the message says what to do
     */
    public Path write(Instance instance) throws IOException {
        IOException last = null;
        for (RunDirectory directory : directories) {
            try {
                return write(directory.open(), instance);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new IOException(
                "cannot write the instance file, tried " + directories
                        + "; name a writable directory in GATEWAY_RUN_DIR",
                last);
    }

    /** Removes the file of a gateway that ends. */
    public void remove(Instance instance) throws IOException {
        for (RunDirectory directory : directories) {
            Files.deleteIfExists(directory.path().resolve(nameOf(instance)));
        }
    }

    /** Every gateway that runs now, by pid. */
    public List<Instance> alive() {
        var found = new ArrayList<Instance>();
        for (RunDirectory directory : directories) {
            if (directory.trusted()) {
                collect(directory.path(), found);
            }
        }
        found.sort((a, b) -> Long.compare(a.pid(), b.pid()));
        return found;
    }

    /** The gateway that writes into this log directory. */
    public Optional<Instance> writing(Path logs) {
        Path wanted = real(logs);
        return alive().stream()
                .filter(instance -> real(instance.logs()).equals(wanted))
                .findFirst();
    }

    private void collect(Path directory, List<Instance> found) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                read(file).ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException none) {
            // a directory that is not there holds no instance
        }
    }

    private Optional<Instance> read(Path file) {
        try {
            Instance instance = Instance.ofJson(Files.readString(file, StandardCharsets.UTF_8));
            if (identities.of(instance.pid()).equals(Optional.of(instance.identity()))) {
                return Optional.of(instance);
            }
            Files.deleteIfExists(file);
        } catch (IOException unreadable) {
            // another user's, or being removed at this moment
        }
        return Optional.empty();
    }

    private static Path write(Path directory, Instance instance) throws IOException {
        Path file = directory.resolve(nameOf(instance));
        Path fresh = directory.resolve(nameOf(instance) + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, ownerOnly(fresh));
        Files.writeString(fresh, instance.toJson(), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        Set<String> views = file.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static String nameOf(Instance instance) {
        return PREFIX + instance.pid() + SUFFIX;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path.toAbsolutePath().normalize();
        }
    }
}

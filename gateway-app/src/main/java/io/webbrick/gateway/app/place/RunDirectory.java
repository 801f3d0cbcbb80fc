package io.webbrick.gateway.app.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A place for instance files. One in a directory that everybody may write to is ours alone: made with mode 0700, and not
 * believed when it belongs to somebody else or is a link.
 *
 * @param path the directory
 * @param owner the user it must belong to; empty where its parent protects it
 */
record RunDirectory(Path path, Optional<String> owner) {
    /** The places for instance files, best first. */
    static List<RunDirectory> candidates(Surroundings around) {
        Optional<String> told = around.variable("GATEWAY_RUN_DIR");
        if (told.isPresent()) {
            Path path = around.home().getFileSystem().getPath(told.get()).toAbsolutePath();
            return List.of(new RunDirectory(path, Optional.empty()));
        }
        String safeName = around.user().replaceAll("[^A-Za-z0-9._-]", "_").toLowerCase(Locale.ROOT);
        return List.of(
                new RunDirectory(around.installation().var().resolve("run"), Optional.empty()),
                new RunDirectory(around.temp().resolve("webbrick-gateway-" + safeName), Optional.of(around.user())));
    }

    /** Makes the directory where it is missing; refuses one that others could have prepared. */
    Path open() throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.createDirectory(path, mode());
        }
        if (!trusted()) {
            throw new IOException(path + " belongs to somebody else or is a link");
        }
        if (!Files.isWritable(path)) {
            throw new IOException(path + " is not writable");
        }
        return path;
    }

    /** Whether what lies there may be believed. */
    boolean trusted() {
        return owner.isEmpty() ? Files.isDirectory(path) : oursAlone(owner.get());
    }

    private boolean oursAlone(String user) {
        try {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (!posix()
                    || Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).getName().equals(user)) {
                return true;
            }
            // a user without a name: a directory with this mode that we can write to is ours
            return user.equals("?")
                    && Files.isWritable(path)
                    && PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
                            .equals("rwx------");
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private FileAttribute<?>[] mode() {
        return owner.isPresent() && posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    private boolean posix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

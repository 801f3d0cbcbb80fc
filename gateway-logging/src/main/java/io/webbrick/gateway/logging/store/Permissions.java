package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * What owner, group and others may do with files and directories of logs, from the moment they are made, whatever the
 * umask: 0640 and 0750 at most. Where a file system knows no such modes, what its directory hands down. Stateless.
 */
public final class Permissions {
    private static final String OWNER_ALONE = "rw-------";

    private Permissions() {}

    /** Makes a directory and those above it that are missing; only the owner may change them, and the group read. */
    public static void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, of(directory, "rwxr-x---"));
        }
    }

    /** Of a file that is about to be made. */
    public static FileAttribute<?>[] ofFile(Path file) {
        return of(file, "rw-r-----");
    }

    /** Of files that follow this one: its own, and never more than is usual. */
    static FileAttribute<?>[] like(Path file) {
        try {
            Set<PosixFilePermission> narrow = PosixFilePermissions.fromString(OWNER_ALONE);
            if (Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)
                    .contains(PosixFilePermission.GROUP_READ)) {
                narrow.add(PosixFilePermission.GROUP_READ);
            }
            return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(narrow)};
        } catch (IOException | UnsupportedOperationException unknown) {
            return ofFile(file);
        }
    }

    /**
     * Makes a file that only its owner reads and writes, or makes one that is there such a file; those that come behind it stay so.
     *
     * @throws IOException when it cannot be made, or belongs to somebody else
     */
    public static void reserveForOwner(Path file) throws IOException {
        createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        try {
            Files.createFile(file, of(file, OWNER_ALONE));
        } catch (FileAlreadyExistsException there) {
            PosixFileAttributeView modes = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (modes != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                modes.setPermissions(PosixFilePermissions.fromString(OWNER_ALONE));
            }
        }
    }

    /** Whether everybody may put files and links into a directory, or take them away. */
    public static boolean mayOthersWrite(Path directory) {
        try {
            return Files.getPosixFilePermissions(directory).contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException unknown) {
            return false;
        }
    }

    private static FileAttribute<?>[] of(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

package io.webbrick.gateway.logging.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * What owner, group and others may do with files and directories of logs, from the moment they are made, whatever the
 * umask: 0640 and 0750 at most. Where a file system knows no such modes, what its directory hands down. Stateless.
 */
public final class Permissions {
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

package io.webbrick.gateway.logging.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Makes files beside their place, for those that must appear whole: written, brought to the disk, renamed, and the name
 * brought to the disk before anything that they replace is deleted. On the compressor's thread, which alone is interrupted
 * when it must end.
 */
final class TemporaryFile {
    private TemporaryFile() {}

    /** Begins a file for owner and group, in place of what was left over there, that never becomes larger than this. */
    static OutputStream create(Path file, long mostBytes) throws IOException {
        Files.deleteIfExists(file);
        var channel = Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS),
                Permissions.ofFile(file));
        return new Bounded(Channels.newOutputStream(channel), file, mostBytes);
    }

    /** Brings the content of a file to the disk. */
    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.force(true);
        }
    }

    /** Brings the names in a directory to the disk, where directories can be opened; Windows does that by itself. */
    static void syncNames(Path directory) throws IOException {
        if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private static final class Bounded extends FilterOutputStream {
        private final Path file;
        private final long most;
        private long written;

        Bounded(OutputStream out, Path file, long most) {
            super(out);
            this.file = file;
            this.most = most;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (written + length > most) {
                throw new IOException(file + " would take more than the " + most + " bytes that were reserved for it");
            }
            out.write(bytes, offset, length);
            written += length;
        }
    }
}

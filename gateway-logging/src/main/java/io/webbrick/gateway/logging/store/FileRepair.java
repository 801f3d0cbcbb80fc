package io.webbrick.gateway.logging.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Brings a newest file back to what was committed before the process died. Cuts only what proves to be the file that was
 * meant; may be killed and begun again. The table of cases stands in docs/format/segments.md.
 */
final class FileRepair {
    /** So many bytes before an offset prove that it is the offset that was meant. */
    static final int TAIL = 64;

    private FileRepair() {}

    /** Repairs the newest file of {@code entry}; false when neither it nor the renamed one is what was committed. */
    static boolean repair(Ledger ledger, LedgerFile entry, long offset, int tailCrc) throws IOException {
        Path newest = entry.path();
        if (matches(newest, offset, tailCrc)) {
            cut(newest, offset);
            entry.proven(offset, tailCrc);
            return true;
        }
        String intent = entry.intent();
        if (intent != null) {
            Path renamed = newest.resolveSibling(intent);
            if (matches(renamed, offset, tailCrc) && Files.size(renamed) == offset) {
                byte[] head = head(renamed, offset);
                ledger.renamed(entry, intent, offset, crc(head, head.length));
                cut(newest, 0);
                return true;
            }
        }
        return offset == 0 && Files.notExists(newest, LinkOption.NOFOLLOW_LINKS);
    }

    /** Whether this file has so many bytes at least, and those before that offset have this CRC. */
    static boolean matches(Path file, long offset, int tailCrc) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Files.size(file) >= offset
                && crcBefore(file, offset) == tailCrc;
    }

    private static void cut(Path file, long offset) throws IOException {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) > offset) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.truncate(offset);
            }
        }
    }

    /** The up to 64 bytes at the beginning of a file that has {@code bytes}. */
    static byte[] head(Path file, long bytes) throws IOException {
        return tailBefore(file, Math.min(TAIL, bytes));
    }

    private static int crcBefore(Path file, long offset) throws IOException {
        byte[] tail = tailBefore(file, offset);
        return crc(tail, tail.length);
    }

    static byte[] tailBefore(Path file, long offset) throws IOException {
        int length = (int) Math.min(TAIL, offset);
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(offset - length);
            byte[] tail = in.readNBytes(length);
            if (tail.length < length) {
                throw new EOFException();
            }
            return tail;
        } catch (EOFException shorter) {
            throw new IOException(file + " ends before byte " + offset);
        }
    }

    static int crc(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}

package io.webbrick.gateway.logging.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The text of one configuration file.
 *
 * @param label the file's name in messages
 * @param rank its place in the order of loading
 * @param bytes as they lie in the file, for the content hash
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SourceText(String label, int rank, byte[] bytes, String text) {
    /** The largest file that is read; a configuration is some kilobytes. */
    static final int MAX_BYTES = 1_000_000;

    /** Reads a file; null, with one problem, when that cannot be done. */
    static @Nullable SourceText read(Path file, String label, int rank, Problems problems) {
        var start = new Origin(label, rank, 1);
        try {
            return read(file, start, problems);
        } catch (AccessDeniedException e) {
            problems.error(
                    start, "the file " + file + " cannot be read: access denied; give the gateway's user the right");
        } catch (IOException e) {
            problems.error(start, "the file " + file + " cannot be read: " + e.getMessage());
        }
        return null;
    }

    private static @Nullable SourceText read(Path file, Origin start, Problems problems) throws IOException {
        if (!Files.exists(file)) {
            problems.error(start, "there is no file " + file + "; make it or name another one");
            return null;
        }
        if (!Files.isRegularFile(file)) {
            problems.error(start, file + " is not a file");
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                problems.error(start, "the file is larger than " + MAX_BYTES + " bytes; a configuration is not");
                return null;
            }
            return of(bytes, start, problems);
        }
    }

    /** The text in these bytes: UTF-8, UTF-16 with a byte order mark, or else, with a warning, Latin-1. */
    static SourceText of(byte[] bytes, Origin start, Problems problems) {
        return new SourceText(start.file(), start.rank(), bytes, decode(bytes, start, problems));
    }

    private static String decode(byte[] bytes, Origin start, Problems problems) {
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            return new String(bytes, StandardCharsets.UTF_16);
        }
        int skip = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        try {
            return strict(bytes, skip, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            problems.warning(start, "the file is not UTF-8 and was read as Latin-1; save it as UTF-8");
            return new String(bytes, skip, bytes.length - skip, StandardCharsets.ISO_8859_1);
        }
    }

    private static String strict(byte[] bytes, int skip, Charset charset) throws CharacterCodingException {
        return charset.newDecoder()
                .decode(ByteBuffer.wrap(bytes, skip, bytes.length - skip))
                .toString();
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        for (int i = 0; i < wanted.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is Python's dictConfig in JSON. */
    boolean isJson() {
        return label.toLowerCase(Locale.ROOT).endsWith(".json");
    }

    /** Whether it is Python's fileConfig. */
    boolean isIni() {
        return label.toLowerCase(Locale.ROOT).endsWith(".ini");
    }

    /** A place in this file. */
    Origin origin(int line) {
        return new Origin(label, rank, line);
    }
}

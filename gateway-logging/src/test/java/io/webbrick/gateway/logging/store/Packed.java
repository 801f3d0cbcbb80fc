package io.webbrick.gateway.logging.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets tests of other packages make packed files. */
public final class Packed {
    private Packed() {}

    /** Members of whole lines with a table, as the compressor writes them. */
    public static void write(Path file, byte[] text) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                var members = new MemberWriter(out)) {
            members.write(text, 0, text.length);
            members.finish();
        }
    }

    static byte[] bytes(byte[] text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var members = new MemberWriter(out)) {
            members.write(text, 0, text.length);
            members.finish();
        }
        return out.toByteArray();
    }
}

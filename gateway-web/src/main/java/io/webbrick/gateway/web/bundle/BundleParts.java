package io.webbrick.gateway.web.bundle;

import io.webbrick.gateway.web.api.Parts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A zip of text files, made line by line as the client takes it. Memory: one part, and the lines of one file. */
final class BundleParts implements Parts {
    private static final int PART_BYTES = 65_536;

    private final Iterator<Section> sections;
    private final Runnable ended;
    private final ByteArrayOutputStream part = new ByteArrayOutputStream(PART_BYTES);
    private final ZipOutputStream zip = new ZipOutputStream(part, StandardCharsets.UTF_8);
    private @Nullable Iterator<String> lines;
    private boolean whole;

    /**
     * One file of the zip.
     *
     * @param lines made when its turn comes
     */
    record Section(String name, Lines lines) {}

    /** Makes the lines of a file, secrets masked. */
    @FunctionalInterface
    interface Lines {
        List<String> make() throws IOException;
    }

    /** @param ended runs when the client has it all, or has gone */
    BundleParts(List<Section> sections, Runnable ended) {
        this.sections = sections.iterator();
        this.ended = ended;
    }

    @Override
    public @Nullable ByteBuffer next() throws IOException {
        while (!whole && part.size() < PART_BYTES) {
            step();
        }
        if (part.size() == 0) {
            return null;
        }
        ByteBuffer made = ByteBuffer.wrap(part.toByteArray());
        part.reset();
        return made;
    }

    private void step() throws IOException {
        Iterator<String> now = lines;
        if (now != null && now.hasNext()) {
            zip.write((now.next() + "\n").getBytes(StandardCharsets.UTF_8));
        } else if (now != null) {
            zip.closeEntry();
            lines = null;
        } else if (sections.hasNext()) {
            Section section = sections.next();
            zip.putNextEntry(new ZipEntry(section.name()));
            lines = section.lines().make().iterator();
        } else {
            zip.close();
            whole = true;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            // it holds memory outside the heap until it is closed
            zip.close();
        } finally {
            ended.run();
        }
    }
}

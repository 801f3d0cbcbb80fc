package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.peer.Layout;
import io.webbrick.gateway.benchmarks.row.Row;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The memory that a growing file takes. A virtual machine gets each page from its host when it is touched for the first
 * time, which costs several times what a write into the page cache does: without this, the first library measured would
 * pay for it, and all would be measured by what their host costs.
 */
final class PageCache {
    private static final int LINE_BYTES = 120;
    private static final int BLOCK_BYTES = 1 << 20;

    private PageCache() {}

    /** Has the pages at hand that this row's files will take: writes as much into a file and deletes it. */
    static void prepare(Row row, Path directory, Map<String, String> settings) throws IOException {
        int files = row.layout() == Layout.TWO ? 2 : row.layout() == Layout.GROW ? 1 : 0;
        long bytes = Long.parseLong(settings.getOrDefault("records", "0")) * LINE_BYTES * files;
        if (bytes == 0) {
            return;
        }
        Path file = directory.resolve("pages");
        var block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

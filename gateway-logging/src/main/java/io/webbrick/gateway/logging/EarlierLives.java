package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.stream.SnapshotSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the snapshots of earlier lives of a log directory. Stateless. */
final class EarlierLives {
    private EarlierLives() {}

    static Path find(@Nullable Path logs, LoggingOptions options, int back) throws IOException {
        String known = logs == null ? null : SnapshotLife.directoryOf(logs).orElse(null);
        Path current = known == null ? null : Path.of(known).toAbsolutePath();
        Path root = current == null ? configured(options) : current.getParent();
        if (root == null) {
            throw new IOException(
                    "no snapshots are configured; snapshot='1MB/day' and snapshotRoot='DIR' in prod.cfg keep"
                            + " the newest records where a reboot leaves them alone");
        }
        List<Path> lives = new SnapshotRoot(root)
                .lives().stream().filter(life -> !life.equals(current)).toList();
        if (lives.size() + back < 0 || back >= 0) {
            throw new IOException("no snapshot " + back + " in " + root + "; there are " + lives.size()
                    + " of earlier boots, -1 is the newest");
        }
        return lives.get(lives.size() + back);
    }

    private static @Nullable Path configured(LoggingOptions options) {
        try {
            SnapshotSpec spec = Configuration.ofFiles(options).plan().snapshot();
            return spec == null ? null : spec.root();
        } catch (ConfigurationException broken) {
            return null;
        }
    }
}

package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.stream.SnapshotSpec;
import java.nio.file.FileSystem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what of the newest records goes to a directory that a reboot leaves alone; usually nothing. */
final class SnapshotSettings {
    private static final Pattern PER_DAY = Pattern.compile("(.*\\S)\\s*/\\s*day");

    private SnapshotSettings() {}

    /**
     * Null when there are no snapshots, or they cannot be read; the problem is reported then.
     *
     * @param disk where the configuration lies, whatever the logs lie in
     */
    static @Nullable SnapshotSpec read(Settings logging, Path logs, FileSystem disk) {
        Optional<Literal> given = logging.literal(ConfigKey.SNAPSHOT).filter(Literal::truthy);
        if (given.isEmpty() || isOff(given.get())) {
            return null;
        }
        OptionalLong bytes = perDay(given.get());
        if (bytes.isEmpty() || bytes.getAsLong() < SnapshotSpec.LEAST_BYTES) {
            logging.wrong(
                    ConfigKey.SNAPSHOT, given.get(), "bytes a day from '64KiB/day' on, such as '1MB/day', or 'off'");
            return null;
        }
        Path root = root(logging, logs, disk);
        return root == null ? null : new SnapshotSpec(root, bytes.getAsLong());
    }

    private static boolean isOff(Literal given) {
        return given instanceof Literal.Text text
                && text.value().strip().toLowerCase(Locale.ROOT).equals("off");
    }

    private static OptionalLong perDay(Literal given) {
        if (!(given instanceof Literal.Text text)) {
            return OptionalLong.empty();
        }
        Matcher rate = PER_DAY.matcher(text.value().strip());
        return rate.matches() ? Units.bytes(new Literal.Text(rate.group(1))) : OptionalLong.empty();
    }

    private static @Nullable Path root(Settings logging, Path logs, FileSystem disk) {
        Optional<Literal> given = logging.literal(ConfigKey.SNAPSHOT_ROOT).filter(Literal::truthy);
        if (given.isEmpty()) {
            logging.problems()
                    .error(
                            logging.origin(ConfigKey.SNAPSHOT),
                            "snapshot needs a directory that outlives a reboot; add"
                                    + " snapshotRoot='/var/lib/webbrick/snapshots'");
            return null;
        }
        if (given.get() instanceof Literal.Text text) {
            try {
                Path root = disk.getPath(text.value()).normalize();
                if (root.isAbsolute() && !root.startsWith(logs)) {
                    return root;
                }
            } catch (InvalidPathException unusable) {
                logging.wrong(ConfigKey.SNAPSHOT_ROOT, given.get(), "an absolute directory");
                return null;
            }
        }
        logging.wrong(ConfigKey.SNAPSHOT_ROOT, given.get(), "an absolute directory outside the log directory");
        return null;
    }
}

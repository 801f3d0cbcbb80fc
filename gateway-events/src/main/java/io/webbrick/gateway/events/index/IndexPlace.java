package io.webbrick.gateway.events.index;

import io.webbrick.gateway.logging.read.ReadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Where the indexes of a log directory lie: {@code .state/series}. Any thread; changes nothing. */
final class IndexPlace {
    private static final String STATE = ".state";
    private static final String SERIES = "series";

    /** So far below its log directory a stream may lie. */
    private static final int LEVELS = 4;

    private final Path directory;

    private IndexPlace(Path directory) {
        this.directory = directory;
    }

    static IndexPlace at(Path directory) {
        return new IndexPlace(directory);
    }

    /** The place of the stream that this file belongs to; null when its directory has none. */
    static @Nullable IndexPlace of(Path file) {
        Path above = file.toAbsolutePath().getParent();
        for (int level = 0; level < LEVELS && above != null; level++) {
            Path series = above.resolve(STATE).resolve(SERIES);
            if (Files.isDirectory(series, LinkOption.NOFOLLOW_LINKS)) {
                return new IndexPlace(series);
            }
            above = above.getParent();
        }
        return null;
    }

    Path directory() {
        return directory;
    }

    /** The open index of this history file; null when there is none that can be used. */
    @Nullable
    IndexFile find(ReadableFile file, ZoneId zone) throws IOException {
        try {
            String name = TextPrint.fileName(file);
            IndexFile index = IndexFile.open(directory.resolve(name));
            if (index == null) {
                return null;
            }
            boolean isSame = file.isPacked()
                    ? index.head().trailer() == TextPrint.trailer(file)
                    : name.equals(index.head().text().fileName());
            if (isSame && index.head().fits(zone)) {
                return index;
            }
            index.close();
        } catch (DamagedIndexException damaged) {
            return null;
        }
        return null;
    }

    /** The open index of the first part of this newest file; null when there is none that can be used. */
    @Nullable
    IndexFile findBegin(ReadableFile file, ZoneId zone) throws IOException {
        try {
            IndexFile index = IndexFile.open(directory.resolve(TextPrint.newestName(file)));
            if (index == null) {
                return null;
            }
            long committed = file.committedBytes();
            boolean isPart = committed < 0 || index.head().text().bytes() <= committed;
            if (isPart && index.head().fits(zone) && index.head().text().isBeginOf(file)) {
                return index;
            }
            index.close();
        } catch (DamagedIndexException damaged) {
            return null;
        }
        return null;
    }
}

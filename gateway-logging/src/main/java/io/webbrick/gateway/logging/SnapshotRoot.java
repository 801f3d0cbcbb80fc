package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.store.Permissions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory of snapshots: {@code boot-N} for each life of a log directory, in it files named as history, so that the
 * readers of logs read them too. A file appears whole and synced, or not at all. One thread.
 */
final class SnapshotRoot {
    private static final Pattern LIFE = Pattern.compile("boot-([0-9]{1,9})");
    private static final String TEMPORARY = "snapshot.tmp";
    private static final int LIVES_KEPT = 4;
    private static final long BLOCK = 4_096;

    private final Path root;

    SnapshotRoot(Path root) {
        this.root = root;
    }

    /** The lives of which there is something, oldest first. */
    List<Path> lives() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(entry -> LIFE.matcher(name(entry)).matches())
                    .filter(entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparingLong(SnapshotRoot::number))
                    .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }

    /** A directory, not made yet, behind all that are there. */
    Path nextLife() throws IOException {
        List<Path> lives = lives();
        long number = lives.isEmpty() ? 1 : number(lives.get(lives.size() - 1)) + 1;
        return root.resolve("boot-" + number);
    }

    /** What a file of so many bytes takes of the allowance: its blocks, and one for its entry. */
    static long cost(long bytes) {
        return (bytes + BLOCK - 1) / BLOCK * BLOCK + BLOCK;
    }

    /** The largest file for which so much of the allowance is enough. */
    static long largest(long allowance) {
        return Math.max(0, allowance / BLOCK * BLOCK - BLOCK);
    }

    /** What was written on the day of this moment. */
    long spent(Instant now, ZoneId zone) throws IOException {
        LocalDate today = LocalDate.ofInstant(now, zone);
        long spent = 0;
        for (Path life : lives()) {
            for (Path file : files(life)) {
                if (day(file, zone).equals(today)) {
                    spent += cost(Files.size(file));
                }
            }
        }
        return spent;
    }

    /** Adds a file to a life: the newest history of the stream whose newest file has this name. */
    void add(Path life, String newestName, byte[] content, Instant now) throws IOException {
        Permissions.createDirectories(life);
        Path temporary = life.resolve(TEMPORARY);
        Files.deleteIfExists(temporary);
        try {
            write(temporary, content);
            Files.setLastModifiedTime(temporary, FileTime.from(now));
            Files.move(temporary, next(life, newestName), StandardCopyOption.ATOMIC_MOVE);
            sync(life);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel out = Files.newByteChannel(file, options, Permissions.ofFile(file))) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            if (out instanceof FileChannel disk) {
                disk.force(true);
            }
        }
    }

    /** The rename is on the card too, where directories can be synced. */
    private static void sync(Path directory) {
        try (FileChannel entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        } catch (IOException | UnsupportedOperationException notHere) {
            return;
        }
    }

    private static Path next(Path life, String newestName) throws IOException {
        Pattern ours = Pattern.compile(Pattern.quote(newestName) + "\\.99\\.([0-9]{1,6})\\.gz");
        int last = 0;
        for (Path file : files(life)) {
            var matcher = ours.matcher(name(file));
            if (matcher.matches()) {
                last = Math.max(last, Integer.parseInt(matcher.group(1)));
            }
        }
        return life.resolve(newestName + ".99." + (last + 1) + ".gz");
    }

    /**
     * Deletes the oldest lives but {@value #LIVES_KEPT}, except those that something was written to on the day of this moment:
     * what was spent must not be forgotten. Of the rest the oldest files go until all take no more than {@code mostBytes}.
     */
    void tidy(Instant now, ZoneId zone, long mostBytes) throws IOException {
        LocalDate today = LocalDate.ofInstant(now, zone);
        List<Path> lives = lives();
        long bytes = 0;
        var old = new ArrayList<Path>();
        for (Path life : lives) {
            boolean isOld = lives.indexOf(life) < lives.size() - LIVES_KEPT;
            for (Path file : files(life)) {
                bytes += cost(Files.size(file));
                if (!day(file, zone).equals(today)) {
                    old.add(file);
                }
            }
            if (isOld && files(life).stream().allMatch(old::contains)) {
                bytes -= delete(life, old);
            }
        }
        old.sort(Comparator.comparingLong(SnapshotRoot::modified));
        for (Path file : old) {
            if (bytes > mostBytes) {
                bytes -= cost(Files.size(file));
                Files.delete(file);
            }
        }
    }

    private static long delete(Path life, List<Path> old) throws IOException {
        long bytes = 0;
        for (Path file : files(life)) {
            bytes += cost(Files.size(file));
            Files.delete(file);
            old.remove(file);
        }
        Files.delete(life);
        return bytes;
    }

    private static List<Path> files(Path life) throws IOException {
        try (Stream<Path> entries = Files.list(life)) {
            return entries.filter(entry -> Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        } catch (NoSuchFileException nothingYet) {
            return List.of();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static LocalDate day(Path file, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(modified(file)), zone);
    }

    private static long number(Path life) {
        var matcher = LIFE.matcher(name(life));
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}

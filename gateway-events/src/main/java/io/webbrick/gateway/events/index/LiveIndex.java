package io.webbrick.gateway.events.index;

import io.webbrick.gateway.logging.DerivedFiles;
import io.webbrick.gateway.logging.read.ReadableFile;
import io.webbrick.gateway.logging.read.Segments;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the indexes of EventLog: reads what was committed a few seconds ago, holds the rows of the newest file in memory, and
 * writes an index beside each file that became history. A thread of its own, which takes at most a quarter of a processor
 * while it has much to do and sleeps while nothing is logged; the writer never waits for it and knows nothing of it. Indexes
 * can be made again at any time: whatever goes wrong here costs speed only.
 */
public final class LiveIndex implements AutoCloseable {
    private static final long PAUSE_NANOS = 5_000_000_000L;
    private static final int REST_FOR_WORK = 3;
    private static final int MOST_PASSES = 50;
    private static final long TURN_NANOS = 1_000_000;

    /** So much more of a newest file is read before its index is written again. */
    private static final long BEGIN_BYTES = 2_000_000;

    private final Path newest;
    private final ZoneId zone;
    private final DerivedFiles store;
    private final BiConsumer<String, Exception> problems;
    private final int restForWork;
    private final Set<String> given = new HashSet<>();
    private final Overviews overviews = new Overviews();

    /** The names of the indexes of history files, as these were listed last. */
    private Map<Segments.Listed, String> known = Map.of();

    private final Thread thread;
    private volatile boolean closed;

    /** What is known of the newest file; guarded by this object. */
    private GrowingIndex growing;

    private long seen = Long.MIN_VALUE;

    /** So much of the newest file has an index on the disk. */
    private long begun;

    private LiveIndex(
            Path newest, ZoneId zone, DerivedFiles store, BiConsumer<String, Exception> problems, int restForWork) {
        this.restForWork = restForWork;
        this.newest = newest;
        this.zone = zone;
        this.store = store;
        this.problems = problems;
        this.growing = new GrowingIndex(0, zone);
        this.thread = new Thread(this::run, "series-index");
    }

    /** For the stream whose newest file this is; nothing happens before {@link #start}. */
    public static LiveIndex of(Path newest, ZoneId zone, DerivedFiles store, BiConsumer<String, Exception> problems) {
        return new LiveIndex(newest, zone, store, problems, REST_FOR_WORK);
    }

    /** The same for programs that have nothing else to do than to call {@link #catchUp}: it never rests. */
    public static LiveIndex restless(
            Path newest, ZoneId zone, DerivedFiles store, BiConsumer<String, Exception> problems) {
        return new LiveIndex(newest, zone, store, problems, 0);
    }

    /** Whether it is that of the stream with this newest file. */
    public boolean isOf(Path file) {
        return newest.equals(file);
    }

    /** Begins to keep the indexes. */
    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!closed) {
            try {
                pass();
            } catch (IOException | RuntimeException failed) {
                problems.accept("cannot keep the index of " + newest + "; graphs read the text instead", failed);
            }
            rest(PAUSE_NANOS);
        }
    }

    private void rest(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && !closed; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Reads and writes all there is to do now, and returns when it is done; instead of {@link #start}, not besides. */
    public void catchUp() throws IOException {
        for (int passes = 0; !pass() && passes < MOST_PASSES && !closed; passes++) {
            LockSupport.parkNanos(TURN_NANOS);
        }
    }

    /**
     * Looks at each file, one open at a time; false when files were renamed, packed or deleted meanwhile: then another pass is to
     * follow, and nothing is forgotten before.
     */
    private boolean pass() throws IOException {
        long now = Segments.change(newest);
        if (now == seen && now >= 0) {
            return true;
        }
        List<Segments.Listed> history = follow();
        Set<String> names = new HashSet<>();
        names.add(keepBegin());
        var looked = new HashMap<Segments.Listed, String>();
        boolean whole = true;
        for (int i = history.size() - 1; i >= 0 && !closed; i--) {
            String name = name(history.get(i));
            whole &= name != null;
            if (name != null) {
                names.add(name);
                looked.put(history.get(i), name);
            }
        }
        whole &= !closed && history.equals(Segments.history(newest));
        if (whole) {
            known = looked;
            forget(names);
            seen = now;
        }
        return whole;
    }

    /** Reads on in the newest file; the history files behind it. */
    private List<Segments.Listed> follow() throws IOException {
        try (ReadableFile file = openNewest()) {
            List<Segments.Listed> history = Segments.history(newest);
            long life = file == null ? 0 : file.life();
            if (growing.life() != life || life == 0) {
                turn(history, life);
            }
            if (file != null) {
                work(growing.input(file), growing, false);
            }
            return history;
        }
    }

    private @Nullable ReadableFile openNewest() throws IOException {
        try {
            return ReadableFile.newest(newest);
        } catch (NoSuchFileException none) {
            return null;
        }
    }

    private @Nullable ReadableFile open(Segments.Listed file) throws IOException {
        try {
            return ReadableFile.history(file.path());
        } catch (NoSuchFileException renamed) {
            return null;
        }
    }

    /** Another file is the newest by now: the one before is finished where it lies in history as it was. */
    private void turn(List<Segments.Listed> history, long life) throws IOException {
        GrowingIndex before = growing;
        boolean isRead = before.life() > 0 && before.bytes() > 0;
        for (int i = history.size() - 1; i >= 0 && isRead; i--) {
            try (ReadableFile file = open(history.get(i))) {
                if (file != null && !file.isPacked() && file.diskBytes() >= before.bytes() && before.isOf(file)) {
                    work(before.input(file), before, true);
                    write(before.write(), before.print().fileName());
                    break;
                }
            }
        }
        synchronized (this) {
            growing = new GrowingIndex(life, zone);
            begun = 0;
        }
    }

    /** The name of this file's index, which is made if it is to be made; null when the file has another name by now. */
    private @Nullable String name(Segments.Listed listed) throws IOException {
        String name = known.get(listed);
        if (name != null) {
            return name;
        }
        try (ReadableFile file = open(listed)) {
            return file == null ? null : keep(file);
        }
    }

    /** Reads a text into an index, with rests in between, so that a long one does not take a processor for itself. */
    private void work(GrowingIndex.Input input, GrowingIndex index, boolean whole) throws IOException {
        boolean more = true;
        while (more && !closed) {
            long begin = System.nanoTime();
            synchronized (this) {
                more = index.read(input, whole);
            }
            if (more) {
                rest((System.nanoTime() - begin) * restForWork);
            }
        }
    }

    /** Writes what is known of the newest file from time to time, for commands that read its directory; its name. */
    private String keepBegin() throws IOException {
        TextPrint text = growing.print();
        String name = TextPrint.newestName(text.head());
        if (text.bytes() - begun >= BEGIN_BYTES && growing.bytes() == growing.consumed()) {
            byte[] bytes = growing.write();
            if (bytes.length > 0 && store.keep(name, bytes)) {
                begun = text.bytes();
            }
        }
        return name;
    }

    /** The name of this file's index, which is made if it is missing and was not made before. */
    private String keep(ReadableFile file) throws IOException {
        String name = TextPrint.fileName(file);
        if (given.contains(name) || isUsable(file)) {
            given.add(name);
            return name;
        }
        given.add(name);
        try {
            if (file.isPacked() && adopt(file, name)) {
                return name;
            }
            var index = new GrowingIndex(0, zone);
            work(index.input(file), index, true);
            if (!closed) {
                byte[] bytes = index.write();
                write(file.isPacked() ? packed(bytes, file) : bytes, name);
            }
        } catch (DamagedIndexException impossible) {
            throw new IllegalStateException("an index that was just made is damaged", impossible);
        } catch (FileSystemException failed) {
            throw failed;
        } catch (IOException damagedText) {
            problems.accept(file.path() + " has no index, as it is damaged", damagedText);
        }
        return name;
    }

    private boolean isUsable(ReadableFile file) throws IOException {
        try (IndexFile index = IndexPlace.at(store.directory()).find(file, zone)) {
            if (index == null) {
                return false;
            }
            index.read(Set.of());
            return true;
        } catch (DamagedIndexException damaged) {
            return false;
        }
    }

    /** Whether a packed file was indexed before it was packed: then the index gets another name. */
    private boolean adopt(ReadableFile file, String name) throws IOException {
        TextPrint print = TextPrint.of(file.text(0));
        Path plain = store.directory().resolve(print.fileName());
        try (IndexFile index = IndexFile.open(plain)) {
            if (index == null
                    || !index.head().text().equals(print)
                    || !index.head().fits(zone)) {
                return false;
            }
            index.read(Set.of());
            write(packed(Files.readAllBytes(plain), file), name);
            return true;
        } catch (DamagedIndexException damaged) {
            return false;
        }
    }

    private static byte[] packed(byte[] index, ReadableFile file) throws IOException, DamagedIndexException {
        return index.length == 0 ? index : IndexHead.packed(index, TextPrint.trailer(file));
    }

    private void write(byte[] bytes, String name) throws IOException {
        if (bytes.length > 0) {
            store.keep(name, bytes);
        }
        given.add(name);
    }

    /** Indexes of files that are gone go as well. */
    private void forget(Set<String> names) throws IOException {
        given.retainAll(names);
        for (String name : store.names()) {
            if (TextPrint.isIndexName(name) && !names.contains(name)) {
                store.drop(name);
            }
        }
    }

    /**
     * Hands on what is known of this file; where in its text the rest begins. Nothing, and 0, unless it is the newest one that
     * this index reads; an empty one may be told the life of the one before it.
     */
    synchronized long replay(ReadableFile file, Set<String> sources, RowSink sink) {
        if (!isGrowing(file)) {
            return 0;
        }
        growing.replay(sources, sink);
        return growing.consumed();
    }

    /** Tells what each source has in what is known of this file, and returns as {@link #replay}. */
    synchronized long describe(ReadableFile file, SourceSink sink) {
        if (!isGrowing(file)) {
            return 0;
        }
        growing.describe(sink);
        return growing.consumed();
    }

    private boolean isGrowing(ReadableFile file) {
        return file.isNewest() && file.life() != 0 && file.life() == growing.life() && file.committedBytes() > 0;
    }

    /** What is known of the sources of history files. */
    Overviews overviews() {
        return overviews;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

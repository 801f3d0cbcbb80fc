package io.webbrick.gateway.logging.read;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of files in which a regular expression is found, on all processors, and hands them on in the order of the
 * lines. Plain history is read at several places at once, packed and newest files are read from their beginning while others
 * search what was read. One thread owns it; memory: a few blocks of 256 KiB for each processor, however large the files are.
 */
public final class LineFinder implements AutoCloseable {
    /** What a processor keeps near itself. */
    private static final int BLOCK = 1 << 18;

    /** So much is read with a block, so that the line at its end mostly is whole. */
    private static final int BEHIND = 1 << 12;

    private static final int LONGEST_LINE = 4 * 1_048_576;
    private static final int AHEAD = 2;

    private final BlockSearch search;
    private final ExecutorService workers;
    private final int mostWaiting;
    private final Deque<Future<List<String>>> waiting = new ArrayDeque<>();

    /** Blocks that no search needs now. */
    private final Queue<byte[]> pool = new ConcurrentLinkedQueue<>();

    private LineFinder(Pattern pattern, int threads) {
        this.search = new BlockSearch(pattern);
        this.mostWaiting = threads * AHEAD;
        this.workers = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "line-finder");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** With as many threads as there are processors. */
    public static LineFinder of(Pattern pattern) {
        return of(pattern, Runtime.getRuntime().availableProcessors());
    }

    static LineFinder of(Pattern pattern, int threads) {
        return new LineFinder(pattern, threads);
    }

    /**
     * Hands on the lines of what is left of a file, until {@code each} returns false; whether it never did.
     *
     * @throws IOException when it is damaged or cannot be read: what stands before has been handed on, and {@link
     *     ReadableFile#behind} tells where to go on
     */
    public boolean find(ReadableFile file, long from, Predicate<String> each) throws IOException {
        FileChannel channel = file.plainChannel();
        try {
            return channel == null ? findInText(file, from, each) : findInPieces(channel, from, each);
        } finally {
            while (!waiting.isEmpty()) {
                waiting.removeFirst().cancel(false);
            }
        }
    }

    private boolean findInPieces(FileChannel channel, long from, Predicate<String> each) throws IOException {
        long size = channel.size();
        boolean goOn = true;
        for (long at = from; at < size && goOn; at += BLOCK) {
            long begin = at;
            goOn = submit(() -> piece(channel, begin, begin == from, size), each);
        }
        return goOn && drain(0, each);
    }

    /** The lines that begin in a piece, the last of them to its end. */
    private List<String> piece(FileChannel channel, long begin, boolean isFirst, long size) throws IOException {
        byte[] pooled = pool.poll();
        byte[] bytes = pooled == null ? new byte[BLOCK + BEHIND] : pooled;
        try {
            int before = isFirst ? 0 : 1;
            long from = begin - before;
            int own = (int) Math.min(BLOCK, size - begin) + before;
            int count = read(channel, from, bytes, 0);
            int start = isFirst ? 0 : feed(bytes, 0, count) + 1;
            if (start >= own || (start == 0 && !isFirst)) {
                return List.of();
            }
            int feed = feed(bytes, own - 1, count);
            while (feed < 0 && from + count < size && count == bytes.length && count < LONGEST_LINE) {
                bytes = Arrays.copyOf(bytes, count * 2);
                int old = count;
                count += read(channel, from + old, bytes, old);
                feed = feed(bytes, old, count);
            }
            return search.find(bytes, start, feed < 0 ? count : feed + 1);
        } finally {
            if (bytes.length == BLOCK + BEHIND) {
                pool.add(bytes);
            }
        }
    }

    private static int read(FileChannel channel, long position, byte[] target, int offset) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, target.length - offset);
        int count = 0;
        while (count >= 0 && buffer.hasRemaining()) {
            count = channel.read(buffer, position + buffer.position() - offset);
        }
        return buffer.position() - offset;
    }

    private static int feed(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\n') {
            at++;
        }
        return at < to ? at : -1;
    }

    private boolean findInText(ReadableFile file, long from, Predicate<String> each) throws IOException {
        byte[] kept = new byte[0];
        boolean goOn = true;
        IOException failure = null;
        try (InputStream in = file.text(from)) {
            boolean more = true;
            while (more && goOn) {
                byte[] block = Arrays.copyOf(kept, kept.length + BLOCK);
                int count = kept.length;
                try {
                    for (int read = 0; read >= 0 && count < block.length; count += Math.max(0, read)) {
                        read = in.read(block, count, block.length - count);
                    }
                } catch (IOException damaged) {
                    failure = damaged;
                }
                more = failure == null && count == block.length;
                int end = lastFeed(block, count) + 1;
                int whole = more || failure != null || file.isNewest() ? end : count;
                kept = more && count - end < LONGEST_LINE ? Arrays.copyOfRange(block, end, count) : new byte[0];
                goOn = whole == 0 || submit(() -> search.find(block, 0, whole), each);
            }
        }
        goOn = goOn && drain(0, each);
        if (failure != null && goOn) {
            throw failure;
        }
        return goOn;
    }

    private static int lastFeed(byte[] block, int count) {
        int at = count - 1;
        while (at >= 0 && block[at] != '\n') {
            at--;
        }
        return at;
    }

    private boolean submit(Callable<List<String>> task, Predicate<String> each) throws IOException {
        waiting.addLast(workers.submit(task));
        return drain(mostWaiting, each);
    }

    /** Hands on what is found, oldest first, until no more than so many searches are under way. */
    private boolean drain(int most, Predicate<String> each) throws IOException {
        while (waiting.size() > most) {
            for (String line : result(waiting.removeFirst())) {
                if (!each.test(line)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> result(Future<List<String>> search) throws IOException {
        try {
            return search.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("a search was interrupted");
        } catch (ExecutionException failed) {
            @Nullable Throwable cause = failed.getCause();
            if (cause instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

package io.webbrick.gateway.benchmarks.measure;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Chronicle Queue that takes the same line as the log files: not a logging library, but the known way to write to a
 * mapped file. It is reached by name, like every library; calls go through generated code, not through reflection. Any
 * thread; each has its own appender.
 */
final class MappedQueue implements AutoCloseable {
    private static final String QUEUE = "net.openhft.chronicle.queue.ChronicleQueue";
    private static final String BUILDER = "net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder";
    private static @Nullable MappedQueue opened;

    private final Object queue;
    private final Class<?> type;
    private final ThreadLocal<Line> lines = ThreadLocal.withInitial(this::line);

    private MappedQueue(Object queue, Class<?> type) {
        this.queue = queue;
        this.type = type;
    }

    /** The queue of this process. */
    static synchronized MappedQueue ofThisProcess() throws ReflectiveOperationException {
        MappedQueue known = opened;
        if (known == null) {
            known = openAgain();
            opened = known;
        }
        return known;
    }

    /** The same queue, opened by itself. */
    static MappedQueue openAgain() throws ReflectiveOperationException {
        return open(Path.of(System.getProperty("benchmarks.queue", "queue")));
    }

    private static MappedQueue open(Path directory) throws ReflectiveOperationException {
        Class<?> builder = Class.forName(BUILDER);
        Object built = builder.getMethod("build")
                .invoke(builder.getMethod("binary", Path.class).invoke(null, directory));
        return new MappedQueue(built, Class.forName(QUEUE));
    }

    /** Appends the line of a record. */
    void log(String type, String source) {
        lines.get().write(type, source);
    }

    private Line line() {
        try {
            Object appender = type.getMethod("createAppender").invoke(queue);
            return new Line(textWriter(appender));
        } catch (ReflectiveOperationException unusable) {
            throw new IllegalStateException("cannot make an appender of the queue", unusable);
        }
    }

    /** {@code appender::writeText}. */
    @SuppressWarnings("unchecked")
    private static Consumer<CharSequence> textWriter(Object appender) throws ReflectiveOperationException {
        Class<?> declared = Class.forName("net.openhft.chronicle.queue.ExcerptAppender");
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        MethodHandle writeText =
                lookup.findVirtual(declared, "writeText", MethodType.methodType(void.class, CharSequence.class));
        try {
            var made = LambdaMetafactory.metafactory(
                    lookup,
                    "accept",
                    MethodType.methodType(Consumer.class, declared),
                    MethodType.methodType(void.class, Object.class),
                    writeText,
                    MethodType.methodType(void.class, CharSequence.class));
            return (Consumer<CharSequence>) made.getTarget().invoke(appender);
        } catch (Throwable failed) {
            throw new ReflectiveOperationException("cannot call writeText", failed);
        }
    }

    /** How many lines it holds. */
    long lines() throws ReflectiveOperationException {
        Object tailer = type.getMethod("createTailer").invoke(queue);
        var readText =
                Class.forName("net.openhft.chronicle.queue.ExcerptTailer").getMethod("readText");
        long lines = 0;
        while (readText.invoke(tailer) != null) {
            lines++;
        }
        return lines;
    }

    @Override
    public void close() throws ReflectiveOperationException {
        type.getMethod("close").invoke(queue);
    }

    /** One thread's line, in a buffer that it uses again. */
    private static final class Line {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");
        private static final ZoneId ZONE = ZoneOffset.UTC;

        private final Consumer<CharSequence> queue;
        private final StringBuilder text = new StringBuilder(128);
        private long millis = -1;
        private int afterTime;

        Line(Consumer<CharSequence> queue) {
            this.queue = queue;
        }

        void write(String type, String source) {
            long now = System.currentTimeMillis();
            if (now != millis) {
                millis = now;
                text.setLength(0);
                TIME.formatTo(Instant.ofEpochMilli(now).atZone(ZONE), text);
                text.append(" INFO ").append(CallSite.LOGGER);
                afterTime = text.length();
            }
            text.setLength(afterTime);
            text.append(" event ").append(type).append(" from ").append(source);
            queue.accept(text);
        }
    }
}

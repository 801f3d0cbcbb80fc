package io.webbrick.gateway.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.webbrick.gateway.fixtures.Fault;
import io.webbrick.gateway.fixtures.FaultyFileSystem;
import io.webbrick.gateway.fixtures.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConfigWatchTest {
    private final FaultyFileSystem files = FaultyFileSystem.unix();
    private final Path first = files.getPath("/conf/log.cfg");
    private final Path second = files.getPath("/conf/prod.cfg");
    private final AtomicInteger changes = new AtomicInteger();
    private final ConfigWatch watch = new ConfigWatch(List.of(first, second), this::changed);
    private boolean done = true;

    private boolean changed(BooleanSupplier unchanged) {
        changes.incrementAndGet();
        return done;
    }

    @BeforeEach
    void begin() throws IOException {
        Files.createDirectory(files.getPath("/conf"));
        Files.writeString(first, "a=1\n");
        Files.writeString(second, "");
        watch.start(ConfigWatch.fingerprint(List.of(first, second)));
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void tellsOfChangedBytesOnce() throws IOException {
        watch.look();
        assertEquals(0, changes.get());
        Files.writeString(first, "a=2\n");
        watch.look();
        watch.look();
        assertEquals(1, changes.get());
    }

    @Test
    void timeStampsDoNotCount() throws IOException {
        Files.setLastModifiedTime(first, FileTime.fromMillis(1));
        Files.writeString(first, "a=1\n");
        watch.look();
        assertEquals(0, changes.get());
    }

    @Test
    void otherBytesOfTheSameLengthAndTimeAreAChange() throws IOException {
        FileTime time = Files.getLastModifiedTime(first);
        Files.writeString(first, "a=2\n");
        Files.setLastModifiedTime(first, time);
        watch.look();
        assertEquals(1, changes.get());
    }

    @Test
    void aFileThatIsReplacedByARenameIsAChange() throws IOException {
        Path written = Files.writeString(files.getPath("/conf/log.cfg.new"), "a=2\n");
        Files.move(written, first, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        watch.look();
        watch.look();
        assertEquals(1, changes.get());
    }

    @Test
    void aLinkThatIsTurnedToAnotherFileIsAChange() throws IOException {
        Path old = Files.writeString(files.getPath("/conf/v1.cfg"), "a=1\n");
        Path next = Files.writeString(files.getPath("/conf/v2.cfg"), "a=2\n");
        Files.delete(first);
        Files.createSymbolicLink(first, old);
        watch.look();
        assertEquals(0, changes.get(), "the same bytes behind a link");
        Path turned = Files.createSymbolicLink(files.getPath("/conf/turned"), next);
        Files.move(turned, first, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        watch.look();
        assertEquals(1, changes.get());
    }

    @Test
    void aLineThatMovesFromOneFileToTheNextIsAChange() throws IOException {
        Files.writeString(first, "");
        Files.writeString(second, "a=1\n");
        watch.look();
        assertEquals(1, changes.get());
    }

    @Test
    void aFileThatVanishesOrComesBackIsAChange() throws IOException {
        Files.delete(first);
        watch.look();
        assertEquals(1, changes.get());
        Files.writeString(first, "a=1\n");
        watch.look();
        assertEquals(2, changes.get());
    }

    @Test
    void aFileThatIsMadeEmptyIsAChange() throws IOException {
        Files.delete(second);
        watch.look();
        Files.createFile(second);
        watch.look();
        assertEquals(2, changes.get());
    }

    @Test
    void aFileThatIsEmptiedIsAwaitedUntilItIsFilled() throws Exception {
        write("");
        var found = new ArrayList<String>();
        try (var other = new ConfigWatch(List.of(first), unchanged -> found.add(read()))) {
            CompletableFuture<Void> writer = CompletableFuture.runAsync(
                    () -> write("a=2\n"), CompletableFuture.delayedExecutor(400, TimeUnit.MILLISECONDS));
            other.settle();
            writer.get(10, TimeUnit.SECONDS);
        }
        assertEquals(List.of("a=2\n"), found);
    }

    @Test
    void aFileThatStaysEmptyIsLookedAt() throws Exception {
        write("");
        var found = new ArrayList<String>();
        try (var other = new ConfigWatch(List.of(first), unchanged -> found.add(read()))) {
            other.settle();
        }
        assertEquals(List.of(""), found);
    }

    private String read() {
        try {
            return Files.readString(first);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatChangedBetweenLoadAndStartIsFound() throws IOException {
        long loaded = ConfigWatch.fingerprint(List.of(first));
        Files.writeString(first, "a=2\n");
        try (var late = new ConfigWatch(List.of(first), this::changed)) {
            late.start(loaded);
            late.look();
            assertEquals(1, changes.get());
        }
    }

    @Test
    void aFileThatCannotBeReadIsAsGoodAsMissing() {
        files.failFrom(Operation.OPEN, 1, Fault.denied());
        watch.look();
        files.heal();
        watch.look();
        assertEquals(2, changes.get(), "gone and back again");
    }

    @Test
    void aFileThatIsFoundAsItWasThoughItWasWrittenAgainHasNotSettled() throws IOException {
        var other = new ConfigWatch(List.of(first), unchanged -> {
            assertTrue(unchanged.getAsBoolean());
            write("a=2\n");
            touch(5);
            changes.addAndGet(unchanged.getAsBoolean() ? 100 : 1);
            return true;
        });
        write("a=2\n");
        touch(1);
        other.look();
        assertEquals(1, changes.get());
        other.close();
    }

    private void touch(long millis) {
        try {
            Files.setLastModifiedTime(first, FileTime.fromMillis(millis));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoIsNotDoneIsToldAgain() throws IOException {
        done = false;
        Files.writeString(first, "a=2\n");
        watch.look();
        watch.look();
        assertEquals(2, changes.get());
        done = true;
        watch.look();
        watch.look();
        assertEquals(3, changes.get());
    }

    @Test
    void filesThatChangeWhileTheyAreReadAreNotThoseThatSettled() throws IOException {
        Files.writeString(first, "a=2\n");
        var other = new ConfigWatch(List.of(first), unchanged -> {
            assertTrue(unchanged.getAsBoolean());
            write("a=");
            changes.addAndGet(unchanged.getAsBoolean() ? 100 : 1);
            return true;
        });
        other.look();
        assertEquals(1, changes.get());
        other.close();
    }

    private void write(String text) {
        try {
            Files.writeString(first, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

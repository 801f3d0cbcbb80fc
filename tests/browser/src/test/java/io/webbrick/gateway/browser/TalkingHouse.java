package io.webbrick.gateway.browser;

import io.webbrick.gateway.app.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The gateway as it is, in a process in which somebody also logs what the standard input says: a line of {@code LEVEL LOGGER
 * COUNT PER_SECOND MESSAGE}, the message in base64. In it {@code #} becomes the number of the record where COUNT is not 1; a
 * message that ends with {@code !} brings an exception.
 */
final class TalkingHouse {
    private TalkingHouse() {}

    /** Takes the arguments of the gateway. */
    public static void main(String[] args) {
        var ears = new Thread(TalkingHouse::listen, "ears");
        ears.setDaemon(true);
        ears.start();
        Main.main(args);
    }

    private static void listen() {
        try (var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split(" ", -1);
                String message = new String(Base64.getDecoder().decode(words[4]), StandardCharsets.UTF_8);
                say(
                        Level.valueOf(words[0].replace("WARNING", "WARN")),
                        LoggerFactory.getLogger(words[1]),
                        Integer.parseInt(words[2]),
                        Integer.parseInt(words[3]),
                        message);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Level level, Logger logger, int count, int perSecond, String message) {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + Duration.ofSeconds(i).toNanos() / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            String text = count == 1 ? message : message.replace("#", String.valueOf(i));
            if (text.endsWith("!")) {
                logger.atLevel(level)
                        .setCause(new IllegalStateException("the brick is gone"))
                        .log(text);
            } else {
                logger.atLevel(level).log(text);
            }
        }
    }
}

package io.webbrick.gateway.logging;

import java.io.IOException;
import java.nio.file.Path;

/** A process that takes a log directory, says so and keeps it until its standard input ends. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        try (DirectoryLock lock = DirectoryLock.take(Path.of(args[0]))) {
            System.out.print('+');
            System.out.flush();
            while (System.in.read() >= 0) {
                lock.describe("still here");
            }
        }
    }
}

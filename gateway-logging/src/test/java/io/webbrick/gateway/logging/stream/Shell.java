package io.webbrick.gateway.logging.stream;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Commands of the system by which tests mount, freeze and fill disks. */
final class Shell {
    private Shell() {}

    static Process start(String command) throws IOException {
        return new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Whether a command ended well within a minute. */
    static boolean run(String command) throws Exception {
        Process process = start(command);
        return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}

package io.webbrick.gateway.logging;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program that ends while it logs, in the way that its argument names. */
final class ExitProgram {
    static final int RECORDS = 500;
    static final int HOOKS = 3;
    private static final int INFO = 20;

    private ExitProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "inside" -> exitInsideACall();
            case "hooks" -> logFromHooks();
            case "threads" -> exitUnderLoad();
            case "early" -> logBeforeStart(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void log(String who) {
        LogHandle log = GatewayLogging.handle("exit." + who);
        for (int record = 0; record < RECORDS; record++) {
            log.log(INFO, "{} {}", who, record);
        }
    }

    private static void exitInsideACall() {
        log("before");
        GatewayLogging.handle("exit.inside").log(INFO, "{}", new Object() {
            @Override
            public String toString() {
                log("within");
                System.exit(7);
                return "never";
            }
        });
    }

    private static void logFromHooks() {
        for (int number = 0; number < HOOKS; number++) {
            String who = "hook" + number;
            Runtime.getRuntime().addShutdownHook(new Thread(() -> log(who)));
        }
        log("before");
        System.exit(7);
    }

    private static void exitUnderLoad() throws InterruptedException {
        var threads = new ArrayList<Thread>();
        for (int number = 0; number < HOOKS; number++) {
            String who = "thread" + number;
            var thread = new Thread(() -> log(who));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        System.exit(7);
    }

    private static void logBeforeStart(Path configuration, Path logs) throws Exception {
        log("early");
        var options =
                new LoggingOptions(List.of(configuration), logs, null, null, false, java.time.InstantSource.system());
        GatewayLogging logging = GatewayLogging.start(options);
        log("late");
        logging.close();
        System.exit(7);
    }
}

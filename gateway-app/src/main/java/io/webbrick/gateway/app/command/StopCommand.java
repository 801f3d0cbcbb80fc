package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.client.GatewayClient;
import io.webbrick.gateway.app.place.Instance;
import io.webbrick.gateway.app.place.ProcessIdentity;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends the running gateway and waits until it is gone. */
@Command(name = "stop", description = "Ends the running gateway and waits until everything is written.")
final class StopCommand extends GatewayCommand {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_MILLIS = 10;

    @Mixin
    TargetOptions target = new TargetOptions();

    @Option(names = "--logs", paramLabel = "DIR", description = "The gateway that writes into this directory.")
    @Nullable
    Path logs;

    StopCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws CommandFailure, IOException, InterruptedException {
        Optional<Instance> instance = target.instance(around(), logs);
        Optional<ProcessHandle> process = instance.flatMap(running -> ProcessHandle.of(running.pid()));
        GatewayClient client = target.client(around(), logs);
        try {
            client.post("/api/stop", "application/json", "{}");
        } catch (IOException e) {
            // it may be too busy to answer, but the same user may always signal it
            if (target.named() || process.isEmpty() || !process.get().destroy()) {
                throw e;
            }
        }
        if (process.isPresent()) {
            await(process.get(), instance.get());
            out().println("gateway at " + client.address() + " stopped");
        } else {
            out().println("gateway at " + client.address() + " was asked to stop");
        }
        return 0;
    }

    private static void await(ProcessHandle process, Instance instance) throws CommandFailure, InterruptedException {
        ProcessIdentity identity = ProcessIdentity.ofThisMachine();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (identity.of(instance.pid()).equals(Optional.of(instance.identity()))) {
            if (System.nanoTime() > deadline) {
                throw CommandFailure.problem(
                        "the gateway (process " + instance.pid() + ") was asked to stop and still runs after "
                                + PATIENCE.toSeconds() + " s; look at it with jstack or end it with kill");
            }
            await(process);
        }
    }

    private static void await(ProcessHandle process) throws CommandFailure, InterruptedException {
        try {
            process.onExit().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // one that has ended and that nobody waits for never exits for us: its identity tells
        } catch (ExecutionException e) {
            throw CommandFailure.problem("cannot watch process " + process.pid() + ": " + e.getCause());
        }
    }
}

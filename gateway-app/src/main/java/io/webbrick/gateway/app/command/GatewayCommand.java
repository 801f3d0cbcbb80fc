package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What every command has: its surroundings, {@code --help}, and a place to print to. One thread; its answer is the exit
 * status.
 */
abstract class GatewayCommand implements Callable<Integer> {
    private final Surroundings around;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    GatewayCommand(Surroundings around) {
        this.around = around;
    }

    final Surroundings around() {
        return around;
    }

    final PrintWriter out() {
        return spec().commandLine().getOut();
    }

    final PrintWriter err() {
        return spec().commandLine().getErr();
    }

    /** Says something on standard error that is no answer. */
    final void note(String text) {
        err().println("gateway: " + text);
        err().flush();
    }

    /** A wrong argument, as picocli would report it. */
    final ParameterException wrong(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        if (spec == null) {
            throw new IllegalStateException("not called through the command line");
        }
        return spec;
    }
}

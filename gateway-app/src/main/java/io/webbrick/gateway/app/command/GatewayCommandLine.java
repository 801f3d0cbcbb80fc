package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: finds the command, prints its errors as one line each and gives its exit status. Only the classes of
 * the command that is asked for are loaded, so that a short command does not pay for the web server.
 */
public final class GatewayCommandLine {
    private static final List<String> COMMANDS = List.of(
            "run", "demo", "stop", "status", "events", "series", "tail", "replay", "rotate", "levels", "check",
            "explain", "try", "users", "token");

    /** Fills the class archive; nobody needs to see it. */
    private static final String WARM = "warm";

    private GatewayCommandLine() {}

    /** Runs one command and gives its exit status; never throws. */
    public static int run(Surroundings around, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = build(around, args).setOut(out).setErr(err);
        int status = line.execute(args);
        out.flush();
        err.flush();
        return status;
    }

    private static CommandLine build(Surroundings around, String... args) {
        var line = new CommandLine(new RootCommand(around));
        String first = args.length == 0 ? "" : args[0];
        if (COMMANDS.contains(first) || first.equals(WARM)) {
            add(line, first, around);
        } else {
            COMMANDS.forEach(name -> add(line, name, around));
        }
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setExpandAtFiles(false)
                .setParameterExceptionHandler((e, argv) -> wrongUsage(e))
                .setExecutionExceptionHandler((e, failed, parsed) -> failure(
                        e, failed.getErr(), around.variable("GATEWAY_TRACE").isPresent()));
    }

    private static void add(CommandLine line, String name, Surroundings around) {
        var command = new CommandLine(command(name, around));
        if (name.equals("users")) {
            command.addSubcommand("add", new UsersAddCommand(around))
                    .addSubcommand("passwd", new UsersPasswdCommand(around))
                    .addSubcommand("list", new UsersListCommand(around))
                    .addSubcommand("remove", new UsersRemoveCommand(around));
        }
        line.addSubcommand(name, command);
    }

    private static Object command(String name, Surroundings around) {
        return switch (name) {
            case "run" -> new RunCommand(around);
            case "demo" -> new DemoCommand(around);
            case "stop" -> new StopCommand(around);
            case "status" -> new StatusCommand(around);
            case "events" -> new EventsCommand(around);
            case "series" -> new SeriesCommand(around);
            case "tail" -> new TailCommand(around);
            case "replay" -> new ReplayCommand(around);
            case "levels" -> new LevelsCommand(around);
            case "rotate" -> new RotateCommand(around);
            case "check" -> new CheckCommand(around);
            case "explain" -> new ExplainCommand(around);
            case "try" -> new TryCommand(around);
            case "users" -> new UsersCommand(around);
            case "token" -> new TokenCommand(around);
            case WARM -> new WarmCommand(around);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static int wrongUsage(ParameterException e) {
        CommandLine line = e.getCommandLine();
        var text = new StringBuilder(oneLine(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ")
                    .append(unmatched.getSuggestions().get(0))
                    .append('?');
        }
        String command = line.getCommandSpec().qualifiedName();
        line.getErr().println(command + ": " + text + "; see '" + command + " --help'");
        line.getErr().flush();
        return CommandFailure.USAGE;
    }

    private static int failure(Exception e, PrintWriter err, boolean trace) {
        err.println("gateway: " + describe(e));
        if (trace) {
            e.printStackTrace(err);
        }
        err.flush();
        if (e instanceof CommandFailure failure) {
            return failure.exit();
        }
        return e instanceof IllegalArgumentException ? CommandFailure.USAGE : CommandFailure.PROBLEM;
    }

    private static String describe(Exception e) {
        if (e instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
            return describe(unchecked.getCause());
        }
        if (e instanceof FileSystemException file) {
            return file.getFile() + ": " + reason(file);
        }
        if (e instanceof CommandFailure || e instanceof IOException || e instanceof IllegalArgumentException) {
            return oneLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
        return "unexpected " + oneLine(e.toString()) + "; GATEWAY_TRACE=1 shows where, please report it";
    }

    private static String reason(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied; run as a user who may, or name another place";
        }
        if (e instanceof NotDirectoryException) {
            return "this is no directory";
        }
        return e.getReason() == null ? e.getClass().getSimpleName() : oneLine(e.getReason());
    }

    private static String oneLine(@Nullable String message) {
        String line = String.valueOf(message).replaceAll("\\s*\\R\\s*", "; ").trim();
        boolean word = line.length() > 1 && Character.isLowerCase(line.charAt(1));
        return word ? line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1) : line;
    }
}

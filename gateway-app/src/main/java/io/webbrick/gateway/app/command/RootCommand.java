package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/** {@code gateway} without a command: says what there is. */
@Command(
        name = "gateway",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = RootCommand.Version.class,
        description = "The flight recorder of a house: runs it, and reads what it recorded.",
        footer = {"", "'gateway COMMAND --help' tells more. Exit status: 0 fine, 1 problems, 2 wrong usage."})
final class RootCommand extends GatewayCommand {
    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    RootCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() {
        throw wrong("a command is missing");
    }

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = RootCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "gateway " + (version == null ? "(not built as a jar)" : version),
                "Java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}

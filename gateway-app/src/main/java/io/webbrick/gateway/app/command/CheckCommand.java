package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.MemoryFiles;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.ConfigReport;
import io.webbrick.gateway.logging.GatewayLogging;
import io.webbrick.gateway.logging.LoggingOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Loads a configuration, tells what is wrong with it, and starts nothing. */
@Command(
        name = "check",
        description = {
            "Loads the configuration and prints every problem as 'file:line: error|warning: text'.",
            "Without FILE: log.cfg (or log.json, log.ini), the platform's overlay, then prod.cfg."
        })
final class CheckCommand extends GatewayCommand {
    @Mixin
    ConfigFiles configuration = new ConfigFiles();

    @Option(
            names = "--effective",
            description = "Print the merged configuration as JSON; problems go to standard error.")
    boolean effective;

    @Option(names = "--json", description = "Print the problems as JSON.")
    boolean json;

    @Parameters(paramLabel = "FILE", description = "Configuration files in order, later ones override earlier ones.")
    List<Path> files = new ArrayList<>();

    CheckCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        List<Path> chosen = configuration.chosen(files, around(), this);
        ConfigReport report =
                GatewayLogging.check(new LoggingOptions(chosen, null, null, around().home(), false, around().clock())
                        .withMemory(MemoryFiles::directory));
        if (json && !effective) {
            var all = new LinkedHashMap<String, Object>();
            all.put("usable", report.usable());
            all.put("files", chosen.stream().map(Path::toString).toList());
            all.put("problems", report.problems());
            out().println(Json.write(all));
        } else if (effective) {
            out().println(report.effectiveJson());
            report.problems().forEach(err()::println);
        } else {
            print(report, chosen);
        }
        return report.usable() ? 0 : CommandFailure.PROBLEM;
    }

    private void print(ConfigReport report, List<Path> chosen) {
        report.problems().forEach(out()::println);
        if (report.problems().isEmpty()) {
            out().println("no problems in "
                    + chosen.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
    }
}

package io.webbrick.gateway.app.command;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.webbrick.gateway.app.place.Surroundings;
import io.webbrick.gateway.events.line.Json;
import io.webbrick.gateway.logging.GatewayLogging;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tries configurations out: one case a line in, one answer a line out; every case in a file system of its own. */
@Command(
        name = "try",
        description = {
            "Dry-runs configurations: one JSON case a line in, one JSON result a line out, by Python's rules,",
            "in a simulated clock, touching no real log."
        })
final class TryCommand extends GatewayCommand {
    @Parameters(
            paramLabel = "CASES",
            arity = "0..1",
            description = "A file with one case a line (default: standard input).")
    @Nullable
    Path cases;

    TryCommand(Surroundings around) {
        super(around);
    }

    @Override
    public Integer call() throws IOException {
        try (BufferedReader in = cases == null
                ? new BufferedReader(new InputStreamReader(around().in(), StandardCharsets.UTF_8))
                : Files.newBufferedReader(cases, StandardCharsets.UTF_8)) {
            return answer(in);
        }
    }

    private int answer(BufferedReader in) throws IOException {
        int status = 0;
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (!line.isBlank()) {
                try (FileSystem memory = Jimfs.newFileSystem(Configuration.unix())) {
                    out().println(GatewayLogging.dryRun(line, memory.getPath("/case"), around().clock()));
                } catch (IllegalArgumentException e) {
                    out().println(Json.write(Map.of("case_error", String.valueOf(e.getMessage()))));
                    note((cases == null ? "standard input" : cases.toString()) + ":" + number + ": " + e.getMessage());
                    status = CommandFailure.PROBLEM;
                }
                out().flush();
            }
        }
        return status;
    }
}

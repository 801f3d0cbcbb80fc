package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** Where a new password comes from: typed twice, or one line of standard input. Never an argument: those are seen by all. */
final class PasswordOptions {
    @Option(names = "--password-stdin", description = "Read the password from standard input, one line.")
    boolean passwordStdin;

    String read(Surroundings around, String name) throws CommandFailure, IOException {
        return passwordStdin ? fromInput(around) : typed(around, name);
    }

    private static String fromInput(Surroundings around) throws CommandFailure, IOException {
        String line = new BufferedReader(new InputStreamReader(around.in(), StandardCharsets.UTF_8)).readLine();
        if (line == null) {
            throw CommandFailure.usage("standard input is empty: --password-stdin wants the password there, one line");
        }
        return line;
    }

    private static String typed(Surroundings around, String name) throws CommandFailure {
        char[] first = around.prompt().ask("Password for " + name + ": ");
        if (first == null) {
            throw CommandFailure.usage(
                    "there is no terminal to ask for the password; pipe it in and say --password-stdin");
        }
        char[] again = around.prompt().ask("Once more: ");
        if (!Arrays.equals(first, again)) {
            throw CommandFailure.usage("the two passwords differ; start again");
        }
        return new String(first);
    }
}

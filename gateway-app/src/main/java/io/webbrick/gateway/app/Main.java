package io.webbrick.gateway.app;

import io.webbrick.gateway.app.command.GatewayCommandLine;
import io.webbrick.gateway.app.place.Surroundings;
import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Where the process begins: hands its arguments to the command line and ends with its answer. */
public final class Main {
    private Main() {}

    /** Runs one command. */
    public static void main(String[] args) {
        Charset charset = charset();
        int status = GatewayCommandLine.run(
                Surroundings.ofThisProcess(), to(FileDescriptor.out, charset), to(FileDescriptor.err, charset), args);
        System.exit(status);
    }

    /** UTF-8, except on a console of Windows, which has a code page of its own. */
    @SuppressWarnings("SystemConsoleNull")
    private static Charset charset() {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            return StandardCharsets.UTF_8;
        }
        Console console = System.console();
        return console == null ? StandardCharsets.UTF_8 : console.charset();
    }

    private static PrintWriter to(FileDescriptor descriptor, Charset charset) {
        return new PrintWriter(new BufferedWriter(new OutputStreamWriter(new FileOutputStream(descriptor), charset)));
    }
}

package io.webbrick.gateway.app.command;

import io.webbrick.gateway.app.place.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which configuration files a command is about. */
final class ConfigFiles {
    @Option(names = "--conf", paramLabel = "DIR", description = "The directory of the configuration (default: conf).")
    @Nullable
    Path conf;

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            converter = PlatformConverter.class,
            description = "disk, appliance or none (default: disk; with FILEs none, else it comes after the first).")
    @Nullable
    String platform;

    /** The files in order: those given, or else a directory's with the overlay between them. */
    List<Path> chosen(List<Path> files, Surroundings around, GatewayCommand command) throws IOException {
        if (files.isEmpty()) {
            Path directory = conf == null ? around.installation().conf() : conf;
            if (!Files.isDirectory(directory)) {
                throw command.wrong("--conf " + directory + " is no directory");
            }
            return around.installation().configuration(directory, platform == null ? "disk" : platform);
        }
        if (conf != null) {
            throw command.wrong("--conf and FILEs exclude each other");
        }
        var all = new ArrayList<>(files);
        if (platform != null && !platform.equals("none")) {
            all.add(1, around.installation().overlay(platform));
        }
        return all;
    }
}

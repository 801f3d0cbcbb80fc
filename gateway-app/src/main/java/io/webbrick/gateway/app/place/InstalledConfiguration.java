package io.webbrick.gateway.app.place;

import io.webbrick.gateway.logging.ConfigSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration files of a gateway that runs: a base, the platform's overlay, the local overrides. A base of another
 * format may take the place of the one before, and overrides may come at any time; overrides that count do not stop to
 * count because their file is gone. Immutable.
 *
 * @param conf the directory with the base and the overrides
 * @param platform {@code disk}, {@code appliance} or {@code none}
 */
record InstalledConfiguration(Installation installation, Path conf, String platform) implements ConfigSources {
    /** The names a configuration may have; exactly one of them is wanted. */
    private static final List<String> BASES = List.of("log.cfg", "log.json", "log.ini");

    /** What may come last, over everything else. */
    private static final List<String> OVERRIDES = List.of("prod.cfg", "prod.json");

    @Override
    public List<Path> candidates() {
        List<Path> all = new ArrayList<>(in(conf, BASES));
        if (!platform.equals("none")) {
            all.add(installation.overlayFile(platform));
        }
        all.addAll(in(conf, OVERRIDES));
        return all;
    }

    @Override
    public List<Path> now(List<Path> inForce) throws IOException {
        var files = new ArrayList<Path>();
        files.add(only(BASES)
                .orElseThrow(() -> new IOException(
                        "no configuration in " + conf + ": one of " + String.join(", ", BASES) + " must be there")));
        if (!platform.equals("none")) {
            files.add(installation.overlay(platform));
        }
        only(OVERRIDES)
                .or(() -> in(conf, OVERRIDES).stream().filter(inForce::contains).findFirst())
                .ifPresent(files::add);
        return files;
    }

    private Optional<Path> only(List<String> names) throws IOException {
        List<Path> there = in(conf, names).stream().filter(Files::isRegularFile).toList();
        if (there.size() > 1) {
            throw new IOException("two configurations in " + conf + ": " + words(there) + "; keep one of them");
        }
        return there.stream().findFirst();
    }

    private static List<Path> in(Path directory, List<String> names) {
        return names.stream().map(directory::resolve).toList();
    }

    private static String words(List<Path> files) {
        return String.join(
                " and ",
                files.stream().map(file -> file.getFileName().toString()).toList());
    }
}

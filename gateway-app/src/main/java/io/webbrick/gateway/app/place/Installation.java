package io.webbrick.gateway.app.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the parts of an installation lie: a source tree's root or an unpacked distribution. Immutable.
 */
public record Installation(Path home) {
    /** The names a configuration may have; exactly one of them is wanted. */
    private static final List<String> BASES = List.of("log.cfg", "log.json", "log.ini");

    /** What may come last, over everything else. */
    private static final List<String> OVERRIDES = List.of("prod.cfg", "prod.json");

    /** The shipped configuration. */
    public Path conf() {
        return home.resolve("conf");
    }

    /** What the gateway makes: run files, caches, logs when there is no better place. */
    public Path var() {
        return home.resolve("var");
    }

    /**
     * The configuration files of a start, in order: the base, the platform's overlay, the local overrides.
     *
     * @param conf the directory with the base and the overrides
     * @param platform {@code disk}, {@code appliance} or {@code none}
     * @throws IOException when there is no base, or more than one; the message says which
     */
    public List<Path> configuration(Path conf, String platform) throws IOException {
        var files = new ArrayList<Path>();
        files.add(only(conf, BASES, true));
        if (!platform.equals("none")) {
            files.add(overlay(platform));
        }
        Path last = only(conf, OVERRIDES, false);
        if (Files.isRegularFile(last)) {
            files.add(last);
        }
        return files;
    }

    /** The overlay of a platform. */
    public Path overlay(String platform) throws IOException {
        Path file = home.resolve("platform").resolve(platform).resolve("log.cfg");
        if (!Files.isRegularFile(file)) {
            throw new IOException("the overlay of platform '" + platform + "' is missing: " + file
                    + "; unpack the distribution again or take --platform none");
        }
        return file;
    }

    private static Path only(Path conf, List<String> names, boolean needed) throws IOException {
        List<Path> there =
                names.stream().map(conf::resolve).filter(Files::isRegularFile).toList();
        if (there.size() > 1) {
            throw new IOException("two configurations in " + conf + ": " + names(there) + "; keep one of them");
        }
        if (there.isEmpty() && needed) {
            throw new IOException(
                    "no configuration in " + conf + ": one of " + String.join(", ", names) + " must be there");
        }
        return there.isEmpty() ? conf.resolve(names.get(0)) : there.get(0);
    }

    private static String names(List<Path> files) {
        return String.join(
                " and ",
                files.stream().map(file -> file.getFileName().toString()).toList());
    }
}

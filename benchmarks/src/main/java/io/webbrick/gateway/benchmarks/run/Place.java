package io.webbrick.gateway.benchmarks.run;

import io.webbrick.gateway.benchmarks.peer.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the built module lies: its classes, the templates, the jars of the peers. */
public record Place(Path home) {
    Path templates() {
        return home.resolve("peers");
    }

    /** The class path of a peer's processes: our measuring classes and that peer's jars, nothing else. */
    List<Path> classPath(Peer peer) throws IOException {
        Path jars = home.resolve("target").resolve("peers").resolve(peer.jars());
        try (Stream<Path> found = Files.list(jars)) {
            var path = new ArrayList<Path>();
            path.add(measuringClasses());
            found.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(path::add);
            return path;
        }
    }

    /** A jar, as class data sharing takes no directories. */
    private Path measuringClasses() throws IOException {
        try (Stream<Path> found = Files.list(home.resolve("target"))) {
            return found.filter(file -> file.getFileName().toString().matches("gateway-benchmarks-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() ->
                            new IOException("no jar in " + home.resolve("target") + "; build with benchmarks/run"));
        }
    }
}

package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.store.StateFile;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.StreamView;
import io.webbrick.gateway.logging.stream.Target;
import io.webbrick.gateway.logging.stream.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/** What the plan in force says to readers. Any thread; costs a walk over the streams. */
final class LiveReading implements StreamReading {
    private final Volumes volumes;

    private final BooleanSupplier directory;
    private final DoubleSupplier searchShare;

    /**
     * @param directory whether there is a log directory
     */
    LiveReading(Volumes volumes, BooleanSupplier directory, DoubleSupplier searchShare) {
        this.volumes = volumes;
        this.directory = directory;
        this.searchShare = searchShare;
    }

    @Override
    public RecordParser parser(String stream) {
        for (StreamSpec spec : volumes.plan().streams()) {
            if (spec.title().equalsIgnoreCase(stream)) {
                return RecordParser.of(spec.format());
            }
        }
        return RecordParser.of("", "", volumes.plan().zone());
    }

    @Override
    public Optional<Path> file(String stream) {
        return volumes.plan().streams().stream()
                .filter(spec -> spec.title().equalsIgnoreCase(stream))
                .map(spec -> spec.target() instanceof Target.File file ? file.path() : null)
                .filter(Objects::nonNull)
                .findFirst();
    }

    @Override
    public Map<String, Long> stored() {
        var stored = new LinkedHashMap<String, Long>();
        for (StreamView stream : volumes.streams()) {
            stored.put(stream.spec().title(), stream.stored());
        }
        return stored;
    }

    @Override
    public double searchShare() {
        return searchShare.getAsDouble();
    }

    @Override
    public byte[] kept(String name) throws IOException {
        try {
            return directory.getAsBoolean() ? Files.readAllBytes(place(name)) : new byte[0];
        } catch (NoSuchFileException nothing) {
            return new byte[0];
        }
    }

    @Override
    public void keep(String name, byte[] content) throws IOException {
        if (directory.getAsBoolean()) {
            StateFile.replace(place(name), content);
        }
    }

    private Path place(String name) {
        return volumes.plan().directory().resolve(".state").resolve(name);
    }
}

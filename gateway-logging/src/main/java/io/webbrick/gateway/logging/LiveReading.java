package io.webbrick.gateway.logging;

import io.webbrick.gateway.logging.format.LineFormat;
import io.webbrick.gateway.logging.format.LineParser;
import io.webbrick.gateway.logging.read.RecordParser;
import io.webbrick.gateway.logging.stream.StreamSpec;
import io.webbrick.gateway.logging.stream.StreamView;
import io.webbrick.gateway.logging.stream.Target;
import io.webbrick.gateway.logging.stream.Volumes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/** What the plan in force says to readers. Any thread; costs a walk over the streams. */
final class LiveReading implements StreamReading {
    private final Volumes volumes;

    private final DoubleSupplier searchShare;

    LiveReading(Volumes volumes, DoubleSupplier searchShare) {
        this.volumes = volumes;
        this.searchShare = searchShare;
    }

    @Override
    public RecordParser parser(String stream) {
        for (StreamSpec spec : volumes.plan().streams()) {
            if (spec.title().equalsIgnoreCase(stream)) {
                return LineParser.of(spec.format())::fields;
            }
        }
        return LineParser.of(LineFormat.compile("", "", volumes.plan().zone()))::fields;
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
}

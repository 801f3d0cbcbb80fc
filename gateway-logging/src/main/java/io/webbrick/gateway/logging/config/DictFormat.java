package io.webbrick.gateway.logging.config;

import io.webbrick.gateway.logging.config.JsonTree.Node;
import io.webbrick.gateway.logging.format.LineFormat;
import java.util.Optional;

/** The format of a dictConfig formatter as the dialect writes it: percent style, with a star before each name. */
final class DictFormat {
    private DictFormat() {}

    static Optional<Entry> entry(Node node, String style, boolean validate, SourceText source, Problems problems) {
        Origin at = source.origin(node.line());
        Literal given = JsonTree.literal(node);
        if (!(given instanceof Literal.Text text)) {
            if (!(given instanceof Literal.None)) {
                problems.error(at, "format " + given.repr() + " is no text");
            }
            return Optional.empty();
        }
        if (text.value().contains("*(")) {
            problems.error(at, "format " + Quote.of(text.value()) + " holds *(, which cannot be written here");
            return Optional.empty();
        }
        try {
            String percent = LineFormat.toPercent(text.value(), style, validate);
            return Optional.of(new Entry("format", new Literal.Text(percent.replace("%(", "*(")), at, null));
        } catch (IllegalArgumentException e) {
            problems.error(at, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}

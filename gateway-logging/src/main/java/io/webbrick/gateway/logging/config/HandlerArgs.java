package io.webbrick.gateway.logging.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The positional arguments of a handler, by the names of its class's parameters.
 *
 * @param given only what was written, no defaults
 */
record HandlerArgs(Origin origin, Map<String, Literal> given) {
    /** The argument of this name; null when it was not written. */
    @Nullable
    Literal get(String parameter) {
        return given.get(parameter);
    }

    /**
     * Reads {@code args} for a class. When a later file changed the class and not the arguments, they belong to the
     * class before: of a file handler's arguments the file name is kept then, the rest is dropped with a warning.
     */
    static Optional<HandlerArgs> read(Settings handler, HandlerClass declared) {
        Entry entry = handler.entry(ConfigKey.ARGS);
        if (entry == null) {
            return Optional.empty();
        }
        Optional<List<Literal>> items = tuple(handler, entry);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        HandlerClass owner = owner(handler, declared);
        if (owner != declared && !(owner.writesFiles() && declared.writesFiles())) {
            return Optional.empty();
        }
        if (items.get().size() > owner.parameters().size()) {
            handler.problems().error(entry.origin(), tooMany(owner, items.get().size()));
            return Optional.empty();
        }
        var given = new LinkedHashMap<String, Literal>();
        for (int i = 0; i < items.get().size(); i++) {
            given.put(owner.parameters().get(i), items.get().get(i));
        }
        return Optional.of(
                new HandlerArgs(entry.origin(), owner == declared ? given : kept(handler, entry, owner, given)));
    }

    private static Map<String, Literal> kept(
            Settings handler, Entry args, HandlerClass owner, Map<String, Literal> given) {
        Literal filename = given.get("filename");
        if (given.size() > 1) {
            handler.problems()
                    .warning(
                            handler.origin(ConfigKey.CLASS),
                            "the args in " + args.origin() + " belong to " + owner.python()
                                    + "; only their file name is" + " kept, so give args for the new class too");
        }
        return filename == null ? Map.of() : Map.of("filename", filename);
    }

    /** The class for which the args were written. */
    static HandlerClass owner(Settings handler, HandlerClass declared) {
        Entry now = handler.entry(ConfigKey.CLASS);
        Entry then =
                now == null ? null : now.asOf(handler.origin(ConfigKey.ARGS).rank());
        if (then == null || then.equals(now)) {
            return declared;
        }
        return handler.literal(then)
                .filter(Literal.Text.class::isInstance)
                .flatMap(name -> HandlerClass.named(((Literal.Text) name).value()))
                .orElse(declared);
    }

    private static Optional<List<Literal>> tuple(Settings handler, Entry entry) {
        if (!(entry.value() instanceof Literal.Text text)) {
            return handler.literal(entry).flatMap(value -> items(handler, value, value));
        }
        try {
            Literal asWritten = LiteralParser.parseArguments(text.value(), words -> {});
            return items(handler, text, asWritten).flatMap(items -> replaced(handler, entry, items));
        } catch (LiteralException e) {
            return handler.literal(entry).flatMap(value -> afterReplacing(handler, entry, (Literal.Text) value));
        }
    }

    /** Names are replaced inside the quotes first of all, so that a quote or backslash in a directory's name is harmless. */
    private static Optional<List<Literal>> replaced(Settings handler, Entry entry, List<Literal> items) {
        var values = new ArrayList<Literal>(items.size());
        for (Literal item : items) {
            Optional<Literal> value = handler.literal(new Entry(entry.key(), item, entry.origin(), null));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return Optional.of(values);
    }

    private static Optional<List<Literal>> afterReplacing(Settings handler, Entry entry, Literal.Text text) {
        try {
            Literal args = LiteralParser.parseArguments(
                    text.value(), words -> handler.problems().warning(entry.origin(), "args: " + words));
            return items(handler, text, args);
        } catch (LiteralException e) {
            handler.problems().error(entry.origin(), "args " + Quote.of(text.value()) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<List<Literal>> items(Settings handler, Literal written, Literal args) {
        if (args instanceof Literal.Sequence sequence) {
            return Optional.of(sequence.items());
        }
        handler.wrong(
                ConfigKey.ARGS,
                written,
                "a tuple in quotes, such as \"('debug.log', 'H', 1, 48)\"; one value needs a comma behind it");
        return Optional.empty();
    }

    private static String tooMany(HandlerClass owner, int count) {
        return "args has " + count + " values, but " + owner.python() + " takes at most "
                + owner.parameters().size() + ": " + String.join(", ", owner.parameters());
    }
}

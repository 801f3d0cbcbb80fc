package io.webbrick.gateway.logging.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with the line of each value. A name that stands twice, or anything after the value, is refused. */
final class JsonTree {
    private static final int DEEPEST = 50;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private JsonTree() {}

    /** A value and where it begins. */
    sealed interface Node {
        int line();
    }

    record Leaf(int line, Literal value) implements Node {}

    record Array(int line, List<Node> items) implements Node {}

    record Table(int line, Map<String, Node> members) implements Node {}

    /** Reads the one value that a text holds. */
    static Node read(String text) throws BrokenTextException {
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new BrokenTextException(1, "the file is empty; write {\"version\": 1}");
            }
            Node node = node(parser);
            if (parser.nextToken() != null) {
                throw new BrokenTextException(line(parser), "there is something behind the closing brace; remove it");
            }
            return node;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BrokenTextException(Math.max(1, line), "not JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot be read", e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("unreadable");
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static Node node(JsonParser parser) throws IOException {
        int line = line(parser);
        return switch (parser.currentToken()) {
            case START_OBJECT -> table(parser, line);
            case START_ARRAY -> array(parser, line);
            case VALUE_STRING -> new Leaf(line, new Literal.Text(parser.getText()));
            case VALUE_NUMBER_INT -> new Leaf(line, new Literal.Whole(parser.getBigIntegerValue()));
            case VALUE_NUMBER_FLOAT -> new Leaf(line, new Literal.Real(parser.getDoubleValue()));
            case VALUE_TRUE -> new Leaf(line, new Literal.Truth(true));
            case VALUE_FALSE -> new Leaf(line, new Literal.Truth(false));
            default -> new Leaf(line, new Literal.None());
        };
    }

    private static Table table(JsonParser parser, int line) throws IOException {
        var members = new LinkedHashMap<String, Node>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, node(parser));
        }
        return new Table(line, members);
    }

    private static Array array(JsonParser parser, int line) throws IOException {
        var items = new ArrayList<Node>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser));
        }
        return new Array(line, items);
    }

    /** The value as a literal, whatever it holds. */
    static Literal literal(Node node) {
        if (node instanceof Leaf leaf) {
            return leaf.value();
        }
        if (node instanceof Array array) {
            return new Literal.Sequence(
                    Literal.Sequence.Brackets.LIST,
                    array.items().stream().map(JsonTree::literal).toList());
        }
        var entries = new LinkedHashMap<Literal, Literal>();
        ((Table) node).members().forEach((name, value) -> entries.put(new Literal.Text(name), literal(value)));
        return new Literal.Mapping(entries);
    }
}

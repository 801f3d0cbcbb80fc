package io.webbrick.gateway.logging.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A value as a configuration writes it: a Python literal. Immutable. */
sealed interface Literal {
    /** Whether Python takes it for true. */
    boolean truthy();

    /** As JSON has it: text, number, boolean, null, list or map. */
    @Nullable
    Object plain();

    /** As Python writes it, for messages. */
    String repr();

    /** Quoted characters. */
    record Text(String value) implements Literal {
        @Override
        public boolean truthy() {
            return !value.isEmpty();
        }

        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String repr() {
            return "'" + value + "'";
        }
    }

    /** A whole number of any size. */
    record Whole(BigInteger value) implements Literal {
        static Whole of(long value) {
            return new Whole(BigInteger.valueOf(value));
        }

        @Override
        public boolean truthy() {
            return value.signum() != 0;
        }

        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String repr() {
            return value.toString();
        }
    }

    /** A number with a fraction or an exponent. */
    record Real(double value) implements Literal {
        @Override
        public boolean truthy() {
            return value != 0;
        }

        @Override
        public Object plain() {
            return Double.isFinite(value) ? (Object) value : Double.toString(value);
        }

        @Override
        public String repr() {
            return Double.toString(value);
        }
    }

    /** True or False. */
    record Truth(boolean value) implements Literal {
        @Override
        public boolean truthy() {
            return value;
        }

        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String repr() {
            return value ? "True" : "False";
        }
    }

    /** None. */
    record None() implements Literal {
        @Override
        public boolean truthy() {
            return false;
        }

        @Override
        public @Nullable Object plain() {
            return null;
        }

        @Override
        public String repr() {
            return "None";
        }
    }

    /** A list, a tuple or a set. */
    record Sequence(Brackets brackets, List<Literal> items) implements Literal {
        /** Which of the three. */
        enum Brackets {
            LIST("[", "]"),
            TUPLE("(", ")"),
            SET("{", "}");

            private final String open;
            private final String close;

            Brackets(String open, String close) {
                this.open = open;
                this.close = close;
            }
        }

        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public boolean truthy() {
            return !items.isEmpty();
        }

        @Override
        public Object plain() {
            var list = new ArrayList<@Nullable Object>(items.size());
            for (Literal item : items) {
                list.add(item.plain());
            }
            return list;
        }

        @Override
        public String repr() {
            return items.stream().map(Literal::repr).collect(Collectors.joining(", ", brackets.open, brackets.close));
        }
    }

    /** A dictionary; keys in the order they were written. */
    record Mapping(Map<Literal, Literal> entries) implements Literal {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public boolean truthy() {
            return !entries.isEmpty();
        }

        @Override
        public Object plain() {
            var map = new LinkedHashMap<String, @Nullable Object>();
            entries.forEach((key, value) -> map.put(String.valueOf(key.plain()), value.plain()));
            return map;
        }

        @Override
        public String repr() {
            return entries.entrySet().stream()
                    .map(entry ->
                            entry.getKey().repr() + ": " + entry.getValue().repr())
                    .collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** {@code sys.stdout} or {@code sys.stderr}, in handler arguments only. */
    record Console(boolean error) implements Literal {
        @Override
        public boolean truthy() {
            return true;
        }

        @Override
        public Object plain() {
            return repr();
        }

        @Override
        public String repr() {
            return error ? "sys.stderr" : "sys.stdout";
        }
    }

    /** Stands where a value could not be read; the problem was reported there, nothing else need complain. */
    record Broken() implements Literal {
        @Override
        public boolean truthy() {
            return false;
        }

        @Override
        public @Nullable Object plain() {
            return null;
        }

        @Override
        public String repr() {
            return "?";
        }
    }
}

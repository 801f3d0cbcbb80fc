package io.webbrick.gateway.web.page;

import io.webbrick.gateway.web.page.Declarations.Use;
import io.webbrick.gateway.web.page.Token.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives the variables of modules short names. What a module declares in its outermost statements is called the same all over it, what
 * lies within one of these statements the same all over that: a name never becomes two, so that it does not matter which of several
 * variables of that name is meant. Properties, and what the browser brings, keep their names; a name that nothing declares is
 * refused. It understands modules as they are written here. One thread.
 */
final class ShortNames {
    private static final Set<String> WORDS =
            Set.of(("arguments async await break case catch class const constructor continue"
                            + " default delete do else export extends false finally for function if import in instanceof let new null of"
                            + " return static super switch this throw true try typeof undefined void while yield")
                    .split(" "));

    /** What the browser, the library of History and the script around the modules bring; these names are given to nothing else. */
    private static final Set<String> BROUGHT = Set.of(
            ("AbortController AbortSignal Array Boolean CSS DOMParser Date Element Error FormData Image Infinity Intl JSON Map Math"
                            + " Node Number Object Path2D Promise RegExp ResizeObserver Set String TextDecoderStream TypeError URL"
                            + " URLSearchParams addEventListener clearInterval clearTimeout document encodeURIComponent fetch"
                            + " getComputedStyle getSelection history innerHeight innerWidth location matchMedia navigator need"
                            + " performance requestAnimationFrame sessionStorage setInterval setTimeout uPlot window")
                    .split(" "));

    /** What is frequent comes first: texts of a script have these letters often. */
    private static final String LETTERS = "etnrisoaclduhmpfgyvbwkxjqzTSACEIONRLDMPFBGHUVWYKXJQZ_$";

    /** What modules hand each other is called the same in all of them. */
    private final Map<String, String> shared = new HashMap<>();

    private int sharedNames;

    /** The next module of a script, with short names; those that it takes from others must have been there. */
    String of(String module) {
        List<Token> tokens = Token.of(module);
        Iterator<String> renamed = renamed(tokens.stream()
                        .filter(token -> token.kind() != Kind.BLANK)
                        .toList())
                .iterator();
        return tokens.stream()
                .map(token -> token.kind() == Kind.BLANK ? token.text() : renamed.next())
                .collect(Collectors.joining());
    }

    private List<String> renamed(List<Token> tokens) {
        var module = new Declarations(tokens, WORDS);
        refuseUnknown(module);
        share(module, tokens);
        Map<String, String> outer = outer(module);
        List<Map<String, String>> all = new ArrayList<>();
        for (int statement = 0; statement < module.statements(); statement++) {
            Map<String, Integer> count = module.count(statement);
            Set<String> taken = brought(count.keySet());
            count.keySet().stream().filter(outer::containsKey).map(outer::get).forEach(taken::add);
            Set<String> own = new HashSet<>(module.inner(statement));
            own.removeAll(module.outer());
            Map<String, String> names = names(own, count, taken);
            names.putAll(outer);
            all.add(names);
        }
        var texts = new ArrayList<String>();
        for (int at = 0; at < tokens.size(); at++) {
            texts.add(text(module, at, tokens.get(at).text(), all.get(module.statement(at))));
        }
        return texts;
    }

    private void share(Declarations module, List<Token> tokens) {
        for (int at = 0; at < tokens.size(); at++) {
            if (module.use(at) != Use.NONE && module.isShared(at)) {
                shared.computeIfAbsent(tokens.get(at).text(), name -> nextShared());
            }
        }
    }

    private String nextShared() {
        String next = name(sharedNames++);
        return WORDS.contains(next) || BROUGHT.contains(next) ? nextShared() : next;
    }

    private Map<String, String> outer(Declarations module) {
        Map<String, Integer> count = module.count(-1);
        var outer = new HashMap<String, String>();
        var own = new HashSet<String>();
        for (String name : module.outer()) {
            if (shared.containsKey(name)) {
                outer.put(name, shared.get(name));
            } else {
                own.add(name);
            }
        }
        Set<String> taken = brought(count.keySet());
        taken.addAll(outer.values());
        outer.putAll(names(own, count, taken));
        return outer;
    }

    private String text(Declarations module, int at, String text, Map<String, String> names) {
        String variable = names.getOrDefault(text, text);
        String property = module.isShared(at) ? shared.getOrDefault(text, text) : text;
        return switch (module.use(at)) {
            case NONE -> text;
            case PROPERTY -> property;
            case VARIABLE -> variable;
            case BOTH -> property.equals(variable) ? variable : property + ':' + variable;
        };
    }

    private static void refuseUnknown(Declarations module) {
        for (int statement = 0; statement < module.statements(); statement++) {
            for (String name : module.count(statement).keySet()) {
                if (!BROUGHT.contains(name)
                        && !module.outer().contains(name)
                        && !module.inner(statement).contains(name)) {
                    throw new IllegalStateException("nothing declares " + name + ", which a module of the pages uses");
                }
            }
        }
    }

    private static Set<String> brought(Collection<String> used) {
        return used.stream().filter(BROUGHT::contains).collect(Collectors.toCollection(HashSet::new));
    }

    /** A short name for each, the shortest for the most frequent; none of those that are taken. */
    private static Map<String, String> names(Set<String> wanted, Map<String, Integer> count, Set<String> taken) {
        var names = new HashMap<String, String>();
        int number = 0;
        List<String> frequentFirst = wanted.stream()
                .filter(name -> !BROUGHT.contains(name))
                .sorted(Comparator.comparing((String name) -> -count.getOrDefault(name, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (String name : frequentFirst) {
            String next = name(number++);
            while (taken.contains(next) || WORDS.contains(next)) {
                next = name(number++);
            }
            names.put(name, next);
        }
        return names;
    }

    private static String name(int number) {
        int letters = LETTERS.length();
        String last = LETTERS.substring(number % letters, number % letters + 1);
        return number < letters ? last : name(number / letters - 1) + last;
    }
}

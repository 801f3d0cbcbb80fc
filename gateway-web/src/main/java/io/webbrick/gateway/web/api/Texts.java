package io.webbrick.gateway.web.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Texts that a record must hold, all of them, and texts that it must not hold, in any case; as regular expressions when they are
 * meant so. Immutable but for its count of expressions that ran too long; any thread.
 */
final class Texts {
    private static final int LOOKS = 200_000;
    private static final int LOOKS_PER_CHAR = 50;

    private final List<String> words;
    private final List<String> wordsNot;
    private final List<Pattern> patterns;
    private final List<Pattern> patternsNot;
    private final CutOff cutOff;

    private Texts(
            List<String> words,
            List<String> wordsNot,
            List<Pattern> patterns,
            List<Pattern> patternsNot,
            CutOff cutOff) {
        this.words = words;
        this.wordsNot = wordsNot;
        this.patterns = patterns;
        this.patternsNot = patternsNot;
        this.cutOff = cutOff;
    }

    /** Counts the records that an expression was given up for. One thread at a time. */
    static final class CutOff {
        private long count;

        long count() {
            return count;
        }
    }

    /** What {@code q}, {@code not} and {@code regex} say. */
    static Texts of(Parameters parameters, CutOff cutOff) throws Refusal {
        boolean regex = parameters.flag("regex");
        List<String> with = parameters.all("q");
        List<String> without = parameters.all("not");
        return regex
                ? new Texts(List.of(), List.of(), patterns("q", with), patterns("not", without), cutOff)
                : new Texts(lower(with), lower(without), List.of(), List.of(), cutOff);
    }

    private static List<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<Pattern> patterns(String parameter, List<String> texts) throws Refusal {
        var patterns = new ArrayList<Pattern>();
        for (String text : texts) {
            try {
                patterns.add(Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
            } catch (PatternSyntaxException e) {
                String place = e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1);
                throw Refusal.parameter(
                        parameter, text, "a regular expression: " + lowerFirst(e.getDescription()) + place);
            } catch (StackOverflowError deep) {
                throw Refusal.parameter(parameter, text, "a regular expression that is less deeply nested");
            }
        }
        return List.copyOf(patterns);
    }

    private static String lowerFirst(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }

    /** Whether a record's text is as wanted; not when an expression looks at it for too long. */
    boolean take(String text) {
        return takeWords(text) && ((patterns.isEmpty() && patternsNot.isEmpty()) || takePatterns(text));
    }

    private boolean takeWords(String text) {
        if (words.isEmpty() && wordsNot.isEmpty()) {
            return true;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(lower::contains) && wordsNot.stream().noneMatch(lower::contains);
    }

    private boolean takePatterns(String text) {
        try {
            return patterns.stream().allMatch(pattern -> isIn(pattern, text))
                    && patternsNot.stream().noneMatch(pattern -> isIn(pattern, text));
        } catch (BoundedText.ExhaustedException | StackOverflowError tooLong) {
            cutOff.count++;
            return false;
        }
    }

    private static boolean isIn(Pattern pattern, String text) {
        int looks = LOOKS + LOOKS_PER_CHAR * Math.min(text.length(), 1_000_000);
        return pattern.matcher(BoundedText.of(text, looks)).find();
    }
}

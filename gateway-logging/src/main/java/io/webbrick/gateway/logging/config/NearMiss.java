package io.webbrick.gateway.logging.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the word somebody probably meant: the same in another case, or one or two letters away. */
final class NearMiss {
    private static final int LONGEST = 60;

    private NearMiss() {}

    /** The nearest of the known words, if any is near. */
    static Optional<String> of(String word, Collection<String> known) {
        String nearest = null;
        int best = Integer.MAX_VALUE;
        for (String candidate : known) {
            int distance = word.equalsIgnoreCase(candidate) ? 0 : distance(word, candidate);
            if (distance < best && distance <= (candidate.length() > 4 ? 2 : 1)) {
                best = distance;
                nearest = candidate;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** A question to put behind a message; empty when no known word is near. */
    static String question(String word, Collection<String> known) {
        return of(word, known)
                .map(near -> "; did you mean " + Quote.of(near) + "?")
                .orElse("");
    }

    /** Letters to insert, delete, change or swap. */
    private static int distance(String a, String b) {
        if (a.length() > LONGEST || b.length() > LONGEST || Math.abs(a.length() - b.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                rows[i][j] = i == 0 || j == 0 ? i + j : step(rows, a, b, i, j);
            }
        }
        return rows[a.length()][b.length()];
    }

    private static int step(int[][] rows, String a, String b, int i, int j) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(rows[i - 1][j - 1] + change, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
    }
}

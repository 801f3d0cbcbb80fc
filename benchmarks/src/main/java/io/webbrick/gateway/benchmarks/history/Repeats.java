package io.webbrick.gateway.benchmarks.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Asks a question again and again for three seconds in one process and prints how long it took: the first time, and the median of the rest. */
final class Repeats {
    private static final int LEAST = 5;
    private static final int MOST = 2_000;
    private static final long ENOUGH_NANOS = 3_000_000_000L;

    private Repeats() {}

    /** Prints {@code name.first}, {@code name.warm} in milliseconds and {@code name.answer}. */
    static void print(String name, Callable<String> question) throws Exception {
        long begin = System.nanoTime();
        String answer = question.call();
        double first = (System.nanoTime() - begin) / 1e6;
        double[] times = new double[MOST];
        int count = 0;
        while (count < MOST && (count < LEAST || System.nanoTime() - begin < ENOUGH_NANOS)) {
            long start = System.nanoTime();
            String again = question.call();
            times[count++] = (System.nanoTime() - start) / 1e6;
            if (!again.equals(answer)) {
                throw new IllegalStateException(name + " answered " + answer + ", then " + again);
            }
        }
        Arrays.sort(times, 0, count);
        figure(name + ".first", first);
        figure(name + ".warm", times[count / 2]);
        System.out.println(name + ".answer=" + answer);
    }

    /** Prints one figure. */
    static void figure(String name, double value) {
        System.out.printf(Locale.ROOT, "%s=%.3f%n", name, value);
    }
}

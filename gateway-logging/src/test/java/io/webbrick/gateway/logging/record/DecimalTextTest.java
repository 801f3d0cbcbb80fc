package io.webbrick.gateway.logging.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DecimalTextTest {
    private static final long SEED = 20261121;
    private static final boolean JDK_PRINTS_SHORTEST = Runtime.version().feature() >= 19;

    private final Utf8Buffer out = new Utf8Buffer(64);
    private final DecimalText decimals = new DecimalText(out);
    private final SplittableRandom random = new SplittableRandom(SEED);

    private String text(double value) {
        out.clear();
        decimals.append(value);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    private String text(float value) {
        out.clear();
        decimals.append(value);
        return new String(out.bytes(), 0, out.length(), StandardCharsets.US_ASCII);
    }

    private void check(double value) {
        String text = text(value);
        assertEquals(value, Double.parseDouble(text), () -> describe(value));
        if (JDK_PRINTS_SHORTEST) {
            assertEquals(Double.toString(value), text, () -> describe(value));
        }
    }

    private void check(float value) {
        String text = text(value);
        assertEquals(value, Float.parseFloat(text), () -> "seed " + SEED + ", " + Float.toHexString(value));
        if (JDK_PRINTS_SHORTEST) {
            assertEquals(Float.toString(value), text, () -> "seed " + SEED + ", " + Float.toHexString(value));
        }
    }

    private static String describe(double value) {
        return "seed " + SEED + ", " + Double.toHexString(value);
    }

    @Test
    void printsWhatTheGoldenFileSays() throws IOException {
        var wrong = new ArrayList<String>();
        int lines = 0;
        for (String line : golden()) {
            String[] parts = line.split(" ");
            String printed = parts[0].equals("d")
                    ? text(Double.longBitsToDouble(Long.parseUnsignedLong(parts[1], 16)))
                    : text(Float.intBitsToFloat(Integer.parseUnsignedInt(parts[1], 16)));
            if (!printed.equals(parts[2])) {
                wrong.add(line + " but was " + printed);
            }
            lines++;
        }
        assertEquals(List.of(), wrong);
        assertTrue(lines > 150, lines + " lines read");
    }

    private List<String> golden() throws IOException {
        InputStream file = Objects.requireNonNull(getClass().getResourceAsStream("DecimalText.expected"));
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        }
    }

    @Test
    void whatIsNoNumberHasItsName() {
        assertEquals("NaN", text(Double.NaN));
        assertEquals("NaN", text(Double.longBitsToDouble(0xFFF8_0000_0000_0001L)));
        assertEquals("Infinity", text(Double.POSITIVE_INFINITY));
        assertEquals("-Infinity", text(Double.NEGATIVE_INFINITY));
        assertEquals("NaN", text(Float.NaN));
        assertEquals("NaN", text(Float.intBitsToFloat(0xFFC0_0001)));
        assertEquals("-Infinity", text(Float.NEGATIVE_INFINITY));
        assertEquals("-0.0", text(-0.0));
        assertEquals("-0.0", text(-0.0f));
    }

    @Test
    void randomBitsReadBackAsTheSameDouble() {
        for (int round = 0; round < 300_000; round++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isNaN(value)) {
                check(value);
            }
        }
    }

    @Test
    void randomBitsReadBackAsTheSameFloat() {
        for (int round = 0; round < 300_000; round++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (!Float.isNaN(value)) {
                check(value);
            }
        }
    }

    @Test
    void numbersWithFewDecimalsReadBack() {
        for (int round = 0; round < 200_000; round++) {
            check(random.nextInt() / 1_000.0);
            check(random.nextInt(10_000_000) / 100.0);
            check(random.nextInt(2_000_000) / 1_000f);
            check((double) random.nextInt(100_000));
        }
        check(0.0015);
        check(9_999_999.9995);
        check(9_999_999.9999999);
        check(0.0010000000000000002);
        check(999.9995f);
        check(999.99994f);
    }

    @Test
    void powersOfTwoAndTenAndTheirNeighboursReadBack() {
        for (int exponent = Double.MIN_EXPONENT - 52; exponent <= Double.MAX_EXPONENT; exponent++) {
            checkAround(Math.scalb(1.0, exponent));
        }
        for (int exponent = -323; exponent <= 308; exponent++) {
            checkAround(Double.parseDouble("1e" + exponent));
            checkAround(Double.parseDouble("2e" + exponent));
        }
        for (int exponent = Float.MIN_EXPONENT - 23; exponent <= Float.MAX_EXPONENT; exponent++) {
            checkAround(Math.scalb(1f, exponent));
        }
        for (int exponent = -45; exponent <= 38; exponent++) {
            checkAround(Float.parseFloat("1e" + exponent));
        }
    }

    private void checkAround(double value) {
        check(Math.nextDown(value));
        check(value);
        check(Math.nextUp(value));
    }

    private void checkAround(float value) {
        check(Math.nextDown(value));
        check(value);
        check(Math.nextUp(value));
    }

    @Test
    void theSmallestSubnormalsAndTheEdgesOfTheRangeReadBack() {
        for (int bits = 1; bits < 20_000; bits++) {
            check(Double.longBitsToDouble(bits));
            check(Float.intBitsToFloat(bits));
        }
        checkAround(Double.MIN_NORMAL);
        checkAround(Float.MIN_NORMAL);
        check(Double.MAX_VALUE);
        check(Float.MAX_VALUE);
        check(Math.nextDown(Double.MAX_VALUE));
    }

    /** The definition, computed with whole numbers: nothing shorter reads back, and no neighbour is closer. */
    @Test
    void noShorterTextReadsBackAndNoneOfTheSameLengthIsCloser() {
        for (int round = 0; round < 20_000; round++) {
            double value = Math.abs(Double.longBitsToDouble(random.nextLong()));
            if (Double.isNaN(value) || Double.isInfinite(value) || value < 1e-300) {
                continue;
            }
            var printed = new BigDecimal(text(value)).stripTrailingZeros();
            BigInteger digits = printed.unscaledValue();
            var exact = new BigDecimal(value);
            BigDecimal error = exact.subtract(printed).abs();
            for (int step = -1; step <= 1; step += 2) {
                var neighbour = new BigDecimal(digits.add(BigInteger.valueOf(step)), printed.scale());
                assertTrue(
                        neighbour.doubleValue() != value
                                || exact.subtract(neighbour).abs().compareTo(error) >= 0,
                        () -> describe(value) + ": " + neighbour + " is closer");
            }
            if (digits.compareTo(BigInteger.valueOf(100)) >= 0) {
                BigInteger shorter = digits.divide(BigInteger.TEN);
                for (int step = 0; step <= 1; step++) {
                    var candidate = new BigDecimal(shorter.add(BigInteger.valueOf(step)), printed.scale() - 1);
                    assertTrue(
                            candidate.doubleValue() != value,
                            () -> describe(value) + ": " + candidate + " is shorter than " + printed);
                }
            }
        }
    }

    @Test
    void appendsBehindWhatIsThereAndGrows() {
        var small = new Utf8Buffer(1);
        var text = new DecimalText(small);
        for (int count = 0; count < 100; count++) {
            text.append(-1.7976931348623157E308);
            small.put(' ');
        }
        assertEquals(
                "-1.7976931348623157E308 ".repeat(100),
                new String(small.bytes(), 0, small.length(), StandardCharsets.US_ASCII));
    }
}

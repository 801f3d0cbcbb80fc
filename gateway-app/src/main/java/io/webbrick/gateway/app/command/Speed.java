package io.webbrick.gateway.app.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast events are replayed.
 *
 * @param factor so many times as fast as they happened; 0 means as fast as it goes
 */
record Speed(double factor) {
    static final Speed MAX = new Speed(0);

    boolean paced() {
        return factor > 0;
    }

    /** Reads one. */
    static final class Converter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(String value) {
            if (value.equalsIgnoreCase("max")) {
                return MAX;
            }
            try {
                double factor = Double.parseDouble(value);
                if (factor > 0 && factor <= 1e9) {
                    return new Speed(factor);
                }
            } catch (NumberFormatException e) {
                throw wrong(value);
            }
            throw wrong(value);
        }

        private static TypeConversionException wrong(String value) {
            return new TypeConversionException("'" + value + "' is no speed; max, or a number above 0 such as 60");
        }
    }
}

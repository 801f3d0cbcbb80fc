package io.webbrick.gateway.benchmarks.measure;

import java.util.List;

/**
 * The program of a measured process: one measurement of one library, told by {@code key=value} arguments, answered on
 * standard output.
 */
public final class Case {
    private Case() {}

    /** Measures what {@code measure=} names. */
    public static void main(String[] arguments) throws Exception {
        Settings settings = Settings.parse(List.of(arguments));
        Library library = Library.ofThisProcess();
        library.begin();
        Measurement measurement = Measurement.of(settings.text("measure"));
        measurement.run(settings, library);
    }
}

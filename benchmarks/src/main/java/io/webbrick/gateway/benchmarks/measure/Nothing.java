package io.webbrick.gateway.benchmarks.measure;

/** The program that does nothing: what the JVM costs by itself. */
public final class Nothing {
    private Nothing() {}

    public static void main(String[] arguments) {}
}

package io.webbrick.gateway.architecture.planted.app;

import java.util.function.Consumer;

/** Planted: prints past the streams, in four ways. */
final class Printing {
    private final Consumer<String> out = System.out::println;

    void print(Exception cause) {
        out.accept("out");
        System.err.println("err");
        cause.printStackTrace();
    }

    Runnable later() {
        return () -> System.out.println("from a lambda");
    }
}

package io.webbrick.gateway.architecture.planted.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** Planted: prints past the streams, in five ways. */
final class Printing {
    private final Consumer<String> out = System.out::println;

    void print(Exception cause) {
        out.accept("out");
        System.err.println("err");
        cause.printStackTrace();
    }

    OutputStream descriptor() {
        return new FileOutputStream(FileDescriptor.out);
    }

    Runnable later() {
        return () -> System.out.println("from a lambda");
    }
}

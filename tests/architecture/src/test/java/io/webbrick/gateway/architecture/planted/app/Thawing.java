package io.webbrick.gateway.architecture.planted.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;

/** Planted: lets foreign bytes choose classes. */
final class Thawing {
    Object thaw(InputStream bytes) throws IOException, ClassNotFoundException {
        try (var objects = new ObjectInputStream(bytes)) {
            return objects.readObject();
        }
    }
}

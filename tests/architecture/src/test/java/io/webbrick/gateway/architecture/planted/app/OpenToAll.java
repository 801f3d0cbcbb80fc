package io.webbrick.gateway.architecture.planted.app;

/** Planted: a class that anybody may extend. */
class OpenToAll {
    /** Planted: nested classes count too. */
    static class Inside {}
}

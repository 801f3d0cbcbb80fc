package io.webbrick.gateway.logging;

/** What else happens while the process ends. */
final class ShutdownHooks {
    /** The thread in which the virtual machine waits for its end; it logs nothing. */
    private static final String WAITS_FOR_THE_END = "DestroyJavaVM";

    private ShutdownHooks() {}

    /**
     * Whether another shutdown hook may be at work, asked by one. When a program has come to its end there is no other
     * thread that is no daemon; after {@link System#exit} nobody can tell a hook from what else runs.
     */
    static boolean mayRun() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        var threads = new Thread[group.activeCount() + 16];
        int count = group.enumerate(threads);
        for (int index = 0; index < count; index++) {
            Thread thread = threads[index];
            if (!thread.isDaemon()
                    && thread != Thread.currentThread()
                    && !thread.getName().equals(WAITS_FOR_THE_END)) {
                return true;
            }
        }
        return count == threads.length;
    }
}

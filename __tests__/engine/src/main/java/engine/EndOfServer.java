package engine;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.ShutdownEvent;
import jakarta.inject.Singleton;

/** Ends the process when Kestra shuts its server down, as it does when a queue fails: who started it then learns that, and why. */
@Singleton
public final class EndOfServer implements ApplicationEventListener<ShutdownEvent> {
    @Override
    public void onApplicationEvent(ShutdownEvent event) {
        // Not in this thread: an exit waits until what holds it has ended.
        Thread exit = new Thread(() -> System.exit(1));
        exit.setDaemon(true);
        exit.start();
    }
}

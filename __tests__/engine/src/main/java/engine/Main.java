package engine;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;

/** Starts the engine on a free loopback port and prints the one line that the tests wait for. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) throws IOException {
        Map<String, Object> properties = Map.of(
            "kestra.storage.local.base-path", Files.createTempDirectory("kestra-engine-").toString(),
            "engine.username", System.getProperty("engine.username", "admin@engine.test"),
            "engine.password", System.getProperty("engine.password", "Engine1234"),
            "engine.any-tenant", Boolean.getBoolean("engine.any-tenant"),
            "micronaut.server.port", Integer.getInteger("engine.port", -1)
        );
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, properties);
        System.out.println("ENGINE READY " + server.getURL());
    }
}

package engine;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;

/** Starts the engine on a free loopback port and prints the one line that the tests wait for. */
public final class Main {
    private Main() {
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        loadAsServersDo();
        Path storage = Files.createTempDirectory("kestra-engine-");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(storage.toFile())));
        boolean isRunning = Boolean.getBoolean("engine.running");
        String generation = System.getProperty(Generation.PROPERTY, Generation.OF_2);
        Map<String, Object> properties = Map.of(
            "kestra.storage.local.base-path", storage.toString(),
            "engine.username", System.getProperty("engine.username", "admin@engine.test"),
            "engine.password", System.getProperty("engine.password", "Engine1234"),
            Generation.PROPERTY, generation,
            "engine.controller-port", freePort(),
            "engine.poll-size", generation.equals(Generation.OF_1) ? 100 : 1,
            "engine.running", isRunning,
            "engine.any-tenant", Boolean.getBoolean("engine.any-tenant"),
            "micronaut.server.port", Integer.getInteger("engine.port", -1)
        );
        String[] environments = isRunning ? new String[] {"running"} : new String[0];
        EmbeddedServer server = ApplicationContext.run(EmbeddedServer.class, properties, environments);
        if (isRunning) {
            Runner.start(server.getApplicationContext(), generation.equals(Generation.OF_1));
        }
        System.out.println("ENGINE READY " + server.getURL());
        // The starter holds the other end: when it ends, however it ends, so does the engine.
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * What parses flows copies the shared mapper of YAML when it is loaded, and what parses dashboards makes that one strict: a server
     * has the flows first, and so finds a duplicate key valid (recorded on 2.0). Without this the first request would decide.
     */
    private static void loadAsServersDo() {
        for (String name : new String[] {"FlowParsingService", "PluginDefaultService"}) {
            try {
                Class.forName("io.kestra.core.services." + name);
            } catch (ClassNotFoundException absent) {
                // Each generation has one of the two.
            }
        }
    }

    private static void delete(File file) {
        File[] children = file.listFiles();
        if (children != null) {
            Arrays.stream(children).forEach(Main::delete);
        }
        file.delete();
    }
}

package engine;

import java.lang.reflect.InvocationTargetException;
import java.util.UUID;

import io.kestra.core.runners.Scheduler;
import io.micronaut.context.ApplicationContext;

/**
 * Executor, scheduler and worker, started as a server starts them that is all in one. Their modules are only in the engine that is built to
 * run executions, so they are named and not imported.
 */
final class Runner {
    private static final int THREADS = 2;

    private Runner() {
    }

    static void start(ApplicationContext context, boolean isBefore2) throws ReflectiveOperationException {
        if (isBefore2) {
            run(context.getBean(type("io.kestra.core.runners.ExecutorInterface")));
            // Stores what the tasks log.
            run(context.getBean(type("io.kestra.core.runners.Indexer")));
            run(context.createBean(type("io.kestra.worker.DefaultWorker"), UUID.randomUUID().toString(), THREADS, null));
        } else {
            call(context.getBean(type("io.kestra.core.worker.Controller")), "start");
            run(context.getBean(type("io.kestra.core.runners.Executor")));
            Object worker = context.getBean(type("io.kestra.core.runners.Worker"));
            inBackground(() -> worker.getClass().getMethod("start", int.class).invoke(worker, THREADS));
            call(context.getBean(type("io.kestra.worker.systemworker.SystemWorker")), "start");
        }
        run(context.getBean(Scheduler.class));
    }

    private static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName(name);
    }

    private static void run(Object service) {
        inBackground(() -> {
            ((Runnable) service).run();
            return null;
        });
    }

    private static void call(Object service, String method) {
        inBackground(() -> service.getClass().getMethod(method).invoke(service));
    }

    private interface Start {
        Object start() throws ReflectiveOperationException;
    }

    /** An engine of which a part does not start is none: it ends, and says why. */
    private static void inBackground(Start start) {
        Thread thread = new Thread(() -> {
            try {
                start.start();
            } catch (ReflectiveOperationException | RuntimeException error) {
                Throwable cause = error instanceof InvocationTargetException ? error.getCause() : error;
                cause.printStackTrace();
                System.exit(1);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}

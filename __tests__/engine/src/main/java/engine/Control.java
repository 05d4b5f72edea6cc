package engine;

import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.*;

/** The tests' own door, outside of /api: faults on demand and the log of requests, both per tenant. */
@Controller("/_control")
public class Control {
    private static final int MAX_LOGGED = 50_000;

    record Logged(String tenant, String method, String path, int status) {
    }

    // This one knows its size, which is asked for with each request.
    private final Deque<Logged> requests = new LinkedBlockingDeque<>();
    private final Deque<Fault> faults = new ConcurrentLinkedDeque<>();

    void log(String tenant, String method, String path, int status) {
        requests.add(new Logged(tenant, method, path, status));
        if (requests.size() > MAX_LOGGED) {
            requests.poll();
        }
    }

    /** The fault for this request, if any; counts it as used. */
    @Nullable
    Fault take(String tenant, String method, String path) {
        faults.removeIf(fault -> fault.times().get() == 0);
        return faults.stream().filter(fault -> fault.isFor(tenant, method, path)).findFirst().orElse(null);
    }

    @Get("/requests")
    public List<Map<String, Object>> requests(@QueryValue String tenant) {
        return requests.stream().filter(logged -> logged.tenant().equals(tenant))
            .map(logged -> Map.<String, Object>of("method", logged.method(), "path", logged.path(), "status", logged.status()))
            .toList();
    }

    @Post("/faults")
    @SuppressWarnings("unchecked")
    public void inject(@Body Map<String, Object> fault) {
        faults.add(new Fault(
            (String) fault.get("tenant"),
            (String) fault.getOrDefault("method", ".*"),
            (String) fault.getOrDefault("path", ""),
            new AtomicInteger((Integer) fault.getOrDefault("times", 1)),
            (Integer) fault.get("status"),
            (Boolean) fault.getOrDefault("isAfter", false),
            (Integer) fault.getOrDefault("delayMs", 0),
            (Boolean) fault.getOrDefault("isDrop", false),
            (String) fault.get("body"),
            (Map<String, String>) fault.get("headers")
        ));
    }

    @Delete
    public void reset(@QueryValue String tenant) {
        requests.removeIf(logged -> logged.tenant().equals(tenant));
        faults.removeIf(fault -> fault.tenant().equals(tenant));
    }
}

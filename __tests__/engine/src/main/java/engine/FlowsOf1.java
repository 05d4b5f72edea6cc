package engine;

import java.util.List;
import java.util.Map;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;

/**
 * Routes on flows that 2.0 no longer has. Those that take a flow as JSON are hidden from the server's own description, and show in
 * what it answers to other types: they take every type that the routes for YAML do not.
 */
@Controller("/api/v1/{tenant}/flows")
@Requires(property = Generation.PROPERTY, value = Generation.OF_1)
public class FlowsOf1 {
    @Patch("/{namespace}/{id}/{taskId}")
    public HttpResponse<?> updateTask() {
        return Unserved.route("updateTask");
    }

    @Post
    @Consumes(MediaType.ALL)
    public HttpResponse<?> createFromJson(@Body Map<String, Object> flow) {
        return Unserved.route("createFlow, as JSON");
    }

    @Put("/{namespace}/{id}")
    @Consumes(MediaType.ALL)
    public HttpResponse<?> updateFromJson(@Body Map<String, Object> flow) {
        return Unserved.route("updateFlow, as JSON");
    }

    @Post("/{namespace}")
    public HttpResponse<?> updateNamespaceFromJson(@Body List<Map<String, Object>> flows) {
        return Unserved.route("updateFlowsInNamespace, as JSON");
    }
}

package engine;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;

/** Routes on flows that no test needs, of every version. */
@Controller("/api/v1/{tenant}/flows")
public class UnservedFlows {
    @Post("/graph")
    @Consumes(MediaType.APPLICATION_YAML)
    public HttpResponse<?> graphOfSource() {
        return Unserved.route("generateFlowGraphFromSource");
    }

    @Post("/import")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public HttpResponse<?> importFlows() {
        return Unserved.route("importFlows");
    }

    @Get("/source")
    public HttpResponse<?> source() {
        return Unserved.route("searchFlowsBySourceCode");
    }

    @Post("/validate/task")
    @Consumes({ MediaType.APPLICATION_YAML, MediaType.APPLICATION_JSON })
    public HttpResponse<?> validateTask() {
        return Unserved.route("validateTask");
    }

    @Post("/validate/trigger")
    public HttpResponse<?> validateTrigger() {
        return Unserved.route("validateTrigger");
    }

    @Get("/{namespace}/{id}/graph")
    public HttpResponse<?> graph() {
        return Unserved.route("generateFlowGraph");
    }

    @Get("/{namespace}/{id}/tasks/{taskId}")
    public HttpResponse<?> task() {
        return Unserved.route("getTaskFromFlow");
    }
}

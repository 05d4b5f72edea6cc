package engine;

import java.util.List;

import io.kestra.core.repositories.FlowRepositoryInterface;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Routes on flows that 1.0 does not have yet. */
@Controller("/api/v1/{tenant}/flows")
@Requires(property = Generation.PROPERTY, value = Generation.OF_2)
@ExecuteOn(TaskExecutors.IO)
public class FlowsOf2 {
    private final FlowRepositoryInterface flows;

    FlowsOf2(FlowRepositoryInterface flows) {
        this.flows = flows;
    }

    @Delete("/{namespace}/{id}/revisions")
    public void deleteRevisions(String tenant, String namespace, String id, @QueryValue List<Integer> revisions) {
        flows.deleteRevisions(tenant, namespace, id, revisions);
    }

    @Get("/deprecated")
    public HttpResponse<?> deprecated() {
        return Unserved.route("listDeprecated");
    }

    @Get("/export/by-query/csv")
    @Produces(MediaType.TEXT_CSV)
    public HttpResponse<?> exportCsv() {
        return Unserved.route("exportFlows");
    }

    @Post("/expressions")
    @Consumes(MediaType.APPLICATION_YAML)
    public HttpResponse<?> expressions() {
        return Unserved.route("expressions");
    }
}

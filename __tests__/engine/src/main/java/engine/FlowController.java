package engine;

import java.io.IOException;
import java.util.*;

import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.FlowWithException;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.topologies.FlowTopologyGraph;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.repositories.ArrayListTotal;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.kestra.core.topologies.FlowTopologyService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

@Controller("/api/v1/{tenant}/flows")
@ExecuteOn(TaskExecutors.IO)
public class FlowController {
    private static final int MAX_PAGE_SIZE = 1000;

    private final FlowService flowService;
    private final FlowRepositoryInterface flows;
    private final FlowTopologyService topologies;
    private final FlowWriter writer;
    private final Filters filters;
    private final Generation generation;

    FlowController(
        FlowService flowService, FlowRepositoryInterface flows, FlowTopologyService topologies, FlowWriter writer, Filters filters, Generation generation
    ) {
        this.flowService = flowService;
        this.flows = flows;
        this.topologies = topologies;
        this.writer = writer;
        this.filters = filters;
        this.generation = generation;
    }

    @Get("/search")
    public Map<String, Object> search(
        HttpRequest<?> request, String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort
    ) {
        if (page < 1 || size < 1) {
            throw invalid("must be greater than or equal to 1", page < 1 ? "searchFlows.page" : "searchFlows.size", Math.min(page, size));
        }
        if (size > MAX_PAGE_SIZE && !generation.isBefore2()) {
            throw invalid("must be less than or equal to " + MAX_PAGE_SIZE, "searchFlows.size", size);
        }
        ArrayListTotal<Flow> found = flows.find(Pages.of(page, size, sort), tenant, filters.read(request));
        return Map.of("results", found, "total", found.getTotal());
    }

    @Get("/{namespace}/{id}")
    public Flow get(
        String tenant, String namespace, String id, @QueryValue(defaultValue = "false") boolean source, @Nullable @QueryValue Integer revision,
        @QueryValue(defaultValue = "false") boolean allowDeleted
    ) {
        Optional<Integer> wanted = Optional.ofNullable(revision);
        Optional<? extends Flow> flow = source
            ? flows.findByIdWithSource(tenant, namespace, id, wanted, allowDeleted)
            : flows.findById(tenant, namespace, id, wanted, allowDeleted);
        return flow.orElseThrow(NoSuchElementException::new);
    }

    @Get("/{namespace}")
    public List<Flow> list(String tenant, String namespace) {
        return flows.findByNamespace(tenant, namespace);
    }

    @Get("/{namespace}/{id}/revisions")
    public List<FlowWithSource> revisions(String tenant, String namespace, String id) {
        return flows.findRevisions(tenant, namespace, id, false);
    }

    @Get("/{namespace}/{id}/dependencies")
    public FlowTopologyGraph dependencies(String tenant, String namespace, String id, @QueryValue(defaultValue = "false") boolean destinationOnly) {
        return topologies.graph(flowService.findDependencies(tenant, namespace, id, destinationOnly, false), node -> node);
    }

    @Get("/distinct-namespaces")
    public List<String> namespaces(String tenant, @Nullable @QueryValue String q) {
        return flows.findDistinctNamespace(tenant, q);
    }

    @Post
    @Consumes(MediaType.APPLICATION_YAML)
    public FlowWithSource create(String tenant, @Body String flow) throws Throwable {
        return writer.create(tenant, flow);
    }

    @Put("/{namespace}/{id}")
    @Consumes(MediaType.APPLICATION_YAML)
    public FlowWithSource update(String tenant, String namespace, String id, @Body String flow) throws Throwable {
        return writer.update(tenant, namespace, id, flow).orElseThrow(NoSuchElementException::new);
    }

    @Delete("/{namespace}/{id}")
    public HttpResponse<?> delete(String tenant, String namespace, String id) {
        flowService.delete(flows.findByIdWithSource(tenant, namespace, id).orElseThrow(NoSuchElementException::new));
        return HttpResponse.noContent();
    }

    /** From 2.0 on a flow that the server cannot parse is not in the archive, although the search lists it. */
    @Get("/export/by-query")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> export(HttpRequest<?> request, String tenant) throws IOException {
        List<FlowWithSource> found = flows.findWithSource(Pageable.UNPAGED, tenant, filters.read(request));
        return Zip.ofFlows(found.stream().filter(flow -> generation.isBefore2() || !(flow instanceof FlowWithException)).toList());
    }

    private RuntimeException invalid(String message, String path, Object value) {
        return ManualConstraintViolation.toConstraintViolationException(message, this, FlowController.class, path, value);
    }
}

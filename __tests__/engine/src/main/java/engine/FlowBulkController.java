package engine;

import java.io.IOException;
import java.util.*;
import java.util.stream.Collectors;

import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.flows.GenericFlow;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.data.model.Pageable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** The routes on many flows at once. Their paths win over a flow of that name, and they do what they say. */
@Controller("/api/v1/{tenant}/flows")
@ExecuteOn(TaskExecutors.IO)
public class FlowBulkController {
    record Id(String namespace, String id) {
    }

    private final FlowService flowService;
    private final FlowRepositoryInterface flows;
    private final FlowWriter writer;
    private final Filters filters;

    FlowBulkController(FlowService flowService, FlowRepositoryInterface flows, FlowWriter writer, Filters filters) {
        this.flowService = flowService;
        this.flows = flows;
        this.writer = writer;
        this.filters = filters;
    }

    @Delete("/delete/by-ids")
    public Map<String, Integer> deleteByIds(String tenant, @Body List<Id> ids) {
        return deleteAll(named(tenant, ids));
    }

    /** Without a filter: every flow of the tenant. */
    @Delete("/delete/by-query")
    public Map<String, Integer> deleteByQuery(HttpRequest<?> request, String tenant) {
        return deleteAll(found(tenant, request));
    }

    @Post("/enable/by-ids")
    public Map<String, Integer> enableByIds(String tenant, @Body List<Id> ids) throws Throwable {
        return switchAll(tenant, named(tenant, ids), false);
    }

    @Post("/enable/by-query")
    public Map<String, Integer> enableByQuery(HttpRequest<?> request, String tenant) throws Throwable {
        return switchAll(tenant, found(tenant, request), false);
    }

    @Post("/disable/by-ids")
    public Map<String, Integer> disableByIds(String tenant, @Body List<Id> ids) throws Throwable {
        return switchAll(tenant, named(tenant, ids), true);
    }

    @Post("/disable/by-query")
    public Map<String, Integer> disableByQuery(HttpRequest<?> request, String tenant) throws Throwable {
        return switchAll(tenant, found(tenant, request), true);
    }

    @Post("/export/by-ids")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public HttpResponse<byte[]> exportByIds(String tenant, @Body List<Id> ids) throws IOException {
        return Zip.ofFlows(named(tenant, ids));
    }

    /** Without a namespace it deletes, unless told not to, every flow of the tenant that the body does not name. */
    @Post("/bulk")
    @Consumes(MediaType.APPLICATION_YAML)
    public List<FlowWithSource> update(
        String tenant, @Body String flows, @QueryValue(defaultValue = "true") boolean delete, @Nullable @QueryValue String namespace
    ) throws Throwable {
        return replace(tenant, namespace, flows, delete);
    }

    @Post("/{namespace}")
    @Consumes(MediaType.APPLICATION_YAML)
    public List<FlowWithSource> updateNamespace(
        String tenant, String namespace, @Body String flows, @QueryValue(defaultValue = "true") boolean delete
    ) throws Throwable {
        return replace(tenant, namespace, flows, delete);
    }

    /** The separator counts anywhere; the deletes come first; not atomic. */
    private List<FlowWithSource> replace(String tenant, @Nullable String namespace, String text, boolean isDeleting) throws Throwable {
        List<String> sources = List.of(text.split("---"));
        List<GenericFlow> wanted = sources.stream().map(source -> GenericFlow.fromYaml(tenant, source)).toList();
        for (GenericFlow flow : wanted) {
            if (namespace != null && !flow.getNamespace().equals(namespace)) {
                throw ManualConstraintViolation.toConstraintViolationException("Flow namespace is invalid", flow, GenericFlow.class, "flow.namespace", flow.getNamespace());
            }
        }
        if (isDeleting) {
            Set<String> kept = wanted.stream().map(flow -> flow.getNamespace() + "/" + flow.getId()).collect(Collectors.toSet());
            List<FlowWithSource> present = namespace == null ? flows.findAllWithSource(tenant) : flows.findByNamespaceWithSource(tenant, namespace);
            present.stream().filter(flow -> !kept.contains(flow.getNamespace() + "/" + flow.getId())).forEach(flowService::delete);
        }
        List<FlowWithSource> written = new ArrayList<>();
        for (int index = 0; index < sources.size(); index++) {
            GenericFlow flow = wanted.get(index);
            Optional<FlowWithSource> updated = writer.update(tenant, flow.getNamespace(), flow.getId(), sources.get(index));
            written.add(updated.isPresent() ? updated.get() : writer.create(tenant, sources.get(index)));
        }
        return written;
    }

    private Map<String, Integer> deleteAll(List<FlowWithSource> doomed) {
        doomed.forEach(flowService::delete);
        return Map.of("count", doomed.size());
    }

    /** The toggle of the UI: the engine edits the stored source text, which makes a new revision. */
    private Map<String, Integer> switchAll(String tenant, List<FlowWithSource> switched, boolean isDisabled) throws Throwable {
        int changed = 0;
        for (FlowWithSource flow : switched) {
            if (flow.isDisabled() != isDisabled) {
                writer.update(tenant, flow.getNamespace(), flow.getId(), FlowService.injectDisabled(flow.getSource(), isDisabled));
                changed++;
            }
        }
        return Map.of("count", changed);
    }

    private List<FlowWithSource> named(String tenant, List<Id> ids) {
        return ids.stream()
            .map(id -> flows.findByIdWithSource(tenant, id.namespace(), id.id()).orElseThrow(NoSuchElementException::new))
            .toList();
    }

    private List<FlowWithSource> found(String tenant, HttpRequest<?> request) {
        return flows.findWithSource(Pageable.UNPAGED, tenant, filters.read(request));
    }
}

package engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.*;

import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.flows.FlowSource;
import io.kestra.core.models.flows.FlowWithSource;
import io.kestra.core.models.topologies.FlowTopologyGraph;
import io.kestra.core.models.validations.ManualConstraintViolation;
import io.kestra.core.models.validations.ValidateConstraintViolation;
import io.kestra.core.repositories.ArrayListTotal;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.services.FlowService;
import io.kestra.core.topologies.FlowTopologyService;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.type.Argument;
import io.micronaut.data.model.Pageable;
import io.micronaut.data.model.Sort;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.multipart.CompletedFileUpload;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.exceptions.UnsatisfiedBodyRouteException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Controller("/api/v1/{tenant}/flows")
@ExecuteOn(TaskExecutors.IO)
public class FlowController {
    private static final String YAML = "application/x-yaml";
    private static final int MAX_PAGE_SIZE = 1000;

    record Id(String namespace, String id) {
    }

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
        ArrayListTotal<Flow> found = flows.find(Pageable.from(page, size, sorting(sort)), tenant, filters.read(request));
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
    @Consumes(YAML)
    public FlowWithSource create(String tenant, @Body String flow) throws Throwable {
        return writer.create(tenant, flow);
    }

    @Put("/{namespace}/{id}")
    @Consumes(YAML)
    public FlowWithSource update(String tenant, String namespace, String id, @Body String flow) throws Throwable {
        return writer.update(tenant, namespace, id, flow).orElseThrow(NoSuchElementException::new);
    }

    @Delete("/{namespace}/{id}")
    public HttpResponse<?> delete(String tenant, String namespace, String id) {
        flowService.delete(flows.findByIdWithSource(tenant, namespace, id).orElseThrow(NoSuchElementException::new));
        return HttpResponse.noContent();
    }

    @Post("/enable/by-ids")
    public Map<String, Integer> enable(String tenant, @Body List<Id> ids) throws Throwable {
        return Map.of("count", switchAll(tenant, ids, false));
    }

    @Post("/disable/by-ids")
    public Map<String, Integer> disable(String tenant, @Body List<Id> ids) throws Throwable {
        return Map.of("count", switchAll(tenant, ids, true));
    }

    /** The toggle of the UI: the engine edits the stored source text, which makes a new revision. */
    private int switchAll(String tenant, List<Id> ids, boolean isDisabled) throws Throwable {
        int changed = 0;
        for (Id id : ids) {
            FlowWithSource flow = flows.findByIdWithSource(tenant, id.namespace(), id.id()).orElseThrow(NoSuchElementException::new);
            if (flow.isDisabled() != isDisabled) {
                writer.update(tenant, id.namespace(), id.id(), FlowService.injectDisabled(flow.getSource(), isDisabled));
                changed++;
            }
        }
        return changed;
    }

    /** One document per line that starts with the separator; a document that starts with one of its own leaves an empty element before it. */
    @Post("/validate")
    @Consumes(YAML)
    public List<ValidateConstraintViolation> validate(String tenant, @Nullable @Body String flows) {
        if (flows == null && generation.isBefore2()) {
            throw new UnsatisfiedBodyRouteException("flows", Argument.of(String.class, "flows"));
        }
        String[] documents = (flows == null ? "" : flows.trim()).split("\\n+---\\n*?");
        return flowService.validate(tenant, Arrays.stream(documents).map(document -> new FlowSource(null, document)).toList());
    }

    @Post("/validate")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Mono<List<ValidateConstraintViolation>> validateFiles(String tenant, @Part Publisher<CompletedFileUpload> flows) {
        return Flux.from(flows).map(FlowController::source).collectList()
            .publishOn(Schedulers.boundedElastic())
            .map(sources -> flowService.validate(tenant, sources));
    }

    @Get("/export/by-query")
    public HttpResponse<byte[]> export(HttpRequest<?> request, String tenant) throws IOException {
        Zip zip = new Zip();
        for (FlowWithSource flow : flows.findWithSource(Pageable.UNPAGED, tenant, filters.read(request))) {
            zip.add(flow.getNamespace() + "-" + flow.getId() + ".yml", flow.getSource().getBytes(StandardCharsets.UTF_8));
        }
        return zip.attachment("flows.zip");
    }

    private static FlowSource source(CompletedFileUpload file) {
        try {
            return new FlowSource(file.getFilename(), new String(file.getBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private RuntimeException invalid(String message, String path, Object value) {
        return ManualConstraintViolation.toConstraintViolationException(message, this, FlowController.class, path, value);
    }

    private static Sort sorting(@Nullable List<String> sort) {
        return sort == null ? Sort.UNSORTED : Sort.of(sort.stream().map(FlowController::order).toList());
    }

    private static Sort.Order order(String text) {
        String[] parts = text.split(":");
        if (parts.length != 2) {
            throw new IllegalArgumentException("Invalid sort parameter");
        }
        return parts[1].equals("desc") ? Sort.Order.desc(parts[0]) : Sort.Order.asc(parts[0]);
    }
}

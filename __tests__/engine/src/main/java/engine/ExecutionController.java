package engine;

import java.io.IOException;
import java.util.*;
import java.util.stream.Stream;

import io.kestra.core.models.Label;
import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.executions.Execution;
import io.kestra.core.models.executions.ExecutionKind;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.repositories.ExecutionRepositoryInterface;
import io.kestra.core.runners.FlowInputOutput;
import io.kestra.core.services.ExecutionService;
import io.kestra.core.services.FlowService;
import io.micronaut.context.annotation.Property;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.core.convert.format.Format;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.*;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.server.multipart.MultipartBody;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Executions: they begin and run only where the executor does, and are read everywhere. */
@Controller("/api/v1/{tenant}/executions")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExecutionController {
    private final FlowService flowService;
    private final FlowInputOutput inputOutput;
    private final ExecutionQueues queues;
    private final ExecutionEnds ends;
    private final ExecutionRepositoryInterface executions;
    private final ExecutionService executionService;
    private final ExecutionShapes shapes;
    private final Filters filters;
    private final boolean isRunning;
    private final boolean isBefore2;

    ExecutionController(
        FlowService flowService, FlowInputOutput inputOutput, ExecutionQueues queues, ExecutionEnds ends,
        ExecutionRepositoryInterface executions, ExecutionService executionService, ExecutionShapes shapes, Filters filters,
        Generation generation, @Property(name = "engine.running") boolean isRunning
    ) {
        this.flowService = flowService;
        this.inputOutput = inputOutput;
        this.queues = queues;
        this.ends = ends;
        this.executions = executions;
        this.executionService = executionService;
        this.shapes = shapes;
        this.filters = filters;
        this.isRunning = isRunning;
        this.isBefore2 = generation.isBefore2();
    }

    /** Reads the inputs as they come in; whatever waits does so on a thread of its own. */
    @Post("/{namespace}/{id}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Mono<HttpResponse<?>> create(
        String tenant, String namespace, String id, @Nullable @Body MultipartBody inputs, @Nullable @QueryValue @Format("MULTI") List<String> labels,
        @QueryValue(defaultValue = "false") boolean wait, @QueryValue Optional<Integer> revision, @QueryValue Optional<ExecutionKind> kind
    ) {
        if (!isRunning) {
            return Mono.just(Unserved.route("createExecution"));
        }
        Flow flow = executable(tenant, namespace, id, revision);
        Execution empty = Execution.newExecution(flow, null, labels(labels), Optional.empty(), kind.orElse(null));
        return inputOutput.readExecutionInputs(flow, empty, inputs)
            .publishOn(Schedulers.boundedElastic())
            .map(read -> HttpResponse.ok(shapes.begun(begin(empty.withInputs(read), flow, wait))));
    }

    private Flow executable(String tenant, String namespace, String id, Optional<Integer> revision) {
        try {
            return flowService.getFlowIfExecutableOrThrow(tenant, namespace, id, revision);
        } catch (IllegalStateException disabled) {
            if (isBefore2) {
                throw disabled;
            }
            throw new HttpStatusException(HttpStatus.CONFLICT, disabled.getMessage());
        }
    }

    private Execution begin(Execution execution, Flow flow, boolean isWaiting) {
        queues.begin(execution);
        return isWaiting ? ends.await(execution, flow) : isBefore2 ? execution : find(execution.getTenantId(), execution.getId());
    }

    private List<Label> labels(@Nullable List<String> texts) {
        Stream<Label> given = Optional.ofNullable(texts).orElse(List.of()).stream()
            .map(text -> new Label(text.substring(0, text.indexOf(':')), text.substring(text.indexOf(':') + 1)));
        // The snapshot of 2.0 says who let it begin.
        return Stream.concat(given, isBefore2 ? Stream.of() : Stream.of(new Label("system.from", "api"))).toList();
    }

    @Get("/{executionId}")
    public Object get(String tenant, String executionId) {
        return shapes.read(find(tenant, executionId));
    }

    private Execution find(String tenant, String executionId) {
        return executions.findById(tenant, executionId).orElseThrow(NoSuchElementException::new);
    }

    /** Those of one flow, of every kind. */
    @Get
    public Map<String, Object> list(
        String tenant, @QueryValue String namespace, @QueryValue String flowId, @QueryValue(defaultValue = "1") int page,
        @QueryValue(defaultValue = "10") int size
    ) {
        return Pages.answer(executions.findByFlowId(tenant, namespace, flowId, Pages.of(page, size, null)), shapes::listed);
    }

    @Get("/search")
    public Map<String, Object> search(
        HttpRequest<?> request, String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort
    ) {
        List<QueryFilter> asked = filters.read(request, QueryFilter.Resource.EXECUTION);
        return Pages.answer(executions.find(Pages.of(page, size, sort, executions.sortMapping()), tenant, asked), shapes::listed);
    }

    @Delete("/{executionId}")
    public HttpResponse<?> delete(
        String tenant, String executionId, @QueryValue(defaultValue = "true") boolean deleteLogs, @QueryValue(defaultValue = "true") boolean deleteMetrics,
        @QueryValue(defaultValue = "true") boolean deleteStorage
    ) throws IOException {
        executionService.delete(find(tenant, executionId), deleteLogs, deleteMetrics, deleteStorage);
        return HttpResponse.noContent();
    }
}

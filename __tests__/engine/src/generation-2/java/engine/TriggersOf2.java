package engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.function.Consumer;

import io.kestra.core.exceptions.ConflictException;
import io.kestra.core.exceptions.NotFoundException;
import io.kestra.core.models.QueryFilter;
import io.kestra.core.models.flows.Flow;
import io.kestra.core.models.triggers.TriggerId;
import io.kestra.core.repositories.FlowRepositoryInterface;
import io.kestra.core.repositories.TriggerRepositoryInterface;
import io.kestra.core.scheduler.events.ResetTrigger;
import io.kestra.core.scheduler.events.SetDisableTrigger;
import io.kestra.core.scheduler.model.TriggerState;
import io.kestra.core.scheduler.queue.TriggerEventQueue;
import io.kestra.core.services.AsyncOperationWaiter;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.*;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Triggers from 2.0 on: a flow's own text of one as `trigger`, and its `state`. */
@Controller("/api/v1/{tenant}/triggers")
@ExecuteOn(TaskExecutors.BLOCKING)
public class TriggersOf2 {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    @Introspected
    record Switch(String namespace, String flowId, String triggerId, boolean disabled) {
    }

    private final TriggerRepositoryInterface triggers;
    private final FlowRepositoryInterface flows;
    private final TriggerEventQueue events;
    private final AsyncOperationWaiter waiter;
    private final Filters filters;

    TriggersOf2(
        TriggerRepositoryInterface triggers, FlowRepositoryInterface flows, TriggerEventQueue events, AsyncOperationWaiter waiter, Filters filters
    ) {
        this.triggers = triggers;
        this.flows = flows;
        this.events = events;
        this.waiter = waiter;
        this.filters = filters;
    }

    @Get("/search")
    public Map<String, Object> search(
        HttpRequest<?> request, String tenant, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort
    ) {
        List<QueryFilter> asked = filters.read(request, QueryFilter.Resource.TRIGGER);
        List<Map<String, Object>> results = new ArrayList<>();
        var found = triggers.find(Pages.of(page, size, sort, triggers.sortMapping()), tenant, asked);
        for (TriggerState state : found) {
            flows.findById(tenant, state.getNamespace(), state.getFlowId()).filter(flow -> flow.getTriggers() != null).ifPresent(flow -> {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("trigger", ofFlow(flow, state.getTriggerId()));
                one.put("state", shape(state));
                results.add(one);
            });
        }
        return Map.of("results", results, "total", found.getTotal());
    }

    @Get("/{namespace}/{flowId}")
    public Map<String, Object> ofFlow(
        String tenant, String namespace, String flowId, @QueryValue(defaultValue = "1") int page, @QueryValue(defaultValue = "10") int size,
        @Nullable @QueryValue List<String> sort, @Nullable @QueryValue("q") String query
    ) {
        return Pages.answer(
            triggers.find(Pages.of(page, size, sort, triggers.sortMapping()), query, tenant, namespace, flowId, null), TriggersOf2::shape);
    }

    @Put("/set-disabled")
    public Map<String, Object> setDisabled(String tenant, @Body Switch wanted) {
        TriggerId id = TriggerId.of(tenant, wanted.namespace(), wanted.flowId(), wanted.triggerId());
        find(id);
        await(id, operationId -> events.send(new SetDisableTrigger(id, wanted.disabled()).withOperationId(operationId)));
        return shape(find(id));
    }

    @Post("/{namespace}/{flowId}/{triggerId}/unlock")
    public Map<String, Object> unlock(String tenant, String namespace, String flowId, String triggerId) {
        TriggerId id = TriggerId.of(tenant, namespace, flowId, triggerId);
        if (!find(id).isLocked()) {
            throw new ConflictException("trigger " + named(id) + " is already unlocked");
        }
        await(id, operationId -> events.send(new ResetTrigger(id).withOperationId(operationId)));
        return shape(find(id));
    }

    private TriggerState find(TriggerId id) {
        return triggers.findById(id).orElseThrow(() -> new NotFoundException("Trigger not found: " + named(id)));
    }

    private static String named(TriggerId id) {
        return "[tenant=%s, namespace=%s, flow=%s, trigger=%s]".formatted(id.getTenantId(), id.getNamespace(), id.getFlowId(), id.getTriggerId());
    }

    private void await(TriggerId id, Consumer<String> emission) {
        waiter.submit(id.uid(), emission, LONGEST).block(LONGEST);
    }

    private static Object ofFlow(Flow flow, String triggerId) {
        return flow.getTriggers().stream().filter(each -> each.getId().equals(triggerId)).findFirst().orElse(null);
    }

    private static Map<String, Object> shape(TriggerState state) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("namespace", state.getNamespace());
        shape.put("flowId", state.getFlowId());
        shape.put("triggerId", state.getTriggerId());
        shape.put("updatedAt", inSeconds(state.getUpdatedAt()));
        shape.put("evaluatedAt", inSeconds(state.getEvaluatedAt()));
        shape.put("nextEvaluationDate", inSeconds(state.getNextEvaluationDate()));
        shape.put("backfill", state.getBackfill());
        shape.put("stopAfter", state.getStopAfter());
        shape.put("disabled", state.isDisabled());
        shape.put("locked", state.isLocked());
        shape.put("workerId", state.getWorkerId());
        shape.put("lastTriggeredDate", inSeconds(state.getLastTriggeredDate()));
        shape.put("executionId", state.getExecutionId());
        shape.put("kind", state.getType());
        return shape;
    }

    @Nullable
    private static Instant inSeconds(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS);
    }
}
